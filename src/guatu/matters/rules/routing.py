"""The table of dispatch: which unit a matter goes to, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Route:
    """One line. What is empty matches everything; all that is given must match.

    `words`: one of them stands in the title or text. `within`: the unit of the place or of the subject is this one or
    below it. `to_unit` None sends it to the unit of the place (属地).
    """

    order: int
    kind: str = ""
    category: str = ""
    subject_type: str = ""
    words: tuple[str, ...] = ()
    within: UUID | None = None
    to_unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table looks at. `territory`: the units of the place or subject, the narrowest first, up to the root."""

    kind: str
    category: str
    subject_type: str
    text: str
    territory: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Where it goes. `line` None: no line matched and the unit of the place took it. `matched`: what decided."""

    unit_id: UUID
    line: Route | None
    matched: tuple[str, ...]


def route(lines: Iterable[Route], facts: Facts) -> Answer | None:
    """The first line that matches, in order; without one, the unit of the place; None where that is unknown too."""
    for line in sorted(lines, key=lambda line: line.order):
        matched = _matches(line, facts)
        if matched is None:
            continue
        unit = line.to_unit or (facts.territory[0] if facts.territory else None)
        if unit is not None:
            return Answer(unit, line, matched)
    if facts.territory:
        return Answer(facts.territory[0], None, ("territory",))
    return None


def _matches(line: Route, facts: Facts) -> tuple[str, ...] | None:
    """What of the line was asked and is so; None where something is not."""
    asked = (
        ("kind", line.kind, line.kind == facts.kind),
        ("category", line.category, line.category == facts.category),
        ("subject", line.subject_type, line.subject_type == facts.subject_type),
        ("words", line.words, any(word in facts.text for word in line.words)),
        ("place", line.within, line.within in facts.territory),
    )
    if any(given and not so for _name, given, so in asked):
        return None
    return tuple(name for name, given, _so in asked if given)
