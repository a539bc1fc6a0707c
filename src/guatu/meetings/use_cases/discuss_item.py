"""Write down what came of an item: noted, or decided."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, StaleVersion
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import ItemOutcome, MeetingMove
from guatu.meetings.events import ItemDiscussed
from guatu.meetings.models.meeting import AgendaItem, Resolution
from guatu.meetings.policies import may_discuss_item
from guatu.meetings.settling import settle
from guatu.meetings.taking import take_item, words


@use_case(may=may_discuss_item)
def discuss_item(
    *, actor: Actor, item: AgendaItem, outcome: str, text: str = "", version: int | None = None
) -> AgendaItem:
    """`outcome`: noted or decided; “assigned” comes of a resolution alone. A decision on a request to coordinate
    settles it. Raises `InvalidInput` where a decision has no words, `StaleVersion` where somebody else has written
    since `version` was read."""
    item = take_item(item, MeetingMove.DISCUSS, actor=actor)
    if version is not None and item.version != version:
        raise StaleVersion(
            _("Somebody else has written meanwhile: “%(text)s”. Save again to replace it.")
            % {"text": item.discussion or item.get_outcome_display()}
        )
    text = words(text, "text")
    if outcome not in ItemOutcome.values:
        raise InvalidInput({"outcome": _("Noted, decided or assigned.")})
    has_resolution = Resolution.objects.filter(zone_id=actor.zone_id, item=item).exists()
    if outcome == ItemOutcome.WORK_ITEM and not has_resolution:
        raise InvalidInput({"outcome": _("“Assigned” needs a resolution with a unit and a date.")})
    if outcome == ItemOutcome.DECISION and not text:
        raise InvalidInput({"text": _("Write down the decision.")})
    # Once something was assigned on it, the item stays “assigned”.
    kept = ItemOutcome.WORK_ITEM.value if has_resolution else outcome
    changes = change(item, outcome=kept, discussion=text)
    if changes and item.meeting is not None:
        record(
            ItemDiscussed(
                zone_id=actor.zone_id,
                series_id=item.series_id,
                item_id=item.id,
                meeting_id=item.meeting.id,
                outcome=kept,
            ),
            subject=item,
            changes=changes,
            about=tuple(i for i in (item.meeting.id, item.subject_id) if i is not None),
        )
        if outcome == ItemOutcome.DECISION:
            settle(item, item.meeting, text, actor=actor)
    return item
