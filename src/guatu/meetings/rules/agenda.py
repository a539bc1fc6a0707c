"""In which order an agenda builds itself. Pure.

Last time's promises first (the latest first of all), then red projects (those that turned red since last time before
those that still are), matters at or over their limit, requests to coordinate, yellow projects (nearest to red
first), then the backlog. What stands on the agenda already keeps its order: new items go behind the last one of
their kind or of a kind before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from guatu.meetings.choices import ItemKind

_RANK = {kind.value: rank for rank, kind in enumerate(ItemKind)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that belongs on the agenda. `subject`: its type and id; `pressing`: the smaller the sooner, within its
    kind; `why`: facts for the sentence, see `why`."""

    kind: ItemKind
    subject: tuple[str, UUID]
    title: str
    pressing: tuple[Any, ...] = ()
    why: dict[str, Any] = field(default_factory=dict)


def in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in the order of the meeting; a subject stands once, where it comes first."""
    ordered = sorted(candidates, key=lambda c: (_RANK[c.kind], c.pressing, c.title))
    seen: set[tuple[str, UUID]] = set()
    found = []
    for candidate in ordered:
        if candidate.subject not in seen:
            seen.add(candidate.subject)
            found.append(candidate)
    return found


def merged(standing: Sequence[str], new: Sequence[str]) -> list[tuple[bool, int]]:
    """Where new items go among those that stand. Both are given as kinds, the new ones in order.

    Returns (is it new, its place in its own list) in the order of the whole. What stands keeps its order.
    """
    whole: list[tuple[int, bool, int]] = [(_RANK[kind], False, place) for place, kind in enumerate(standing)]
    for place, kind in enumerate(new):
        rank = _RANK[kind]
        before = [at for at, (other, _new, _place) in enumerate(whole) if other <= rank]
        whole.insert(before[-1] + 1 if before else 0, (rank, True, place))
    return [(is_new, place) for _rank, is_new, place in whole]


def lateness(due: date | None, today: date) -> tuple[int, int]:
    """For `pressing`: overdue things first, the longest overdue before the others; what has no date comes last."""
    if due is None:
        return 1, 10**6
    return (0 if due < today else 1), (due - today).days
