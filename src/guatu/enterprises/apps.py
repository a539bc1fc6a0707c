from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.matters.kept_kinds import keep_kind
from guatu.ui.navigation import Entry, add


class EnterprisesConfig(AppConfig):
    name = "guatu.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        keep_kind("demand", _("demands of enterprises"))
        add(
            Entry(
                "enterprises:enterprises",
                _("Enterprises"),
                "building-factory-2",
                "enterprises.view_enterprise",
                order=50,
                section="service",
            ),
            Entry(
                "enterprises:visits",
                _("Visits"),
                "route",
                "enterprises.view_enterprise",
                54,
                section="service",
            ),
        )
