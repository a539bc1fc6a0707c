"""Evaluating figures over many zones at once: the same definitions, with zones in the place of units.

A question's `unit_id` is then the id of a zone, or of a city with all below it; None is all of them. So sums, shares,
rates and growth of a city come from the counts beneath, as those of a town come from its villages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Value
from django.utils.translation import ngettext

from guatu.core.actor import SystemActor
from guatu.core.citus import on_cluster
from guatu.core.clock import local_now, now
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.zoned import ZonedModel
from guatu.figures.asking import Ask, UnitTree, Wanted, Where
from guatu.figures.definition import Figure
from guatu.figures.evaluating import Run
from guatu.figures.measuring import Measured, Tally, measure
from guatu.figures.reading import Flag, Reading, Remark
from guatu.figures.registry import get_defined
from guatu.figures.source import Source

Scope = frozenset[UUID]
BaseKey = tuple[str, Period, Where]
# Counts every row; whoever opened the zones has asked who may know the sums.
_COUNTING = "across"


def evaluate_across(
    wanted: Iterable[Wanted],
    *,
    zones: Sequence[Zone],
    upper: Zone,
    tree: UnitTree,
    as_of: datetime | None = None,
) -> dict[Wanted, Reading]:
    """Every reading asked for, over every row of `zones`, which are open. `tree`: zones and cities below `upper`.

    Each zone is judged by its own clock. What a zone keeps nothing of is not 0: nothing is known, and a sum says how
    many zones are missing in it. Raises `InvalidInput` for a figure, period or slice that there is not; figures that
    zones define themselves are none of these. Queries, however many zones: one for each source, period, slice and
    day that clocks show (two where objects may count again), and one for what is kept. On a cluster the past is asked
    of each zone by itself.
    """
    run = AcrossRun(zones, upper, tree, as_of, as_of or now())
    asked = list(dict.fromkeys(wanted))
    run.gather(asked)
    run.measure()
    return {one: run.told(one) for one in asked}


class AcrossRun(Run):
    """One evaluation over many zones."""

    def __init__(
        self, zones: Sequence[Zone], upper: Zone, tree: UnitTree, as_of: datetime | None, moment: datetime
    ) -> None:
        actor = SystemActor(_COUNTING, upper.id, frozenset({"*"}))
        super().__init__(actor, upper, tree, as_of, moment)
        self.zone_ids = tuple(zone.id for zone in zones)
        clocks = defaultdict[datetime, list[UUID]](list)
        for zone in zones:
            clocks[local_now(zone, moment)].append(zone.id)
        self.clocks: Mapping[datetime, tuple[UUID, ...]] = {at: tuple(ids) for at, ids in clocks.items()}
        # Source → the zones that keep it.
        self.kept: dict[str, Scope] = {}
        self.scope: Scope = frozenset(self.zone_ids)
        self.told_in: dict[Scope, dict[Wanted, Reading]] = defaultdict(dict)

    def figure(self, name: str) -> Figure:
        if name not in self.figures:
            self.figures[name] = get_defined(name)
        return self.figures[name]

    # ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────

    def measure(self) -> None:
        sources = {key: next(iter(bases.values())).source for key, bases in self.base.items()}
        self.kept = {source.name: frozenset() for source in sources.values()}
        for zone_ids in self._asked_at_once():
            with self.reading_past(sources.values(), zone_ids):
                registers = {
                    s.name: s.kept_in(self.ask(period, ())) for (_n, period, _w), s in sources.items()
                }
                for name, kept in keeping(registers, zone_ids).items():
                    self.kept[name] |= kept
                self._measure_in(zone_ids, sources)

    def _asked_at_once(self) -> Iterable[tuple[UUID, ...]]:
        """All zones; on a cluster one after the other where the past is asked, for what shows it is put together by
        the node of a zone alone."""
        if self.as_of is not None and on_cluster():
            return ((one,) for one in self.zone_ids)
        return (self.zone_ids,)

    def _measure_in(self, zone_ids: tuple[UUID, ...], sources: Mapping[BaseKey, Source]) -> None:
        asked = frozenset(zone_ids)
        for key, bases in self.base.items():
            (_name, period, where), source = key, sources[key]
            for at, clock in self.clocks.items():
                if not (here := tuple(one for one in clock if one in asked)):
                    continue
                ask = Ask(here, period, at, where)
                for figure, tally in measure(source.sliced(ask), source, bases, ask, "zone_id").items():
                    self._add((period, where, figure), tally)

    def _add(self, key: tuple[Period, Where, str], tally: Tally) -> None:
        if key not in self.measured:
            self.measured[key] = tally
            return
        known = self.measured[key]
        known.by_unit |= tally.by_unit
        known.several += tally.several
        known.lacking_several += tally.lacking_several

    def below(self, one: Wanted, tally: Tally) -> Measured:
        return tally.of(self.scope & self.asked_of(one))

    def asked_of(self, one: Wanted) -> Scope:
        """The zones that a question is about."""
        every = frozenset(self.zone_ids)
        return every if one.unit_id is None else every & self.tree.below(one.unit_id)

    # ── working out ──────────────────────────────────────────────────────────────────────────────────────────────

    def told(self, one: Wanted) -> Reading:
        """Over the zones that keep all that the figure is worked out from, so that of a rate both sides tell of the
        same zones."""
        figure, asked = self.figure(one.name), self.asked_of(one)
        self.scope = frozenset(self.zone_ids).intersection(*(self.kept[s] for s in self.sources_of(figure)))
        self.known = self.told_in[self.scope]
        missing = len(asked - self.scope)
        if missing == len(asked):
            return Reading(figure, one, None, self.moment, remarks=[Remark(Flag.NOTHING_ENTERED)])
        reading = self.reading(one)
        if not missing:
            return reading
        text = ngettext(
            "%(count)s of %(all)s zones has entered nothing",
            "%(count)s of %(all)s zones have entered nothing",
            missing,
        ) % {"count": missing, "all": len(asked)}
        return replace(reading, remarks=[Remark(Flag.PARTLY_REPORTED, text), *reading.remarks])

    def sources_of(self, figure: Figure) -> Iterator[str]:
        """The names of the sources that a figure comes down to."""
        if figure.base is not None:
            yield figure.base.source.name
        for need in figure.needs:
            yield from self.sources_of(self.figure(need.name))


def keeping(registers: Mapping[str, type[ZonedModel]], zone_ids: Sequence[UUID]) -> dict[str, Scope]:
    """Source → which of the zones keep it: those in which its register is not empty (one query)."""
    tables = {register._meta.db_table: register for register in registers.values()}
    kept = (_kept_on_cluster if on_cluster() else _kept)(tables, zone_ids)
    return {source: kept[register._meta.db_table] for source, register in registers.items()}


def _kept(tables: Mapping[str, type[ZonedModel]], zone_ids: Sequence[UUID]) -> dict[str, Scope]:
    columns = {
        table: Exists(register.objects.filter(zone_id=OuterRef("id"))) for table, register in tables.items()
    }
    lines = list(Zone.objects.filter(id__in=zone_ids).annotate(**columns).values("id", *columns))
    return {table: frozenset(line["id"] for line in lines if line[table]) for table in tables}


def _kept_on_cluster(tables: Mapping[str, type[ZonedModel]], zone_ids: Sequence[UUID]) -> dict[str, Scope]:
    """There zones are copied to every node and rows are spread, and no row of the ones asks for rows of the others."""
    kept: dict[str, set[UUID]] = {table: set() for table in tables}
    parts = [
        register.objects.filter(zone_id__in=zone_ids)
        .order_by()
        .values_list("zone_id", Value(table))
        .distinct()
        for table, register in tables.items()
    ]
    if parts:
        for zone_id, table in parts[0].union(*parts[1:], all=True):
            kept[table].add(zone_id)
    return {table: frozenset(ids) for table, ids in kept.items()}
