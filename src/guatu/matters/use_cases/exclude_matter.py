"""Leave a matter out of the rates; with an approver and a reason, both shown with the rates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, use_case
from guatu.matters.events import MatterExcluded
from guatu.matters.models.matter import Matter
from guatu.matters.moving import tell, words
from guatu.matters.policies import may_exclude_matter


@use_case(may=may_exclude_matter)
def exclude_matter(*, actor: Actor, matter: Matter, reason: str) -> Matter:
    """An empty `reason` would be a way to better numbers in silence: `InvalidInput`."""
    one_at_a_time("matters.matter", matter.id)
    matter = Matter.objects.select_related("kind").get(zone_id=actor.zone_id, id=matter.id)
    reason = words(reason, "reason", needed=_("Say why it is left out."), most=300)
    changes = change(matter, excluded_reason=reason, excluded_by=actor.name)
    if changes:
        tell(matter, MatterExcluded, changes=changes, reason=reason)
    return matter
