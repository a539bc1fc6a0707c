"""Stop the clock: from the moment it was asked for, up to a cap."""

from __future__ import annotations

from guatu.calendars.choices import DeadlineUnit
from guatu.calendars.deadlines import Deadline, due_at
from guatu.calendars.selectors import working_calendar
from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.deciding import decide, take_request
from guatu.matters.events import ClockStopApproved
from guatu.matters.models.history import TimeRequest
from guatu.matters.policies import may_decide


@use_case(may=may_decide)
def approve_clock_stop(*, actor: Actor, request: TimeRequest, note: str = "") -> TimeRequest:
    """The clock stands until somebody starts it again, and at most the working days asked for: then it runs on by
    itself."""
    matter, request = take_request(request, Move.APPROVE_STOP, actor=actor)
    limit = Deadline(request.days, DeadlineUnit.WORKING_DAY)
    request.cap = due_at(request.asked_at, limit, working_calendar(matter.zone_id))
    return decide(
        matter, request, Move.APPROVE_STOP, ClockStopApproved, actor=actor, note=note, days=request.days
    )
