from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class IndicatorsConfig(AppConfig):
    name = "guatu.indicators"
    label = "indicators"

    def ready(self) -> None:
        add(
            Entry("indicators:ledger", _("Indicators"), "chart-bar", "indicators.view_indicator", order=47),
            Entry(
                "indicators:campaigns", _("Targets"), "target-arrow", "indicators.view_indicator", order=49
            ),
            Entry("indicators:entry", _("Indicator entry"), "table", "indicators.view_indicator", order=48),
        )
