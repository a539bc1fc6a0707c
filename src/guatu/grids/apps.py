from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.matters.kept_kinds import keep_kind
from guatu.ui.navigation import Entry, add


class GridsConfig(AppConfig):
    name = "guatu.grids"
    label = "grids"

    def ready(self) -> None:
        # What can belong to a grid: each app above says so in its module `grid_subjects`.
        autodiscover_modules("grid_subjects")
        # Who hears of tips in the chain; needs the models to be there.
        autodiscover_modules("tip_receivers")
        keep_kind("tip", _("the chain of tips"))
        add(
            Entry("grids:grids", _("Grids"), "map-2", "grids.view_grid", 56, section="service"),
            Entry("grids:mine", _("My grids"), "map-pin", "grids.view_own_grids", 58, section="service"),
        )
