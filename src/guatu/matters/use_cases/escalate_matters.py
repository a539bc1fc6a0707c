"""Let the ladder ring: every rung that has come by now, for the matters whose time it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterEscalated
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import LadderStep, MatterMove
from guatu.matters.moving import tell
from guatu.matters.policies import may_escalate_matters
from guatu.matters.rules.ladder import Step, receivers_of
from guatu.matters.standing import Book, keep_standing, open_books

BATCH = 200


@use_case(may=may_escalate_matters)
def escalate_matters(*, actor: Actor, now: datetime, batch: int = BATCH) -> int:
    """See to the `batch` matters whose next moment has come longest ago; returns how many were seen to, 0 when there
    is nothing left to do at `now`. Safe to run twice, and to be killed between two batches: each is one transaction,
    and a rung is rung once."""
    one_at_a_time("matters.escalate", actor.zone_id)
    waiting = MatterStanding.objects.filter(zone_id=actor.zone_id, is_open=True, next_at__lte=now)
    ids = list(waiting.order_by("next_at").values_list("matter_id", flat=True)[:batch])
    for matter_id in ids:
        one_at_a_time("matters.matter", matter_id)
    books = open_books(actor.zone_id, ids)
    steps = [_step(book, due, now) for book in books.values() for due in book.due_steps(now)[0]]
    moves: list[MatterMove] = []
    places = _next_places(actor.zone_id, {step.matter_id for step in steps})
    LadderStep.objects.bulk_create(steps)
    for step in steps:
        book = books[step.matter_id]
        book.steps.append(step)
        moves.append(_move(book, step, places[step.matter_id], actor))
        places[step.matter_id] += 1
    MatterMove.objects.bulk_create(moves)
    together: dict[UUID, list[LadderStep]] = defaultdict(list)
    for step in steps:
        together[step.matter_id].append(step)
    for matter_id, reached in together.items():
        for step in reached:
            _tell(books[matter_id], step, reached if step is reached[-1] else ())
    keep_standing(actor.zone_id, books, now)
    return len(ids)


def _step(book: Book, step: Step, now: datetime) -> LadderStep:
    rung = book.ladder[step.place]
    return LadderStep(
        zone_id=book.matter.zone_id,
        matter=book.matter,
        round=book.matter.round,
        rung=step.place,
        repetition=step.repetition,
        name=rung.name[:30],
        clock=rung.clock,
        clock_start=step.clock_start,
        colour=rung.colour,
        reached_at=step.at,
        noticed_at=now,
        told=[r.value for r in receivers_of(book.ladder, step.place, book.higher)],
    )


def _next_places(zone_id: UUID, matter_ids: set[UUID]) -> dict[UUID, int]:
    last = MatterMove.objects.filter(zone_id=zone_id, matter_id__in=matter_ids)
    rows = last.order_by("matter_id", "-place").distinct("matter_id").values_list("matter_id", "place")
    return {matter_id: place + 1 for matter_id, place in rows}


def _move(book: Book, step: LadderStep, place: int, actor: Actor) -> MatterMove:
    matter = book.matter
    return MatterMove(
        zone_id=matter.zone_id,
        matter=matter,
        place=place,
        round=matter.round,
        move=Move.ESCALATE,
        at=max(step.noticed_at, book.history[-1].at),
        by_name=actor.name,
        old_status=matter.status,
        new_status=matter.status,
        reason=step.colour,
        text=step.name,
    )


def _tell(book: Book, step: LadderStep, together: Sequence[LadderStep]) -> None:
    """Each rung is an event. Of several that came at once the last is told, to the receivers of all of them."""
    receivers = [receiver for one in together for receiver in one.told]
    tell(
        book.matter,
        MatterEscalated,
        changes={},
        rung=step.rung,
        repetition=step.repetition,
        colour=step.colour,
        receivers=tuple(dict.fromkeys(receivers)),
    )
