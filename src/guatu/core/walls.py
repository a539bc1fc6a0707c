"""The wall between zones: of which zone rows may be read and written now.

PostgreSQL itself holds it (`core.zone_policies`). Here stands what is open: one zone, every zone for those who walk
them all, or nothing, which is how everything begins. `core.postgresql` tells the server before each statement, so
nobody has to tell it, and nothing has to be taken back: what is open follows the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")

# What the server is told besides the id of a zone.
NOTHING = ""
EVERY_ZONE = "every"

_open: ContextVar[str] = ContextVar("guatu_open_zone", default=NOTHING)


class WallBetweenZones(RuntimeError):
    """From within one zone another was to be opened: a fault of the program, never of its user."""


def what_is_open() -> str:
    """The id of the zone that is open, `EVERY_ZONE` or `NOTHING`: the words the server is told."""
    return _open.get()


@contextmanager
def zone_open(zone_id: UUID) -> Iterator[None]:
    """Within the block the rows of this zone can be read and written, and no others.

    Raises `WallBetweenZones` where another zone is open.
    """
    token = _open.set(_narrowed(zone_id))
    try:
        yield
    finally:
        _open.reset(token)


def open_zone_here(zone_id: UUID) -> None:
    """Like `zone_open`, until the surrounding `closed()` ends: for a request that learns its zone on the way."""
    _open.set(_narrowed(zone_id))


@contextmanager
def closed() -> Iterator[None]:
    """Within the block nothing is open until it is opened, and what was opened there ends with it."""
    token = _open.set(NOTHING)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def every_zone_open(reason: str) -> Iterator[None]:
    """Within the block the rows of all zones can be read and written, whatever was open before: for the few questions
    over all zones, each of which says why. `tests/architecture/test_walls.py` lists them, and there are no others.
    """
    if not reason:
        raise ValueError("why every zone is opened is said")
    token = _open.set(EVERY_ZONE)
    try:
        yield
    finally:
        _open.reset(token)


def carried(rows: Iterable[T]) -> Iterator[T]:
    """`rows`, each fetched with open what is open now, however late: for answers that stream after their view."""
    return _fetched_in(copy_context(), iter(rows))


def _fetched_in(context: Context, rows: Iterator[T]) -> Iterator[T]:
    ended = object()
    while (row := context.run(next, rows, ended)) is not ended:
        yield row  # type: ignore[misc]


def _narrowed(zone_id: UUID) -> str:
    wanted, now = str(UUID(str(zone_id))), _open.get()
    if now not in (NOTHING, EVERY_ZONE, wanted):
        raise WallBetweenZones(f"{wanted} from within {now}")
    return wanted
