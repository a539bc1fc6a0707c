from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class ZonesConfig(AppConfig):
    name = "guatu.zones"
    label = "zones"

    def ready(self) -> None:
        from guatu.zones.selectors.below import has_zones_below
        from guatu.zones.selectors.ranking import has_place_above

        add(
            Entry(
                "zones:table",
                _("Zones below"),
                "building-community",
                "zones.view_zone",
                39,
                section="figures",
                whole_zone=True,
                where=has_zones_below,
            ),
            Entry(
                "zones:place",
                _("Place among zones"),
                "award",
                "zones.view_zone",
                52,
                section="figures",
                whole_zone=True,
                where=has_place_above,
            ),
        )
