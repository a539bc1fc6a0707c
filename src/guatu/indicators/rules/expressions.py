"""The sides of a check: sums of indicators, as people can read and write them.

    import_export
    export + import
    0.5 * gdp - 10
    export@previous     the period before (of values from January on: the statement before in the same year)
    export@last_year    the same period last year
    export@units        the sum of the units below

A code is lower-case letters, digits and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class At(StrEnum):
    """Which value of an indicator is meant."""

    HERE = ""
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Ref:
    """An indicator's value, here or elsewhere."""

    code: str
    at: At = At.HERE

    def __str__(self) -> str:
        return f"{self.code}@{self.at}" if self.at else self.code


@dataclass(frozen=True, slots=True)
class Term:
    """`factor` × `ref`, or the plain number `factor`."""

    factor: Decimal
    ref: Ref | None = None


Expression = tuple[Term, ...]
# The value of a reference; None where it is not known.
Lookup = Callable[[Ref], Decimal | None]

_TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?:(?P<number>\d+(?:\.\d+)?)\s*(?:[*×]\s*)?)?"
    r"(?:(?P<code>[a-z][a-z0-9_]*)(?:@(?P<at>[a-z_]+))?)?\s*"
)


class NotUnderstood(ValueError):
    """The text is no expression; `at` is the place in it, counted from 0."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        super().__init__(f"{text!r} at {at}")


def parse(text: str) -> Expression:
    """Read an expression. Raises `NotUnderstood`."""
    terms: list[Term] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TERM.match(text, at)
        if match is None or match.end() == at or not (match["number"] or match["code"]):
            raise NotUnderstood(text, at)
        if terms and not match["sign"]:
            raise NotUnderstood(text, at)
        factor = Decimal(match["number"] or 1) * (-1 if match["sign"] == "-" else 1)
        ref = None
        if match["code"]:
            try:
                ref = Ref(match["code"], At(match["at"] or ""))
            except ValueError as error:
                raise NotUnderstood(text, match.start("at")) from error
        terms.append(Term(factor, ref))
        at = match.end()
    if not terms:
        raise NotUnderstood(text, 0)
    return tuple(terms)


def refs_of(expression: Expression) -> list[Ref]:
    """The references in it, in order, each once."""
    return list(dict.fromkeys(term.ref for term in expression if term.ref is not None))


def evaluate(expression: Expression, lookup: Lookup) -> Decimal | None:
    """The sum; None as soon as a reference is not known."""
    total = Decimal(0)
    for term in expression:
        value = lookup(term.ref) if term.ref is not None else Decimal(1)
        if value is None:
            return None
        total += term.factor * value
    return total
