"""What a new zone is given: each app registers, in its module `openers`, what it sets up in an empty zone."""

from __future__ import annotations

from collections.abc import Callable

from guatu.core.actor import Actor

# Sets up the app's defaults in `actor`'s zone; safe to repeat. Runs inside the transaction that opens the zone.
ZoneOpener = Callable[[Actor], None]

_openers: list[ZoneOpener] = []


def add_opener(opener: ZoneOpener) -> ZoneOpener:
    """Called at the top level of an app's `openers` module, which is imported when all apps are loaded."""
    if opener not in _openers:
        _openers.append(opener)
    return opener


def openers() -> tuple[ZoneOpener, ...]:
    """Every opener, lower apps first."""
    return tuple(_openers)
