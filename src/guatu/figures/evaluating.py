"""Evaluating many figures at once.

Counts and sums of one source, period and slice are one query, grouped by unit where any unit is asked for, however
many figures and units there are. Everything else is worked out from these in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import DecimalField, Sum, Value
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import local_now, now
from guatu.core.models import Zone
from guatu.core.past import as_of as past
from guatu.core.periods import Period
from guatu.figures.arithmetic import ranks
from guatu.figures.asking import Ask, UnitTree, Wanted, Where
from guatu.figures.definition import At, Base, Figure, Formula, Kind, Need
from guatu.figures.measuring import Measured, Tally, measure
from guatu.figures.needs import needed
from guatu.figures.reading import Flag, Reading, Remark, Row
from guatu.figures.registry import Provider, figures_beside, provider_of
from guatu.figures.seen import Seen
from guatu.figures.source import Source

_ZERO = Decimal(0)
_OF_BOUNDS = {Flag.LOWER_BOUND: Flag.APPROXIMATE, Flag.UPPER_BOUND: Flag.APPROXIMATE}


def evaluate(
    wanted: Iterable[Wanted],
    *,
    actor: Actor,
    zone: Zone,
    tree: UnitTree | None = None,
    as_of: datetime | None = None,
) -> dict[Wanted, Reading]:
    """Every reading asked for, counted over what the actor may see.

    `tree` is needed where a unit is asked for. `as_of`: an aware moment; the database is read as it stood then, with
    the rights of today. Raises `InvalidInput` for a figure, period or slice that there is not. Queries: one for
    each source, period and slice (two where objects may count again), twice where the actor sees only a part; and
    those of each provider.
    """
    run = Run(actor, zone, tree or UnitTree(), as_of, as_of or now())
    asked = list(dict.fromkeys(wanted))
    run.gather(asked)
    run.measure()
    return {one: run.reading(one) for one in asked}


def rows_behind(
    wanted: Wanted,
    *,
    actor: Actor,
    zone: Zone,
    tree: UnitTree | None = None,
    as_of: datetime | None = None,
    limit: int | None = None,
) -> list[tuple[Figure, list[Row]]]:
    """The rows that a figure counts, of each count or sum it is worked out from, as far as the actor may see them."""
    run = Run(actor, zone, tree or UnitTree(), as_of, as_of or now())
    return list(run.rows(wanted, limit))


class Run:
    """One evaluation: what is needed, what was measured, what was worked out."""

    def __init__(
        self, actor: Actor, zone: Zone, tree: UnitTree, as_of: datetime | None, moment: datetime
    ) -> None:
        self.actor, self.zone, self.tree, self.as_of, self.moment = actor, zone, tree, as_of, moment
        self.zone_ids: tuple[UUID, ...] = (zone.id,)
        self.figures: dict[str, Figure] = {}
        self.base: dict[tuple[str, Period, Where], dict[str, Base]] = defaultdict(dict)
        self.by_unit: set[tuple[str, Period, Where]] = set()
        self.measured: dict[tuple[Period, Where, str], Tally] = {}
        # The same for whoever sees everything, where the actor does not.
        self.whole: dict[tuple[Period, Where, str], Tally] = {}
        self.provided: dict[Wanted, Reading] = {}
        self.known: dict[Wanted, Reading] = {}
        self.standings: dict[Wanted, tuple[dict[UUID | None, int], list[Remark]]] = {}
        self.seen = Seen(actor)

    def figure(self, name: str) -> Figure:
        if name not in self.figures:
            self.figures |= figures_beside(name, self.zone.id)
        return self.figures[name]

    def ask(self, period: Period, where: Where) -> Ask:
        return Ask(self.zone_ids, period, local_now(self.zone, self.moment), where)

    # ── what has to be measured ──────────────────────────────────────────────────────────────────────────────────

    def gather(self, asked: Iterable[Wanted]) -> None:
        """Find out every count, sum and reported value that the questions come down to."""
        todo, looked_at, groups = list(asked), set[Wanted](), set[Wanted]()
        reported: dict[str, list[tuple[Provider, Wanted]]] = defaultdict(list)
        while todo:
            one = todo.pop()
            if one in looked_at:
                continue
            looked_at.add(one)
            figure = self.figure(one.name)
            figure.check_period(one.period)
            provider = provider_of(one.name)
            if provider is not None:
                reported[provider.prefix].append((provider, one))
            elif figure.base is not None:
                key = figure.base.source.name, one.period, one.where
                self.base[key][one.name] = figure.base
                if one.unit_id is not None:
                    self.by_unit.add(key)
            for need in figure.needs:
                if need.at is At.PEERS:
                    # Each of a group asks for the same whole group.
                    if (group := self.group(one)) in groups:
                        continue
                    groups.add(group)
                todo += self.needed(one, need)
            todo += [one.of(part) for part in figure.parts]
        for pairs in reported.values():
            self.provided |= pairs[0][0].readings(
                [one for _provider, one in pairs],
                actor=self.actor,
                zone=self.zone,
                tree=self.tree,
                as_of=self.as_of,
            )

    def needed(self, one: Wanted, need: Need) -> list[Wanted]:
        """The questions behind one need of a figure that was asked for."""
        return needed(one, need, self.tree)

    def group(self, one: Wanted) -> Wanted:
        """The same question of every unit that is ranked with this one: that of the first of them."""
        peers = self.tree.peers(one.unit_id) if one.unit_id is not None else ()
        return replace(one, unit_id=peers[0]) if peers else one

    # ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────

    def measure(self) -> None:
        """One query for each source, period and slice (a second one where the actor sees only a part)."""
        sources = {key: next(iter(bases.values())).source for key, bases in self.base.items()}
        with self.reading_past(sources.values()):
            for key, bases in self.base.items():
                source, (_name, period, where) = sources[key], key
                ask = self.ask(period, where)
                by = source.unit if key in self.by_unit else ""
                rows = source.sliced(ask)
                found = measure(self.seen.of(source, rows), source, bases, ask, by)
                self.measured |= {(period, where, name): tally for name, tally in found.items()}
                if self.seen.only_a_part(source):
                    everything = measure(rows, source, bases, ask, by)
                    self.whole |= {(period, where, name): tally for name, tally in everything.items()}

    @contextmanager
    def reading_past(self, sources: Iterable[Source], zone_ids: Sequence[UUID] = ()) -> Iterator[None]:
        """Within the block the tables of these sources are, in these or all zones, those of the moment asked for."""
        read = list(sources)
        if self.as_of is None:
            yield
            return
        with transaction.atomic():
            self.seen.settle(read)
            models = {model: None for source in read for model in source.models}
            with past(self.as_of, zone_ids=zone_ids or self.zone_ids, models=models):
                yield
        self.seen.forget()

    def below(self, one: Wanted, tally: Tally) -> Measured:
        """A count or sum of the unit asked for with all below it, or of the zone."""
        return tally.of(None if one.unit_id is None else self.tree.below(one.unit_id))

    # ── working out ──────────────────────────────────────────────────────────────────────────────────────────────

    def reading(self, one: Wanted) -> Reading:
        if one not in self.known:
            figure = self.figure(one.name)
            if one in self.provided:
                found = self.provided[one]
            elif figure.formula is not None:
                found = self.worked_out(figure, figure.formula, one)
            else:
                found = self.counted(figure, one)
            self.known[one] = found
        return self.known[one]

    def counted(self, figure: Figure, one: Wanted) -> Reading:
        key = one.period, one.where, figure.name
        measured = self.below(one, self.measured[key])
        remarks = []
        if measured.lacking:
            text = _("%(count)s of the rows have nothing for this period") % {"count": measured.lacking}
            remarks.append(Remark(Flag.PARTLY_REPORTED, text))
        if measured.at_least:
            text = _("%(count)s of the amounts were stated as “over”") % {"count": measured.at_least}
            remarks.append(Remark(Flag.LOWER_BOUND, text))
        if key in self.whole and self.below(one, self.whole[key]) != measured:
            remarks.append(Remark(Flag.ROWS_HIDDEN))
        if figure.ledger:
            remarks.append(Remark(Flag(figure.ledger)))
        remarks += self.broken_sum(figure, one, measured.value)
        value = None if measured.is_unknown else measured.value
        return Reading(figure, one, value, self.moment, row_count=measured.rows, remarks=remarks)

    def broken_sum(self, figure: Figure, one: Wanted, value: Decimal) -> list[Remark]:
        if not figure.parts:
            return []
        parts = [self.reading(one.of(part)) for part in figure.parts]
        total = sum((p.value for p in parts if p.value is not None), _ZERO)
        if total == value:
            return []
        added = " + ".join(p.number for p in parts)
        text = _("%(parts)s = %(total)s, not %(value)s") % {
            "parts": added,
            "total": figure.unit.number(total, places=figure.places),
            "value": figure.unit.number(value, places=figure.places),
        }
        return [Remark(Flag.SUM_BROKEN, text)]

    def ranked(self, figure: Figure, one: Wanted) -> Reading:
        places, remarks = self.standing(figure, one)
        place = places.get(one.unit_id)
        value = None if place is None else Decimal(place)
        return Reading(figure, one, value, self.moment, whole=Decimal(len(places)), remarks=remarks)

    def standing(self, figure: Figure, one: Wanted) -> tuple[dict[UUID | None, int], list[Remark]]:
        """Places of all the peers, worked out once for all of them."""
        group = self.group(one)
        if group not in self.standings:
            found = [self.reading(peer) for need in figure.needs for peer in self.needed(one, need)]
            places = ranks({r.wanted.unit_id: r.value for r in found}, ascending=figure.ascending)
            self.standings[group] = places, _remarks(found)
        return self.standings[group]

    def worked_out(self, figure: Figure, formula: Formula, one: Wanted) -> Reading:
        if figure.kind is Kind.RANK:
            return self.ranked(figure, one)
        found = [[self.reading(w) for w in self.needed(one, need)] for need in figure.needs]
        remarks = _remarks(reading for readings in found for reading in readings)
        values = [readings[0].value for readings in found]
        pair = values if len(values) == 2 else [None, None]
        return Reading(
            figure,
            one,
            formula(*values),
            self.moment,
            part=pair[0],
            whole=pair[1],
            of_counts=figure.kind in (Kind.RATIO, Kind.SHARE)
            and all(self.figure(need.name).kind is Kind.COUNT for need in figure.needs),
            row_count=_behind(figure, [readings[0] for readings in found]),
            remarks=remarks,
        )

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def rows(self, wanted: Wanted, limit: int | None) -> Iterator[tuple[Figure, list[Row]]]:
        figure = self.figure(wanted.name)
        figure.check_period(wanted.period)
        provider = provider_of(wanted.name)
        if provider is not None:
            yield figure, provider.rows(wanted, actor=self.actor, zone=self.zone, as_of=self.as_of)
        elif figure.base is not None:
            yield figure, self.rows_of(figure.base, wanted, limit)
        else:
            for need in figure.needs:
                questions = self.needed(wanted, need)
                for question in questions if need.at is not At.PEERS else questions[:0]:
                    yield from self.rows(question, limit)

    def rows_of(self, base: Base, wanted: Wanted, limit: int | None) -> list[Row]:
        source, ask = base.source, self.ask(wanted.period, wanted.where)
        with self.reading_past([source]):
            rows = self.seen.of(source, source.sliced(ask)).filter(base.condition(ask))
            if wanted.unit_id is not None and source.unit:
                rows = rows.filter(**{f"{source.unit}__in": self.tree.below(wanted.unit_id)})
            amount = Sum(base.field) if base.field else Value(None, output_field=DecimalField())
            found = rows.values(source.object).annotate(amount=amount)
            told = (found[:limit] if limit else found).values_list(source.object, "amount")
            amounts = {id_: None if value is None else Decimal(value) for id_, value in told}
            described = source.describe(list(amounts), ask)
        return [replace(row, amount=amounts.get(row.id)) for row in described]


def _remarks(readings: Iterable[Reading]) -> list[Remark]:
    """What is remarked on any of them, each once. What is reckoned from “at least” may be more or less than it says."""
    found = dict.fromkeys(remark for reading in readings for remark in reading.remarks)
    return [replace(one, flag=_OF_BOUNDS.get(one.flag, one.flag)) for one in found]


def _behind(figure: Figure, readings: list[Reading]) -> int | None:
    """How many rows stand behind a formula: of the whole of a ratio, whose part lies within it; else of all."""
    counts = [reading.row_count for reading in readings]
    if figure.kind is Kind.RATIO:
        return counts[-1]
    return None if None in counts else sum(count for count in counts if count is not None)
