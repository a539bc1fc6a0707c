"""How a line of an inspection is changed: one change at a time, while the inspection is open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.indicators.models.target import InspectionLine


def take_line(line: InspectionLine, *, actor: Actor) -> InspectionLine:
    """The line as it is now, held until the transaction ends. `Refused` (`closed`) once the inspection is closed."""
    one_at_a_time("indicators.inspection", line.inspection_id)
    fresh = InspectionLine.objects.select_related("inspection__campaign", "item__goal").get(
        zone_id=actor.zone_id, id=line.id
    )
    if fresh.inspection.closed_at is not None:
        raise Refused(_("The inspection is closed."), code="closed")
    return fresh
