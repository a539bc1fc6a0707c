"""Give a briefing back to who drafted it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.reports.choices import BriefingState
from guatu.reports.events import BriefingReturned
from guatu.reports.models import Briefing
from guatu.reports.policies import may_issue_briefing
from guatu.reports.taking import take_briefing


@use_case(may=may_issue_briefing)
def return_briefing(*, actor: Actor, briefing: Briefing, reason: str) -> Briefing:
    """Back to draft, with what is to be mended. Raises `Refused` where it is not in review."""
    briefing = take_briefing(briefing, actor=actor)
    if briefing.state != BriefingState.REVIEW:
        raise Refused(_("Only a briefing in review can be given back."))
    if not reason.strip():
        raise InvalidInput({"reason": _("say what is to be mended")})
    changes = change(briefing, state=BriefingState.DRAFT, returned_reason=reason.strip())
    event = BriefingReturned(zone_id=actor.zone_id, briefing_id=briefing.id)
    record(event, subject=briefing, changes=changes, reason=reason.strip())
    return briefing
