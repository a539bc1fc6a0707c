from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class AuditConfig(AppConfig):
    name = "guatu.audit"
    label = "audit"

    def ready(self) -> None:
        add(
            Entry(
                url_name="audit:record",
                label=_("The record"),
                icon="history",
                permission="audit.view_record",
                order=90,
                section="administration",
                whole_zone=True,
            )
        )
