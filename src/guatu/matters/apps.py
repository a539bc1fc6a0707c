from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MattersConfig(AppConfig):
    name = "guatu.matters"
    label = "matters"

    def ready(self) -> None:
        # What matters can be about: each app above says so in its module `matter_subjects`.
        autodiscover_modules("matter_subjects")
