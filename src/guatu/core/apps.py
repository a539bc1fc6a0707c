from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "guatu.core"
    label = "core"
