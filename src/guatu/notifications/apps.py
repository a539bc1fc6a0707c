from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "guatu.notifications"
    label = "notifications"

    def ready(self) -> None:
        # What people are told of, and what it can be about: each app above says so in its module of that name.
        autodiscover_modules("notification_kinds")
