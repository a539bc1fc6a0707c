"""Events: what happened, said in the past tense. Each recorded change is one event and one entry."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from guatu.core.json import to_json


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event.

    `name` is `<app>.<object>.<past participle>`, the same stem as the use case and the record.
    `sentence` is what the history says, a lazy text such as “filed a progress report”.
    """

    name: ClassVar[str]
    sentence: ClassVar[Any]

    zone_id: UUID

    def payload(self) -> dict[str, Any]:
        """The event's own fields as JSON values."""
        return {name: to_json(getattr(self, name)) for name in _own_fields(type(self))}  # type: ignore[arg-type]


@cache
def _own_fields(cls: type[Event]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls) if f.name != "zone_id")


def known_events() -> dict[str, type[Event]]:
    """Every event class by name, for the history and for tests."""
    found: dict[str, type[Event]] = {}
    stack = list(Event.__subclasses__())
    while stack:
        cls = stack.pop()
        stack.extend(cls.__subclasses__())
        if "name" in cls.__dict__:
            found[cls.name] = cls
    return found
