from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class LeaguesConfig(AppConfig):
    name = "guatu.leagues"
    label = "leagues"

    def ready(self) -> None:
        add(
            Entry("leagues:tables", _("League tables"), "award", "leagues.view_league", 51, section="figures")
        )
