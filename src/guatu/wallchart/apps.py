from django.apps import AppConfig


class WallchartConfig(AppConfig):
    name = "guatu.wallchart"
    label = "wallchart"
