"""Grids keep their unit open."""

from django.utils.translation import ngettext

from guatu.grids.models import Grid
from guatu.organization.models import Unit
from guatu.organization.unit_blockers import add_blocker


@add_blocker
def open_grids(unit: Unit) -> list[str]:
    """Grids of the unit that are not closed."""
    count = Grid.objects.filter(zone_id=unit.zone_id, unit=unit, closed_on__isnull=True).count()
    return [ngettext("%d open grid", "%d open grids", count) % count] if count else []
