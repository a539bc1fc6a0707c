"""The fair numbers of a period: by unit, by kind, and the matters behind each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, local_now
from guatu.core.models import Zone
from guatu.matters.choices import ENDED
from guatu.matters.models.kinds import MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.rules.rates import (
    Figure,
    Rate,
    RateName,
    age_class,
    rates_of,
)
from guatu.matters.selectors.counting import COUNTINGS
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
    """Nine queries, however many matters there are."""
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
    matters = _counted_matters(scope, actor=actor).order_by().values("id")
    for counting in COUNTINGS.values():
        rows = counting.rows((zone.id,), scope.begins, scope.ends(now)).filter(matter_id__in=matters)
        flags = {
            f"is_{part.value}": Case(When(holds, then=True), default=False)
            for part, holds in counting.parts.items()
        }
        columns = ("matter_id", "matter__kind_id", counting.unit, *flags)
        for matter_id, kind_id, unit_id, *told in rows.annotate(**flags).order_by().values_list(*columns):
            yield Counted(counting.whole, matter_id, kind_id, unit_id)
            for part, holds in zip(counting.parts, told, strict=True):
                if holds:
                    yield Counted(part, matter_id, kind_id, unit_id)


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
