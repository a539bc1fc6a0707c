from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add
from guatu.ui.tools import Tool, add_tool


class NotificationsConfig(AppConfig):
    name = "guatu.notifications"
    label = "notifications"

    def ready(self) -> None:
        # What people are told of, and what it can be about: each app above says so in its module of that name.
        autodiscover_modules("notification_kinds")
        # By name, because it reads models, which exist only from here on.
        add_tool(Tool("notifications/_bell.html", import_string("guatu.notifications.bell.values"), order=10))
        add(
            Entry(
                url_name="notifications:channels",
                label=_("Group robots"),
                icon="message",
                permission="notifications.manage_channels",
                order=82,
                section="administration",
            ),
            Entry(
                url_name="notifications:deliveries",
                label=_("Deliveries"),
                icon="send",
                permission="notifications.view_delivery",
                order=83,
                section="administration",
            ),
        )
