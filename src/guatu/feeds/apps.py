from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "guatu.feeds"
    label = "feeds"
