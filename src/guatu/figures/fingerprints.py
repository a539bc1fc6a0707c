"""A fingerprint of the rows behind a number: as long as it is the same, the very same rows with the same amounts count.

Of many numbers at once: one query for each count or sum, period and slice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from django.db.models import DecimalField, Sum, Value

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import UnitTree, Wanted, Where
from guatu.figures.definition import At, Base
from guatu.figures.evaluating import Run

_Leaf = tuple[str, Period, Where]


def fingerprints(
    wanted: Iterable[Wanted],
    *,
    actor: Actor,
    zone: Zone,
    tree: UnitTree | None = None,
    as_of: datetime | None = None,
) -> dict[Wanted, str]:
    """The fingerprint of each number's rows, over what the actor may see; "" of a number that was entered. `as_of`: an
    aware moment, None for now."""
    run = Run(actor, zone, tree or UnitTree(), as_of, as_of or now())
    asked = list(dict.fromkeys(wanted))
    leaves = {one: list(_leaves(run, one)) for one in asked}
    bases = {_leaf(o): b for found in leaves.values() for o, b in found}
    with run.reading_past(base.source for base in bases.values()):
        lines = {leaf: _rows(run, leaf, base) for leaf, base in bases.items()}
    return {one: _hash(run, found, lines) for one, found in leaves.items()}


def _leaf(one: Wanted) -> _Leaf:
    return one.name, one.period, one.where


def _leaves(run: Run, one: Wanted) -> Iterator[tuple[Wanted, Base]]:
    """The counts and sums that a number is worked out from, as far as they are its own."""
    figure = run.figure(one.name)
    if figure.base is not None:
        yield one, figure.base
    for need in figure.needs:
        if need.at is not At.PEERS:
            for question in run.needed(one, need):
                yield from _leaves(run, question)


def _rows(run: Run, leaf: _Leaf, base: Base) -> dict[UUID | None, list[str]]:
    """By unit: every object that counts, with what of it is added up."""
    _name, period, where = leaf
    source, ask = base.source, run.ask(period, where)
    rows = run.seen.of(source, source.sliced(ask)).filter(base.condition(ask))
    amount = Sum(base.field) if base.field else Value(None, output_field=DecimalField())
    by = [source.object, source.unit] if source.unit else [source.object]
    by_unit = defaultdict[UUID | None, list[str]](list)
    for row in rows.values(*by).annotate(amount=amount):
        told = "" if row["amount"] is None else f"{Decimal(row['amount']).normalize():f}"
        by_unit[row[source.unit] if source.unit else None].append(f"{row[source.object]}:{told}")
    return by_unit


def _hash(
    run: Run,
    leaves: list[tuple[Wanted, Base]],
    lines: dict[_Leaf, dict[UUID | None, list[str]]],
) -> str:
    if not leaves:
        return ""
    told = []
    for one, base in leaves:
        by_unit = lines[_leaf(one)]
        of_units = one.unit_id is not None and base.source.unit
        units: Iterable[UUID | None] = run.tree.below(one.unit_id) if of_units and one.unit_id else by_unit
        told.append(
            "\n".join([one.name, str(one.period), *sorted(r for u in units for r in by_unit.get(u, ()))])
        )
    return sha256("\n\n".join(told).encode()).hexdigest()
