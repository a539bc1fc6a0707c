from django.apps import AppConfig


class WeComConfig(AppConfig):
    name = "guatu.accounts.wecom"
    label = "wecom"
