"""A text that is kept as what it says, not as words: it is put into words in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is the English source with places such as `%(name)s`, marked by `gettext_noop`; `params` fill them.

    A parameter may be text (a name, as it is), a whole or decimal number, a date, a moment, or another `Message`
    where it too is to be translated. With `plural` (marked likewise), `text` is for a `count` of one among the
    parameters, `plural` for any other. `context` is that of `pgettext`. One line, without a full stop where it
    is a headline. Nothing in it may be secret: who may see it is asked of what the notification is about.

        Message(gettext_noop("“%(matter)s” is due on %(day)s"), {"matter": matter.title, "day": matter.due_on})
    """

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str = ""
    context: str = ""

    def __str__(self) -> str:
        """In the active language."""
        text = self.plural if self.plural and self.params.get("count") != 1 else self.text
        told = pgettext(self.context, text) if self.context else gettext(text)
        return told % {name: _word(value) for name, value in self.params.items()} if self.params else told

    def as_json(self) -> dict[str, Any]:
        """What is stored. Raises `TypeError` for a parameter of another type."""
        stored: dict[str, Any] = {
            "text": self.text,
            "params": {name: _stored(value) for name, value in self.params.items()},
        }
        for name, value in (("plural", self.plural), ("context", self.context)):
            if value:
                stored[name] = value
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Message:
        return cls(
            text=stored["text"],
            params={name: _restored(value) for name, value in stored.get("params", {}).items()},
            plural=stored.get("plural", ""),
            context=stored.get("context", ""),
        )


def _word(value: Any) -> Any:
    match value:
        case datetime():
            return formats.date_format(localtime(value), "DATETIME_FORMAT")
        case date():
            return formats.date_format(value, "DATE_FORMAT")
        case Decimal():
            return format(value.normalize(), "f")
    return value


def _stored(value: Any) -> Any:
    match value:
        case bool():
            raise TypeError("a parameter of a message is no truth value")
        case str():
            return str(value)
        case int():
            return int(value)
        case Message():
            return {"message": value.as_json()}
        case Decimal():
            return {"number": format(value, "f")}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} is no parameter of a message")


def _restored(value: Any) -> Any:
    match value:
        case {"message": stored}:
            return Message.from_json(stored)
        case {"number": stored}:
            return Decimal(stored)
        case {"moment": stored}:
            return datetime.fromisoformat(stored)
        case {"day": stored}:
            return date.fromisoformat(stored)
    return value
