"""Reading the values of all criteria for all peers at once, without the rows that are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import UnitTree, Wanted, Where, where_of
from guatu.figures.definition import Kind
from guatu.figures.evaluating import evaluate
from guatu.figures.fingerprints import fingerprints
from guatu.figures.reading import Flag, Reading
from guatu.figures.registry import get_figure, provider_of
from guatu.leagues.rules.book import Book, Criterion
from guatu.leagues.rules.scoring import Value

# What can be taken out of a figure of these kinds: the same figure of the rows taken out is subtracted.
_DIVISIBLE = frozenset({Kind.COUNT, Kind.SUM, Kind.RATIO})
_Slice = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's value by one criterion, with what it was worked out from. `taken_out`: rows left out of it."""

    value: Decimal | None
    part: Decimal | None = None
    whole: Decimal | None = None
    rows: int | None = None
    taken_out: int = 0
    flags: tuple[str, ...] = ()
    fingerprint: str = field(default="", compare=False)

    @property
    def as_value(self) -> Value:
        return Value(self.value, self.rows)

    def as_json(self) -> dict[str, Any]:
        """Numbers as text, so that nothing is rounded."""
        return {
            "value": _text(self.value),
            "part": _text(self.part),
            "whole": _text(self.whole),
            "rows": self.rows,
            "taken_out": self.taken_out,
            "flags": list(self.flags),
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Cell:
        return cls(
            value=_number(stored["value"]),
            part=_number(stored["part"]),
            whole=_number(stored["whole"]),
            rows=stored["rows"],
            taken_out=stored["taken_out"],
            flags=tuple(stored["flags"]),
            fingerprint=stored["fingerprint"],
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def measure(
    book: Book,
    period: Period,
    units: Iterable[UUID],
    *,
    actor: Actor,
    zone: Zone,
    tree: UnitTree,
    taken_out: Mapping[UUID, _Slice] | None = None,
    keys: frozenset[str] | None = None,
    with_fingerprints: bool = False,
) -> dict[UUID, dict[str, Cell]]:
    """Unit → criterion → cell, from one evaluation. `taken_out`: unit → the slice of rows that do not count. `keys`:
    the criteria wanted, all where None. Raises `Refused` (`hidden`) where the actor does not see every row: a ranking
    over a part would be wrong for everybody else."""
    criteria = [one for one in book.criteria if keys is None or one.key in keys]
    asked = {
        (unit_id, one.key): Wanted(one.figure, period, unit_id, one.where)
        for unit_id in units
        for one in criteria
    }
    out = {
        (unit_id, one.key): wanted
        for unit_id, rows in (taken_out or {}).items()
        for one in criteria
        if (unit_id, one.key) in asked
        and (wanted := _without(one, asked[unit_id, one.key], rows, zone.id)) is not None
    }
    questions = [*asked.values(), *out.values()]
    found = evaluate(questions, actor=actor, zone=zone, tree=tree)
    if any(Flag.ROWS_HIDDEN in reading.flags for reading in found.values()):
        raise Refused(
            _("You do not see every row that counts, so the ranking would be wrong. Ask somebody who does."),
            code="hidden",
        )
    marks = fingerprints(questions, actor=actor, zone=zone, tree=tree) if with_fingerprints else {}
    cells: dict[UUID, dict[str, Cell]] = {}
    for (unit_id, key), question in asked.items():
        less = out.get((unit_id, key))
        mark = marks.get(question, "")
        if less is not None and mark:
            mark = f"{mark}−{marks[less]}"
        cells.setdefault(unit_id, {})[key] = _cell(found[question], found.get(less) if less else None, mark)
    return cells


def _cell(reading: Reading, less: Reading | None, mark: str) -> Cell:
    flags = tuple(sorted({str(flag) for flag in reading.flags}))
    if less is None:
        return Cell(
            reading.value, reading.part, reading.whole, reading.row_count, flags=flags, fingerprint=mark
        )
    part, whole = _minus(reading.part, less.part), _minus(reading.whole, less.whole)
    ratio = reading.figure.kind is Kind.RATIO
    return Cell(
        quotient(part, whole) if ratio else _minus(reading.value, less.value),
        part,
        whole,
        None if reading.row_count is None else reading.row_count - (less.row_count or 0),
        taken_out=less.row_count or 0,
        flags=flags,
        fingerprint=mark,
    )


def _minus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None else a - (b or 0)


def _without(one: Criterion, question: Wanted, rows: _Slice, zone_id: UUID) -> Wanted | None:
    """The question for the rows taken out of a criterion; None where none of them count there."""
    dimension, values = rows
    if not can_take_out(one.figure, dimension, zone_id):
        return None
    where = dict(question.where)
    both = set(values) & set(where[dimension]) if dimension in where else set(values)
    if not both:
        return None
    merged: Where = where_of(where | {dimension: sorted(both)})
    return Wanted(question.name, question.period, question.unit_id, merged)


def can_take_out(name: str, dimension: str, zone_id: UUID) -> bool:
    """Whether rows of a slice by `dimension` can be taken out of the figure: of counts, sums, and ratios of these."""
    figure = get_figure(name, zone_id)
    if provider_of(name) is not None or figure.kind not in _DIVISIBLE:
        return False
    if figure.base is not None:
        return dimension in figure.base.source.dimensions
    return all(can_take_out(need.name, dimension, zone_id) for need in figure.needs)
