from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class InvestmentConfig(AppConfig):
    name = "guatu.investment"
    label = "investment"

    def ready(self) -> None:
        add(
            Entry(
                "investment:prospects",
                _("Investment promotion"),
                "briefcase",
                "investment.view_prospect",
                44,
                section="service",
            ),
        )
