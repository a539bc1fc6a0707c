"""Reopen a category that was closed: it is offered again."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.matters.events import CategoryReopened
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.policies import may_manage_matter_rules


@use_case(may=may_manage_matter_rules)
def reopen_matter_category(*, actor: Actor, category: MatterCategory) -> MatterCategory:
    """A category that is in use stays as it is."""
    category = MatterCategory.objects.get(zone_id=actor.zone_id, id=category.id)
    changes = change(category, closed_on=None)
    if changes:
        record(
            CategoryReopened(zone_id=actor.zone_id, category_id=category.id),
            subject=category,
            changes=changes,
            about=(category.kind_id,),
        )
    return category
