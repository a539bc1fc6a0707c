"""Rewrite the prose of a draft."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.reports.choices import BriefingState
from guatu.reports.events import BriefingEdited
from guatu.reports.models import Briefing
from guatu.reports.policies import may_edit_briefing
from guatu.reports.taking import take_briefing
from guatu.reports.writing.language import read_template


@use_case(may=may_edit_briefing)
def edit_briefing(
    *,
    actor: Actor,
    briefing: Briefing,
    title: str,
    text: str,
    heading: str = "",
    addressee: str = "",
    version: int | None = None,
) -> Briefing:
    """Change what a draft says. `version`: the one that was opened.

    Raises `InvalidInput` naming the line that cannot be read, `Refused` (`issued`, `in_review`) where it is no draft
    any more, `StaleVersion` where somebody else has written meanwhile.
    """
    briefing = take_briefing(briefing, actor=actor, version=version)
    if briefing.state != BriefingState.DRAFT:
        raise Refused(_("Only a draft can be edited; this one is %s.") % briefing.get_state_display())
    read_template(text)
    changes = change(
        briefing, title=title.strip(), text=text, heading=heading.strip(), addressee=addressee.strip()
    )
    if changes:
        record(
            BriefingEdited(zone_id=actor.zone_id, briefing_id=briefing.id), subject=briefing, changes=changes
        )
    return briefing
