"""Throw a draft away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import Subject, record, use_case
from guatu.reports.choices import BriefingState
from guatu.reports.events import BriefingDiscarded
from guatu.reports.models import Briefing
from guatu.reports.policies import may_edit_briefing
from guatu.reports.taking import take_briefing


@use_case(may=may_edit_briefing)
def discard_briefing(*, actor: Actor, briefing: Briefing) -> None:
    """Only what was never issued goes. Raises `Refused` where it was."""
    briefing = take_briefing(briefing, actor=actor)
    if briefing.state == BriefingState.ISSUED:
        raise Refused(_("An issued briefing stays. Draft another one that takes its place."))
    subject = Subject(briefing._meta.label_lower, briefing.id, briefing.title)
    briefing_id = briefing.id
    briefing.delete()
    record(BriefingDiscarded(zone_id=actor.zone_id, briefing_id=briefing_id), subject=subject)
