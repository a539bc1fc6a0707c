"""Close a quarter's inspection."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import Verdict
from guatu.indicators.events.targets import InspectionClosed
from guatu.indicators.inspecting import open_items
from guatu.indicators.models.target import Inspection, InspectionLine
from guatu.indicators.policies.targets import may_close_inspection


@use_case(may=may_close_inspection)
def close_inspection(*, actor: Actor, inspection: Inspection) -> Inspection:
    """Once every item is judged that is not closed, nor its goal or campaign. `Refused` (`not_judged`, `closed`)."""
    if inspection.closed_at is not None:
        raise Refused(_("The inspection is closed."), code="closed")
    lines = InspectionLine.objects.filter(
        zone_id=actor.zone_id,
        inspection=inspection,
        verdict=Verdict.OPEN,
        item__in=open_items(inspection.campaign),
    )
    waiting = list(lines.select_related("item")[:5])
    if waiting:
        names = _(", ").join(line.item.name for line in waiting)
        raise Refused(_("Not judged yet: %s.") % names, code="not_judged")
    changes = change(inspection, closed_at=now())
    record(
        InspectionClosed(
            zone_id=actor.zone_id, campaign_id=inspection.campaign_id, quarter=inspection.quarter
        ),
        subject=inspection,
        changes=changes,
        about=(inspection.campaign_id,),
    )
    return inspection
