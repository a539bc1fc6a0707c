"""Search across objects: each app registers where its objects are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from guatu.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind in words, its name, where it is, and a line about it."""

    kind: Any
    label: str
    url: str
    detail: str = ""


# words, actor, zone code → hits the actor may see, best first.
Finder = Callable[[str, Actor, str], Iterable[Hit]]

_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Called from an app's `ready()`."""
    if finder not in _finders:
        _finders.append(finder)


def find(words: str, *, actor: Actor, zone_code: str) -> list[Hit]:
    """What all finders find for `words`."""
    return [hit for finder in _finders for hit in finder(words, actor, zone_code)]
