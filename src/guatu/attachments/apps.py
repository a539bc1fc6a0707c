from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "guatu.attachments"
    label = "attachments"
