from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class ReportsConfig(AppConfig):
    name = "guatu.reports"
    label = "reports"

    def ready(self) -> None:
        add(
            Entry("reports:overview", _("Figures"), "chart-bar", "reports.view_figure", order=40),
            Entry("reports:briefings", _("Briefings"), "report", "reports.view_briefing", order=41),
        )
