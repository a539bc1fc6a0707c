"""File a highlight 亮点 for a goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.events.targets import HighlightFiled
from guatu.indicators.inspecting import require_open_goal
from guatu.indicators.models.target import Goal, Highlight
from guatu.indicators.policies.targets import may_file_highlight
from guatu.organization.models import Unit


@use_case(may=may_file_highlight)
def file_highlight(
    *,
    actor: Actor,
    goal: Goal,
    unit: Unit,
    quarter: int,
    title: str,
    text: str = "",
    evidence: Sequence[File[Any]] = (),
) -> Highlight:
    """Raises `InvalidInput` naming every fault, and `Refused` (`goal_closed`, `campaign_closed`)."""
    require_open_goal(goal)
    title, text = title.strip(), text.strip()
    faults: dict[str, str] = {}
    if not 0 < len(title) <= 80:
        faults["title"] = _("A title of up to 80 characters, please.")
    if len(text) > 2000:
        faults["text"] = _("Up to %s characters.") % 2000
    if not 1 <= quarter <= 4:
        faults["quarter"] = _("A quarter from 1 to 4.")
    if faults:
        raise InvalidInput(faults)
    highlight = Highlight.objects.create(
        zone_id=actor.zone_id,
        goal=goal,
        unit=unit,
        quarter=quarter,
        title=title,
        text=text,
        filed_by=actor.name,
    )
    if evidence:
        attach_files(actor=actor, subject=highlight, uploads={"evidence": evidence})
    record(
        HighlightFiled(zone_id=actor.zone_id, campaign_id=goal.campaign_id, unit_id=unit.id),
        subject=highlight,
        about=(goal.id, goal.campaign_id),
    )
    return highlight
