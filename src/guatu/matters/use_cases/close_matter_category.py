"""Close a category: it is no longer offered for raising; the matters that have it keep it."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.matters.events import CategoryClosed
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.policies import may_manage_matter_rules


@use_case(may=may_manage_matter_rules)
def close_matter_category(*, actor: Actor, category: MatterCategory, reason: str = "") -> MatterCategory:
    """As of the zone's today. A category that was closed before stays as it is."""
    category = MatterCategory.objects.get(zone_id=actor.zone_id, id=category.id)
    if category.closed_on is not None:
        return category
    changes = change(category, closed_on=today(Zone.objects.get(id=actor.zone_id)))
    record(
        CategoryClosed(zone_id=actor.zone_id, category_id=category.id),
        subject=category,
        changes=changes,
        reason=reason.strip()[:300],
        about=(category.kind_id,),
    )
    return category
