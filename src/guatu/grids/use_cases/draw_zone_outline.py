"""Draw the outer boundary of the zone."""

from __future__ import annotations

from typing import Any

from guatu.core.actor import Actor
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.grids.boundary_words import checked
from guatu.grids.events import ZoneOutlineDrawn
from guatu.grids.models import ZoneOutline
from guatu.grids.policies import may_draw_outline
from guatu.grids.rules.boundaries import area_of


@use_case(may=may_draw_outline)
def draw_zone_outline(*, actor: Actor, boundary: dict[str, Any], reason: str = "") -> ZoneOutline:
    """The zone ends at `boundary` (GeoJSON, CGCS2000): gaps between grids are looked for within it.

    Raises `InvalidInput` for a boundary that is none. Drawn the same, nothing changes.
    """
    one_at_a_time("grids", actor.zone_id)
    boundary = checked(boundary)
    area = area_of(boundary)
    outline = ZoneOutline.objects.filter(zone_id=actor.zone_id).first()
    if outline is None:
        old = None
        outline = ZoneOutline.objects.create(zone_id=actor.zone_id, geometry=boundary, area=area)
    else:
        old = outline.area
        if not change(outline, geometry=boundary, area=area):
            return outline
    record(
        ZoneOutlineDrawn(zone_id=actor.zone_id),
        subject=outline,
        changes={"area": (old, area)},
        reason=reason,
    )
    return outline
