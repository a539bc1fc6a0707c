"""What can belong to a grid. The apps above register their objects, each in its module `grid_subjects`; nothing here
imports them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from guatu.core.actor import Actor
from guatu.grids.choices import GridType


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """An object of an app above, as far as grids are concerned."""

    id: UUID
    name: str


class SubjectKind(Protocol):
    """One kind of object that belongs to grids.

    `label` is the model's (`app.model`), `word` what one is called, `url_name` its page, taking the zone's code and the
    id. `grid_type`: in which type of grid every one of them must stand.
    """

    label: str
    word: Any
    url_name: str
    grid_type: GridType

    def open_to(self, actor: Actor) -> Sequence[SubjectRef]:
        """Those that the actor may see and that still need a grid (not withdrawn, not closed), by name."""
        ...

    def named(self, ids: Collection[UUID], *, actor: Actor) -> dict[UUID, SubjectRef]:
        """Of `ids`, those that the actor may see."""
        ...


_kinds: dict[str, SubjectKind] = {}


def add_subject(kind: SubjectKind) -> SubjectKind:
    """Called at the top level of an app's `grid_subjects` module, which is imported when all apps are loaded."""
    _kinds[kind.label] = kind
    return kind


def remove_subject(label: str) -> None:
    _kinds.pop(label, None)


def subject_kinds() -> list[SubjectKind]:
    """Every registered kind, by label."""
    return [_kinds[label] for label in sorted(_kinds)]


def kind_by_label(label: str) -> SubjectKind | None:
    return _kinds.get(label)
