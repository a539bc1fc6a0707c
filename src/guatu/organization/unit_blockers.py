"""What keeps a unit from being closed: the apps above register what may still be open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from guatu.organization.models import Unit

# What is still open in the unit, each in words (“3 open projects”); nothing where nothing is.
UnitBlocker = Callable[[Unit], Iterable[str]]

_blockers: list[UnitBlocker] = []


def add_blocker(blocker: UnitBlocker) -> UnitBlocker:
    """Called at the top level of an app's `unit_blockers` module, imported when all apps are loaded."""
    if blocker not in _blockers:
        _blockers.append(blocker)
    return blocker


def remove_blocker(blocker: UnitBlocker) -> None:
    _blockers.remove(blocker)


def blockers_of(unit: Unit) -> list[str]:
    """Everything still open in `unit`, in words."""
    return [text for blocker in _blockers for text in blocker(unit)]
