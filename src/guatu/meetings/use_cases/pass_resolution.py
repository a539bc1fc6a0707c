"""Pass a resolution: typed once, it is an assigned matter with a lead unit and a date."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.matters.choices import Source
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.meetings.choices import ItemOutcome, MeetingMove
from guatu.meetings.events import ResolutionPassed
from guatu.meetings.models.meeting import AgendaItem, Meeting, Resolution
from guatu.meetings.policies import may_pass_resolution
from guatu.meetings.settling import settle
from guatu.meetings.subjects import matter_subject
from guatu.meetings.taking import take_item, words
from guatu.organization.models import Unit

KIND = "resolution"
TITLE = 120


@use_case(may=may_pass_resolution)
def pass_resolution(
    *,
    actor: Actor,
    item: AgendaItem,
    text: str,
    lead_unit: Unit | None,
    due_on: date | None,
    client_key: UUID | None = None,
) -> Resolution:
    """In one transaction: the resolution in the minutes, the matter at the unit, the request to coordinate settled.

    The same `client_key` gives back the resolution that was passed first. Raises `InvalidInput` naming every fault.
    """
    if client_key is not None:
        one_at_a_time("meetings.resolution", actor.zone_id, client_key)
        before = Resolution.objects.filter(zone_id=actor.zone_id, client_key=client_key).first()
        if before is not None:
            return before
    item = take_item(item, MeetingMove.RESOLVE, actor=actor)
    meeting = item.meeting
    if meeting is None:
        raise InvalidInput({"item": _("An item in the backlog is before no meeting.")})
    text = _checked(text, lead_unit, due_on, meeting)
    assert lead_unit is not None and due_on is not None  # noqa: S101, PT018 - checked just now
    matter = raise_matter(
        actor=actor,
        kind=kind_coded(KIND, actor.zone_id),
        title=_title(text),
        text=f"{text}\n\n{meeting.title}",
        subject=matter_subject(item, actor=actor),
        source=Source.MEETING,
        lead_unit=lead_unit,
        due_on=due_on,
    )
    passed = Resolution.objects.filter(zone_id=actor.zone_id, meeting=meeting)
    last: int | None = passed.aggregate(last=Max("place"))["last"]
    resolution = Resolution.objects.create(
        zone_id=actor.zone_id,
        item=item,
        meeting=meeting,
        matter=matter,
        place=(last or 0) + 1,
        text=text,
        lead_unit=lead_unit,
        due_on=due_on,
        passed_by=actor.name,
        client_key=client_key,
    )
    changes = change(item, outcome=ItemOutcome.WORK_ITEM.value)
    record(
        ResolutionPassed(
            zone_id=actor.zone_id,
            series_id=item.series_id,
            item_id=item.id,
            meeting_id=meeting.id,
            resolution_id=resolution.id,
            matter_id=matter.id,
            unit_id=lead_unit.id,
            due_on=due_on,
        ),
        subject=resolution,
        changes={f"item__{name}": values for name, values in changes.items()},
        about=tuple(i for i in (meeting.id, matter.id, item.subject_id) if i is not None),
    )
    settle(item, meeting, text, actor=actor)
    return resolution


def _checked(text: str, lead_unit: Unit | None, due_on: date | None, meeting: Meeting) -> str:
    faults: dict[str, str] = {}
    try:
        text = words(text, "text", needed=_("Write down what was resolved."))
    except InvalidInput as error:
        faults["text"] = error.faults[0].message
    if lead_unit is None or lead_unit.zone_id != meeting.zone_id or lead_unit.closed_on is not None:
        faults["lead_unit"] = _("Choose a unit that is at work in this zone.")
    if due_on is None:
        faults["due_on"] = _("Every resolution has a date.")
    elif due_on < today(meeting.series.zone):
        faults["due_on"] = _("A day that has passed cannot be a due date.")
    if faults:
        raise InvalidInput(faults)
    return text


def _title(text: str) -> str:
    """The first line, cut where a title ends."""
    line = text.splitlines()[0].strip()
    return line if len(line) <= TITLE else f"{line[: TITLE - 1]}…"
