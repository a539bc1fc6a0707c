"""Everything that a matter's page shows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.audit.models import Entry
from guatu.audit.selectors import history_of
from guatu.calendars.choices import DeadlineUnit
from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.matters.choices import (
    Act,
    ClockKind,
    ClockState,
    DecisionState,
    MatterStatus,
    Outcome,
    Receiver,
    ReturnReason,
    Satisfaction,
    SlipColour,
    Verifier,
)
from guatu.matters.evidence import PhotoPlace, photo_places
from guatu.matters.models.history import LadderStep, MatterMove, TimeRequest
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.policies import (
    HANDLE,
    VERIFY,
    VIEW,
    is_raiser,
    may_decide,
    may_dispatch,
    may_handle,
    may_support,
)
from guatu.matters.rules.clocks import Reading, state_of
from guatu.matters.rules.ladder import receivers_of, steps
from guatu.matters.rules.moves import WITH_HOLDER
from guatu.matters.selectors.acts import MAIN_ACTS, Circumstances, acts_open
from guatu.matters.selectors.matters import moves_of
from guatu.matters.standing import Book, book_of
from guatu.organization.models import Unit


@dataclass(frozen=True, slots=True)
class MoveView:
    """One move with its files; `why` is its reason in words."""

    move: MatterMove
    files: Sequence[Attachment]
    why: Any
    # Of its photos, those whose time and place are known.
    places: Sequence[PhotoPlace] = ()


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as it stands now. `net` is counted in `unit`; `gross` includes nights, days off and stops."""

    kind: ClockKind
    round: int
    supporter: Unit | None
    started_at: datetime
    limit: Decimal
    unit: DeadlineUnit
    due_at: datetime | None
    ended_at: datetime | None
    stopped_since: datetime | None
    state: ClockState
    gross: timedelta
    net: Decimal


@dataclass(frozen=True, slots=True)
class RungView:
    """A rung that comes if nothing happens before."""

    name: str
    colour: SlipColour
    at: datetime
    receivers: Sequence[Receiver]


@dataclass(frozen=True, slots=True)
class RequestView:
    request: TimeRequest
    may_decide: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class SupportView:
    support: SupportingUnit
    may_answer: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next and whose it is; both empty for what has ended."""

    what: Act | None
    who: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """See the module; `within` tells whether the reader sees what is not meant for the raiser."""

    matter: Matter
    now: datetime
    moves: Sequence[MoveView]
    clocks: Sequence[ClockView]
    whole: ClockView | None
    colour: SlipColour
    reached: Sequence[LadderStep]
    ahead: Sequence[RungView]
    rings_next: datetime | None
    supports: Sequence[SupportView]
    requests: Sequence[RequestView]
    acts: Sequence[Act]
    next_step: NextStep
    history: Sequence[Entry]
    within: bool

    @property
    def main_acts(self) -> list[Act]:
        return [act for act in self.acts if act in MAIN_ACTS]

    @property
    def other_acts(self) -> list[Act]:
        return [act for act in self.acts if act not in MAIN_ACTS]


def matter_page(matter: Matter, *, actor: Actor) -> MatterPage:
    """`matter` comes from `get_matter`."""
    now = local_now(matter.zone)
    book = book_of(matter)
    supports = list(
        SupportingUnit.objects.filter(zone_id=matter.zone_id, matter=matter)
        .select_related("unit")
        .order_by("asked_at")
    )
    within = sees_within(actor, matter, supports)
    moves = moves_of(matter, public_only=not within)
    files = attachments_of([move.id for move in moves], zone_id=matter.zone_id)
    clocks = clock_views(book, {s.unit_id: s.unit for s in supports}, now)
    whole = _whole(clocks, matter.round)
    requests = [_request(request, matter, actor) for request in book.requests]
    rungs = _ahead(book, now)
    present = [step for step in book.steps if step.round == matter.round]
    return MatterPage(
        matter=matter,
        now=now,
        moves=[
            MoveView(move, files[move.id], _why(move), photo_places(matter, files[move.id], actor=actor))
            if files[move.id]
            else MoveView(move, (), _why(move))
            for move in moves
        ],
        clocks=clocks,
        whole=whole,
        colour=_worst(present),
        reached=book.steps,
        ahead=rungs,
        rings_next=None if rungs else book.due_steps(now)[1],
        supports=[SupportView(s, _may_answer(actor, matter, s)) for s in supports],
        requests=requests if within else [],
        acts=acts_open(actor, matter, circumstances(book, now)),
        next_step=next_step(matter),
        history=list(history_of(matter.id, zone_id=matter.zone_id)) if within else [],
        within=within,
    )


def sees_within(actor: Actor, matter: Matter, supports: Sequence[SupportingUnit]) -> bool:
    """Whether the actor works on the matter; a raiser who does not sees only what is meant for the raiser."""
    if not is_raiser(actor, matter):
        return True
    return (
        may_handle(actor, matter)
        or may_dispatch(actor, matter)
        or actor.may(VERIFY)
        or (matter.lead_unit_id is not None and actor.may(VIEW, matter.lead_unit_id))
        or any(actor.may(HANDLE, s.unit_id) for s in supports)
    )


def circumstances(book: Book, now: datetime) -> Circumstances:
    """What else than state and powers decides which acts are offered."""
    whole = _whole(clock_views(book, {}, now), book.matter.round)
    return Circumstances(
        requests=book.requests,
        is_late=whole is not None and whole.state is ClockState.OVERDUE,
        is_stopped=whole is not None and whole.stopped_since is not None,
    )


def clock_views(book: Book, units: dict[UUID, Unit], now: datetime) -> list[ClockView]:
    """Every clock of the matter, those of the newest round first."""
    found = [_clock(reading, units, now) for reading in book.readings(now)]
    return sorted(found, key=lambda clock: (-clock.round, clock.started_at))


def _clock(reading: Reading, units: dict[UUID, Unit], now: datetime) -> ClockView:
    span = reading.span
    return ClockView(
        kind=span.kind,
        round=span.round,
        supporter=units.get(span.unit_id) if span.unit_id else None,
        started_at=span.start,
        limit=Decimal(reading.limit.amount),
        unit=reading.limit.unit,
        due_at=reading.due_at,
        ended_at=span.ended_at,
        stopped_since=reading.stopped_since,
        state=state_of(
            now, due_at=reading.due_at, warn_at=reading.warn_at, ended_at=span.ended_at, kept=span.kept
        ),
        gross=reading.gross,
        net=reading.net,
    )


def _whole(clocks: Sequence[ClockView], round_: int) -> ClockView | None:
    return next((c for c in clocks if c.kind is ClockKind.WHOLE and c.round == round_), None)


def _ahead(book: Book, now: datetime) -> list[RungView]:
    if not book.matter.is_open:
        return []
    known = {(s.rung, s.repetition, s.clock_start) for s in book.steps}
    planned = steps(book.ladder, book.readings(now), book.calendar)
    return [
        RungView(
            book.ladder[step.place].name,
            book.ladder[step.place].colour,
            step.at,
            receivers_of(book.ladder, step.place, book.higher),
        )
        for step in planned
        if step.key not in known
    ]


def _worst(reached: Sequence[LadderStep]) -> SlipColour:
    order = list(SlipColour)
    return max((SlipColour(s.colour) for s in reached), key=order.index, default=SlipColour.NONE)


def _request(request: TimeRequest, matter: Matter, actor: Actor) -> RequestView:
    request.matter = matter
    waits = request.state == DecisionState.ASKED and matter.status in WITH_HOLDER
    is_own = request.asker_id is not None and request.asker_id == actor.person_id
    return RequestView(request, waits and not is_own and may_decide(actor, request), is_own)


def _may_answer(actor: Actor, matter: Matter, support: SupportingUnit) -> bool:
    return support.replied_at is None and matter.status in WITH_HOLDER and may_support(actor, support)


def next_step(matter: Matter) -> NextStep:
    """What comes next, and whose it is."""
    unit = matter.lead_unit.name if matter.lead_unit else ""
    handler = " · ".join(part for part in (unit, matter.handler.name if matter.handler else "") if part)
    by_raiser = matter.kind.verifier == Verifier.RAISER
    verifier = matter.raiser_name if by_raiser else Verifier.SUPERVISOR.label
    match MatterStatus(matter.status):
        case MatterStatus.RAISED:
            return NextStep(Act.DISPATCH, str(Receiver.OFFICE.label))
        case MatterStatus.DISPATCHED:
            return NextStep(Act.SIGN_FOR, handler)
        case MatterStatus.IN_HAND:
            return NextStep(Act.REPORT_DONE, handler)
        case MatterStatus.COORDINATING:
            return NextStep(Act.SETTLE_HELP, str(Receiver.MEETING.label))
        case MatterStatus.DONE_REPORTED:
            return NextStep(Act.PASS, str(verifier))
        case MatterStatus.VERIFIED:
            return NextStep(Act.CLOSE_OUT, str(verifier))
        case MatterStatus.CLOSED if matter.kind.is_rated and not matter.rating:
            return NextStep(Act.RATE, matter.raiser_name)
        case _:
            return NextStep(None, "")


def _why(move: MatterMove) -> Any:
    """The reason of a move in words: why it was returned, how it was rated, which slip it got."""
    if not move.reason:
        return ""
    of_move = {"return": ReturnReason, "rate": Satisfaction, "close_unsolved": Outcome}.get(move.move)
    return of_move(move.reason).label if of_move is not None and move.reason in of_move.values else ""
