from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    name = "guatu.figures"
    label = "figures"

    def ready(self) -> None:
        # Every app defines its own numbers in its module `figures`.
        autodiscover_modules("figures")
