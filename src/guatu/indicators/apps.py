from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class IndicatorsConfig(AppConfig):
    name = "guatu.indicators"
    label = "indicators"

    def ready(self) -> None:
        add(
            Entry(
                "indicators:ledger",
                _("Indicators"),
                "table",
                "indicators.view_indicator",
                47,
                section="figures",
            ),
            Entry(
                "indicators:campaigns",
                _("Targets"),
                "target-arrow",
                "indicators.view_indicator",
                49,
                section="figures",
            ),
            Entry(
                "indicators:entry",
                _("Indicator entry"),
                "pencil",
                "indicators.view_indicator",
                48,
                section="figures",
            ),
        )
