"""Which handler hears of which event: the one table. Handlers run inside the event's transaction."""

from collections.abc import Callable, Mapping
from typing import Any

SUBSCRIPTIONS: Mapping[type, tuple[Callable[[Any], None], ...]] = {}
