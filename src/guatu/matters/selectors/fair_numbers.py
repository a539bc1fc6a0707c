"""The fair numbers of a period: by unit, by kind, and the matters behind each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, local_now
from guatu.core.models import Zone
from guatu.matters.choices import ENDED, ClockKind, Move
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import MatterMove
from guatu.matters.models.kinds import MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.rules.rates import (
    ClockFact,
    Figure,
    Rate,
    RateName,
    age_class,
    clock_figures,
    closing_figures,
    dispatch_figures,
    rates_of,
    rating_figures,
)
from guatu.matters.selectors.matters import visible_matters
from guatu.organization.models import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """Which matters are counted: a period of whole days, and a unit or kind where asked."""

    first: date
    last: date
    unit_id: UUID | None = None
    kind: str = ""

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, CHINA)

    def ends(self, now: datetime) -> datetime:
        """The end of the last day; never later than now: what is to come has not fallen due."""
        return min(datetime.combine(self.last, time.max, CHINA), now)


@dataclass(frozen=True, slots=True)
class Counted:
    """One matter in one figure. `unit_id` is the unit whose doing it is, None for the dispatcher."""

    figure: Figure
    matter_id: UUID
    kind_id: UUID
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one unit or kind; `key` is what the links ask for."""

    name: str
    key: str
    counts: Mapping[Figure, int]
    rates: Mapping[RateName, Rate]


@dataclass(frozen=True, slots=True)
class FairNumbers:
    """See the module. `ages`: open matters by age; `excluded`: those left out, with approver and reason."""

    scope: Scope
    total: Row
    by_unit: Sequence[Row]
    by_kind: Sequence[Row]
    ages: Sequence[int]
    open_count: int
    excluded: Sequence[Matter] = field(default_factory=list)


def fair_numbers(zone: Zone, scope: Scope, *, actor: Actor) -> FairNumbers:
    """Six queries, however many matters there are."""
    now = local_now(zone)
    counted = list(count_figures(zone, scope, actor=actor, now=now))
    units = dict(Unit.objects.filter(zone_id=zone.id).values_list("id", "name"))
    kinds = list(MatterKind.objects.filter(zone_id=zone.id))
    ages = [place for _id, place in open_ages(zone, scope, actor=actor)]
    return FairNumbers(
        scope=scope,
        total=_row("", "", counted),
        by_unit=_rows(
            counted, lambda c: c.unit_id, {None: ("", "none")} | {u: (n, str(u)) for u, n in units.items()}
        ),
        by_kind=_rows(counted, lambda c: c.kind_id, {k.id: (k.name, k.code) for k in kinds}),
        ages=[Counter(ages)[place] for place in range(5)],
        open_count=len(ages),
        excluded=list(
            visible_matters(actor=actor)
            .exclude(excluded_reason="")
            .filter(_asked(scope))
            .select_related("kind", "lead_unit")[:200]
        ),
    )


def matters_in_figure(zone: Zone, figure: Figure, scope: Scope, *, actor: Actor) -> set[UUID]:
    """The ids of the matters behind one number."""
    found = count_figures(zone, scope, actor=actor, now=local_now(zone))
    return {c.matter_id for c in found if c.figure is figure}


def open_ages(zone: Zone, scope: Scope, *, actor: Actor) -> list[tuple[UUID, int]]:
    """Each open matter with its class of age, today."""
    now = local_now(zone)
    rows = _counted_matters(scope, actor=actor).exclude(status__in=ENDED)
    if scope.unit_id is not None:
        rows = rows.filter(lead_unit_id=scope.unit_id)
    return [
        (matter_id, age_class((now.date() - raised.astimezone(CHINA).date()) // timedelta(days=1)))
        for matter_id, raised in rows.order_by().values_list("id", "raised_at")
    ]


def count_figures(zone: Zone, scope: Scope, *, actor: Actor, now: datetime) -> Iterator[Counted]:
    """Everything that counts in the period, one line for each matter and figure it is counted in."""
    for counted in _counted(zone, scope, actor=actor, now=now):
        if scope.unit_id is None or counted.unit_id == scope.unit_id:
            yield counted


def _counted(zone: Zone, scope: Scope, *, actor: Actor, now: datetime) -> Iterator[Counted]:
    matters = _counted_matters(scope, actor=actor)
    kinds = dict(matters.order_by().values_list("id", "kind_id"))
    first, until = scope.begins, scope.ends(now)
    clocks = MatterClock.objects.filter(
        zone_id=zone.id,
        kind__in=(ClockKind.WHOLE, ClockKind.FIRST_REPLY),
        due_at__range=(first, until),
        matter_id__in=matters.values("id"),
    )
    for matter_id, kind, held_by, due_at, ended_at, kept in clocks.order_by().values_list(
        "matter_id", "kind", "held_by_id", "due_at", "ended_at", "kept"
    ):
        for figure in clock_figures(ClockFact(ClockKind(kind), due_at, ended_at, kept), first, until):
            yield Counted(figure, matter_id, kinds[matter_id], held_by)
    within = MatterMove.objects.filter(zone_id=zone.id, at__range=(first, until)).values("matter_id")
    moves = MatterMove.objects.filter(
        zone_id=zone.id, matter_id__in=matters.filter(id__in=within).values("id"), move__in=_TOLD
    ).order_by("matter_id", "place")
    rows = moves.values_list("matter_id", "round", "move", "at", "unit_id", "reason")
    for matter_id, history in groupby(rows, key=lambda row: row[0]):
        for figure, unit_id in _told([row[1:] for row in history], first, until):
            yield Counted(figure, matter_id, kinds[matter_id], unit_id)


_TOLD = (Move.DISPATCH, Move.TRANSFER, Move.RETURN, Move.CLOSE_OUT, Move.CLOSE_UNSOLVED, Move.RATE)
_Told = tuple[int, str, datetime, UUID | None, str]


def _told(history: Sequence[_Told], first: datetime, until: datetime) -> Iterator[tuple[Figure, UUID | None]]:
    """The figures that follow from the moves of one matter, each with the unit whose doing it is."""
    holder: UUID | None = None
    dispatched: set[int] = set()
    for place, (round_, name, at, unit_id, reason) in enumerate(history):
        move = Move(name)
        figures: tuple[Figure, ...] = ()
        if move in (Move.DISPATCH, Move.TRANSFER):
            holder = unit_id
        if move is Move.DISPATCH and round_ not in dispatched:
            dispatched.add(round_)
            figures = dispatch_figures(Move(row[1]) for row in history[place + 1 :] if row[0] == round_)
        elif move in (Move.CLOSE_OUT, Move.CLOSE_UNSOLVED):
            figures = closing_figures(move)
        elif move is Move.RATE:
            figures = rating_figures(reason)
        if first <= at <= until:
            yield from ((figure, holder) for figure in figures)


def _counted_matters(scope: Scope, *, actor: Actor) -> QuerySet[Matter]:
    return visible_matters(actor=actor).filter(_asked(scope), excluded_reason="")


def _asked(scope: Scope) -> Q:
    return Q(kind__code=scope.kind) if scope.kind else Q()


def _rows(
    counted: Iterable[Counted],
    key: Callable[[Counted], UUID | None],
    names: Mapping[UUID | None, tuple[str, str]],
) -> list[Row]:
    groups: dict[UUID | None, list[Counted]] = {}
    for one in counted:
        groups.setdefault(key(one), []).append(one)
    return [_row(*names[k], groups[k]) for k in names if k in groups]


def _row(name: str, key: str, counted: Iterable[Counted]) -> Row:
    # A matter counts in a figure once: each pair of figure and matter.
    counts = Counter(figure for figure, _matter in {(c.figure, c.matter_id) for c in counted})
    return Row(name, key, counts, rates_of(counts))
