"""Who hears of entries as they are written: apps above register, each when it is loaded. Nothing here imports them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

# Given the zone and the fields of each new entry; runs inside the transaction, after the chain is written.
Listener = Callable[[UUID, Sequence[Mapping[str, Any]]], None]

_listeners: list[Listener] = []


def add_listener(listener: Listener) -> Listener:
    """Called from an app's `ready()`."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_listeners(zone_id: UUID, entries: Sequence[Mapping[str, Any]]) -> None:
    for listener in _listeners:
        listener(zone_id, entries)
