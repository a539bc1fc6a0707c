"""What the dimensions of a source are called, and which values there are to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from guatu.core.actor import Actor
from guatu.figures.asking import Ask
from guatu.figures.source import Source

Choices = Callable[[Actor, Ask], Iterable[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """`choices(actor, ask)`: value → label of what the actor may know of, in the usual order."""

    name: str
    label: Any
    choices: Choices


_described: dict[tuple[str, str], Dimension] = {}


def describe_dimension(sources: Iterable[Source], name: str, label: Any, choices: Choices) -> None:
    """Called at the top level of an app's module `figures`."""
    for source in sources:
        _described[source.name, name] = Dimension(name, label, choices)


def dimensions_of(source: Source) -> list[Dimension]:
    """Those of the source's dimensions that were described, in the source's order."""
    keys = [(source.name, name) for name in source.dimensions]
    return [_described[key] for key in keys if key in _described]
