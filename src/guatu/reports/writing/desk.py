"""What a template being filled in asks for, and what it has been told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.definition import Figure
from guatu.figures.reading import Reading, Row
from guatu.figures.registry import figures_beside


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as templates know it."""

    id: UUID
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Bound:
    """One number in a document: its reading, and how it was printed."""

    reading: Reading
    text: str


@dataclass
class Desk:
    """Between the passes: known readings and rows, what is missing, and the numbers bound in this pass."""

    zone_id: UUID
    period: Period
    unit_id: UUID | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    readings: dict[Wanted, Reading] = field(default_factory=dict)
    rows: dict[Wanted, Sequence[Row]] = field(default_factory=dict)
    missing: set[Wanted] = field(default_factory=set)
    missing_rows: set[Wanted] = field(default_factory=set)
    bound: list[Bound] = field(default_factory=list)

    def check(self, wanted: Wanted) -> None:
        """Raises `InvalidInput` where there is no such figure, or not for such a period."""
        if wanted.name not in self.figures:
            self.figures |= figures_beside(wanted.name, self.zone_id)
        self.figures[wanted.name].check_period(wanted.period)

    def reading(self, wanted: Wanted) -> Reading | None:
        """The reading, or None where it has to be asked for first."""
        found = self.readings.get(wanted)
        if found is None:
            self.missing.add(wanted)
        return found

    def rows_of(self, wanted: Wanted) -> Sequence[Row]:
        if wanted not in self.rows:
            self.missing_rows.add(wanted)
        return self.rows.get(wanted, ())

    def bind(self, reading: Reading, text: str) -> int:
        """The place of a number in the document."""
        self.bound.append(Bound(reading, text))
        return len(self.bound) - 1

    def begin_pass(self) -> None:
        self.bound, self.missing, self.missing_rows = [], set(), set()


Fill = Callable[[Desk], str]
