"""The map of grids: one sheet with the boundaries of a day, the gaps and overlaps where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from guatu.grids.models import Grid
from guatu.grids.rules.sheet import CHARACTER, Path, Sheet, sheet_for
from guatu.grids.selectors.grids import drawn


@dataclass(frozen=True, slots=True)
class MapShape:
    """One shape of the map; `url` is where a click leads, `short` stands where there is no room for `label`."""

    kind: str
    label: str
    note: str
    path: Path
    url: str = ""
    short: str = ""

    @property
    def is_crowded(self) -> bool:
        """Whether the label is wider than the ground at the sheet's own scale."""
        wide = sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in self.label)
        return wide * CHARACTER > self.path.room


@dataclass(frozen=True, slots=True)
class GridMap:
    """A sheet and the shapes on it, the lowest first."""

    sheet: Sheet
    shapes: Sequence[MapShape] = field(default_factory=list)
    outline: Path | None = None


@dataclass(frozen=True, slots=True)
class ToDraw:
    """Something to be drawn: its boundary, and the words beside it."""

    kind: str
    label: str
    boundary: dict[str, Any]
    note: str = ""
    url: str = ""
    short: str = ""


def draw(things: Iterable[ToDraw], *, outline: dict[str, Any] | None = None) -> GridMap:
    """Everything on one sheet."""
    things = list(things)
    boundaries = [thing.boundary for thing in things]
    sheet = sheet_for([*boundaries, outline] if outline else boundaries)
    shapes = [
        MapShape(
            kind=thing.kind,
            label=thing.label,
            note=thing.note,
            path=sheet.path(thing.boundary),
            url=thing.url,
            short=thing.short,
        )
        for thing in things
    ]
    return GridMap(sheet, shapes, sheet.path(outline) if outline else None)


def grids_to_draw(grids: Iterable[Grid], notes: dict[UUID, str], urls: dict[UUID, str]) -> list[ToDraw]:
    """Grids read by `with_boundary`; those without a boundary that day are left out."""
    found = []
    for grid in grids:
        boundary = drawn(grid)
        if boundary is not None:
            found.append(
                ToDraw(
                    kind=grid.type,
                    label=grid.name,
                    boundary=boundary.geometry,
                    note=notes.get(grid.id, ""),
                    url=urls.get(grid.id, ""),
                    short=grid.code,
                )
            )
    return found
