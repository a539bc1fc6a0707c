from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "guatu.organization"
    label = "organization"
