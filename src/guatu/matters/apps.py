from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "guatu.matters"
    label = "matters"
