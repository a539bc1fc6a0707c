from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AttachmentsConfig(AppConfig):
    name = "guatu.attachments"
    label = "attachments"

    def ready(self) -> None:
        # What carries files: each app above says so in its module `attachment_subjects`.
        autodiscover_modules("attachment_subjects")
