"""How many enterprises were visited, and how much was solved on the spot. Pure.

The prose is docs/rules/enterprises.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of a period: enterprises in operation, those of them visited, findings, those solved on the spot."""

    enterprises: int
    visited: int
    visits: int
    findings: int
    solved: int

    @property
    def rate(self) -> Fraction | None:
        """Enterprises visited ÷ all; None where there are none."""
        return Fraction(self.visited, self.enterprises) if self.enterprises else None

    @property
    def solved_rate(self) -> Fraction | None:
        """Findings solved on the spot ÷ all findings; None where nothing was found."""
        return Fraction(self.solved, self.findings) if self.findings else None
