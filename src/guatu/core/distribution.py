"""Which table goes where on a cluster, and in which order. Pure: no database, no Citus.

Three places: *distributed*, its rows spread over the nodes by zone; *reference*, a copy on every node; *local*, on the
coordinator alone. A zoned table says itself which of the first two it is. A table without a zone that such a table
refers to is copied, for a node examines references by itself; every other one stays where it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guatu.core.errors import Refused


class Place(StrEnum):
    """Where the rows of a table lie."""

    DISTRIBUTED = "distributed"
    REFERENCE = "reference"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table as the models describe it: `distribution` is what a zoned one says of itself, else None."""

    name: str
    distribution: str | None = None
    refers_to: frozenset[str] = frozenset()


class Misplaced(Refused):
    """The tables as they are described, or as they stand, cannot lie so; says which."""


def places(tables: Iterable[TableShape]) -> dict[str, Place]:
    """Where each table belongs.

    Raises `Misplaced` where a copied table refers to one that is spread: no node holds all of the latter.
    """
    shapes = {table.name: table for table in tables}
    found = {name: Place(t.distribution) if t.distribution else Place.LOCAL for name, t in shapes.items()}
    ahead = [name for name, place in found.items() if place is not Place.LOCAL]
    while ahead:
        name = ahead.pop()
        for other in sorted(shapes[name].refers_to & found.keys()):
            if found[other] is Place.LOCAL:
                found[other] = Place.REFERENCE
                ahead.append(other)
            elif found[name] is Place.REFERENCE and found[other] is Place.DISTRIBUTED:
                raise Misplaced(
                    f"{name} is copied to every node and refers to {other}, which is spread by zone"
                )
    return found


def moves(tables: Iterable[TableShape], standing: Mapping[str, Place]) -> list[tuple[str, Place]]:
    """What has still to be placed, in the order to do it: copies first, and what is referred to before what refers.

    `standing` says where tables lie now; one that is not in it is local. Raises `Misplaced` as `places` does, and
    where a table lies elsewhere than it belongs: its rows would have to be moved by hand.
    """
    shapes = {table.name: table for table in tables}
    waiting = []
    for name, place in places(shapes.values()).items():
        now = standing.get(name, Place.LOCAL)
        if now not in (place, Place.LOCAL):
            raise Misplaced(
                f"{name} is {now} and should be {place}; SELECT undistribute_table('{name}') first"
            )
        if now is not place:
            waiting.append((name, place))
    order = _referred_first(shapes)
    return sorted(waiting, key=lambda move: (move[1] is Place.DISTRIBUTED, order[move[0]]))


def _referred_first(shapes: Mapping[str, TableShape]) -> dict[str, int]:
    """A rank for each table, above those of the tables it refers to; names decide among equals and in circles."""
    order: dict[str, int] = {}

    def rank(name: str, above: frozenset[str]) -> None:
        if name in order or name in above:
            return
        for other in sorted(shapes[name].refers_to & shapes.keys()):
            rank(other, above | {name})
        order[name] = len(order)

    for name in sorted(shapes):
        rank(name, frozenset())
    return order
