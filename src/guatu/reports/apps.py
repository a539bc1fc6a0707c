from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class ReportsConfig(AppConfig):
    name = "guatu.reports"
    label = "reports"

    def ready(self) -> None:
        add(
            Entry(
                "reports:overview", _("Figures"), "chart-bar", "reports.view_figure", 40, section="figures"
            ),
            Entry(
                "reports:briefings", _("Briefings"), "report", "reports.view_briefing", 41, section="figures"
            ),
        )
