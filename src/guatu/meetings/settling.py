"""Requests to coordinate are settled by what the meeting decides on them."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.matters.choices import MatterStatus
from guatu.matters.use_cases.settle_help import settle_help
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.subjects import matter_of


def settle(item: AgendaItem, meeting: Meeting, text: str, *, actor: Actor) -> None:
    """Where the item is a matter that waits for a coordination meeting, this was the meeting."""
    matter = matter_of(item, actor=actor)
    if matter is not None and matter.status == MatterStatus.COORDINATING:
        settle_help(actor=actor, matter=matter, text=f"{meeting.title}\n{text}")
