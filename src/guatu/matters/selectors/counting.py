"""What the fair numbers count: rows of a period, and which of them are the part of which whole.

The one definition, as conditions for the database. The fair numbers (`selectors.fair_numbers`) list these rows, the
figures (`matters.figures`) count them. The prose, with examples, is docs/rules/fair_numbers.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, When

from guatu.matters.choices import ClockKind, Move, Satisfaction
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import MatterMove
from guatu.matters.rules.rates import Figure

Zones = Collection[UUID]

COUNTED = Q(matter__excluded_reason="")
# Kept: the act that the clock waits for came by the moment it was due.
KEPT_IN_TIME = Q(kept=True, ended_at__lte=F("due_at"))
_NOT_CUT_OFF_BEFORE = Q(kept=True) | Q(ended_at__isnull=True) | Q(ended_at__gt=F("due_at"))


def fell_due(kind: ClockKind, zone_ids: Zones, first: datetime, until: datetime) -> QuerySet[MatterClock]:
    """Clocks whose due moment lies from `first` to `until` (not later than now) and that were not cut off before:
    withdrawn, given to another unit. Still open or not makes no difference. A stopped clock has no due moment."""
    return MatterClock.objects.filter(
        COUNTED, _NOT_CUT_OFF_BEFORE, zone_id__in=zone_ids, kind=kind, due_at__range=(first, until)
    )


def _moves(zone_ids: Zones, first: datetime, until: datetime, **terms: Any) -> QuerySet[MatterMove]:
    return MatterMove.objects.filter(COUNTED, zone_id__in=zone_ids, at__range=(first, until), **terms)


def _others(**terms: Any) -> QuerySet[MatterMove]:
    """Moves of the same matter as the outer one."""
    return MatterMove.objects.filter(zone_id=OuterRef("zone_id"), matter_id=OuterRef("matter_id"), **terms)


def _later(*moves: Move) -> Exists:
    return Exists(_others(round=OuterRef("round"), place__gt=OuterRef("place"), move__in=moves))


# A dispatch was right where the matter neither came back nor went on to another unit in that round.
RIGHT = ~Q(_later(Move.RETURN, Move.TRANSFER))
RETURNED = Q(_later(Move.RETURN))


def first_dispatches(zone_ids: Zones, first: datetime, until: datetime) -> QuerySet[MatterMove]:
    """The first dispatch of each round."""
    earlier = _others(round=OuterRef("round"), place__lt=OuterRef("place"), move=Move.DISPATCH)
    return _moves(zone_ids, first, until, move=Move.DISPATCH).filter(~Exists(earlier))


def _with_holder(moves: QuerySet[MatterMove]) -> QuerySet[MatterMove]:
    """With `holder_id`, the unit that the matter had gone to last: within its latest round its lead unit, where it has
    one, which spares the search."""
    given = _others(place__lt=OuterRef("place"), move__in=(Move.DISPATCH, Move.TRANSFER)).order_by("-place")
    return moves.annotate(
        holder_id=Case(
            When(matter__round=F("round"), matter__lead_unit__isnull=False, then=F("matter__lead_unit_id")),
            default=Subquery(given.values("unit_id")[:1], output_field=UUIDField()),
            output_field=UUIDField(),
        )
    )


SOLVED = Q(move=Move.CLOSE_OUT)
SATISFIED = Q(reason__in=(Satisfaction.SATISFIED, Satisfaction.BASICALLY))


def closings(zone_ids: Zones, first: datetime, until: datetime) -> QuerySet[MatterMove]:
    """Struck off, or closed without being solved. Withdrawn is no closing."""
    return _with_holder(_moves(zone_ids, first, until, move__in=(Move.CLOSE_OUT, Move.CLOSE_UNSOLVED)))


def ratings(zone_ids: Zones, first: datetime, until: datetime) -> QuerySet[MatterMove]:
    return _with_holder(_moves(zone_ids, first, until, move=Move.RATE, reason__in=Satisfaction.values))


@dataclass(frozen=True, slots=True)
class Counting:
    """Rows that all count as `whole`; those that meet a condition of `parts` count as that figure too. `unit`: the way
    to the unit whose doing it is."""

    whole: Figure
    rows: Callable[[Zones, datetime, datetime], QuerySet[Any]]
    unit: str
    parts: Mapping[Figure, Q]


def _clocks(kind: ClockKind) -> Callable[[Zones, datetime, datetime], QuerySet[MatterClock]]:
    return lambda zone_ids, first, until: fell_due(kind, zone_ids, first, until)


COUNTINGS = {
    counting.whole: counting
    for counting in (
        Counting(
            Figure.REPLY_DUE, _clocks(ClockKind.FIRST_REPLY), "held_by_id", {Figure.REPLIED: KEPT_IN_TIME}
        ),
        Counting(Figure.DUE, _clocks(ClockKind.WHOLE), "held_by_id", {Figure.ON_TIME: KEPT_IN_TIME}),
        Counting(Figure.CLOSED, closings, "holder_id", {Figure.SOLVED: SOLVED}),
        Counting(Figure.RATED, ratings, "holder_id", {Figure.SATISFIED: SATISFIED}),
        Counting(
            Figure.DISPATCHED, first_dispatches, "unit_id", {Figure.RIGHT: RIGHT, Figure.RETURNED: RETURNED}
        ),
    )
}
