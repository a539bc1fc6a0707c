"""Hand a draft to whoever issues it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.reports.choices import BriefingState
from guatu.reports.events import BriefingSubmitted
from guatu.reports.models import Briefing
from guatu.reports.policies import may_edit_briefing
from guatu.reports.selectors.briefings import compose_briefing
from guatu.reports.taking import take_briefing


@use_case(may=may_edit_briefing)
def submit_briefing(*, actor: Actor, briefing: Briefing) -> Briefing:
    """Put it into review. Raises `InvalidInput` where the text cannot be filled in, `Refused` where it is no draft."""
    briefing = take_briefing(briefing, actor=actor)
    if briefing.state != BriefingState.DRAFT:
        raise Refused(_("Only a draft can be submitted; this one is %s.") % briefing.get_state_display())
    compose_briefing(briefing, actor=actor, zone=Zone.objects.get(id=actor.zone_id))
    changes = change(briefing, state=BriefingState.REVIEW, submitted_at=now(), returned_reason="")
    changes.pop("submitted_at", None)
    record(
        BriefingSubmitted(zone_id=actor.zone_id, briefing_id=briefing.id), subject=briefing, changes=changes
    )
    return briefing
