"""The same-year enrolment rate 当年列统率. Pure. The prose is docs/rules/enrolment.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SameYear:
    """Of the agreements signed in a year: how many, and how many of their projects were enrolled in that year."""

    signed: int
    enrolled: int

    @property
    def rate(self) -> Fraction | None:
        """None where nothing was signed."""
        return Fraction(self.enrolled, self.signed) if self.signed else None


def same_year(year: int, agreements: Iterable[tuple[date, date | None]], as_of: date) -> SameYear:
    """`agreements` are (signed on, enrolled on or None); what happened after `as_of` does not count yet."""
    signed = [(s, e) for s, e in agreements if s.year == year and s <= as_of]
    enrolled = [e for _s, e in signed if e is not None and e.year == year and e <= as_of]
    return SameYear(len(signed), len(enrolled))
