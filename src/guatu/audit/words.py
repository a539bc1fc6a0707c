"""The record in words: who, when, what, from what to what, and why, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guatu.audit.models import Entry
from guatu.core.events import Event, known_events
from guatu.ui.app_names import APP_NAMES
from guatu.ui.devices import device_in_words

EMPTY = "—"
_NOTHING: tuple[Any, ...] = (None, "", [])

# Jobs and the console, as people call them.
SYSTEM_NAMES = {
    "console": _("Console"),
    "demo": _("Demo loader"),
    "dispatch": _("Table of dispatch"),
    "door": pgettext_lazy("who changed it", "Sign-in"),
    "lights": pgettext_lazy("who changed it", "Lights"),
    "tick": _("Clock"),
    "tips": _("Chain of tips"),
}

# Names that stand in changes without being a field of the subject, or whose field has no name of its own.
_OTHER_FIELDS = {
    "members": _("members"),
    "parent": _("parent unit"),
    "unit": _("unit"),
    "person": _("person"),
    "user": _("account"),
    "is_active": _("may sign in"),
    "days": _("days off and make-up days"),
    "left_on": _("left on"),
    "exit_reason": _("reason of exit"),
    "area": _("area (㎡)"),
    "committed_start_precision": _("committed start known to the"),
    "committed_finish_precision": _("committed finish known to the"),
    "actual_start_precision": _("actual start known to the"),
    "done_by": _("done by"),
    "duplicate_of": _("duplicate of"),
    "excluded_by": _("left out by"),
    "replied_at": _("answered at"),
    "dispatch_table": _("table of dispatch"),
    "started_at": _("begun at"),
    "closed_at": _("ended at"),
    "grid": _("grid"),
    "grid_id": _("grid"),
    "rule": _("raised by the rule"),
    "public_description": _("description for the public"),
    "address": _("network address"),
    "device": _("device"),
    "way": _("by means of"),
    "fault": _("what was wrong"),
}

# Those whose values are said in words, and the words.
_SAID_IN_WORDS = ("way", "fault")
_OTHER_VALUES = {
    "password": _("password"),
    "totp": _("code of the authenticator app"),
    "webauthn": _("security key"),
    "recovery_codes": _("recovery code"),
    "wecom": _("WeCom"),
    "dingtalk": _("DingTalk"),
    "feishu": _("Feishu"),
    "oidc": "OpenID Connect",
    "wrong_password": _("wrong password"),
    "wrong_code": _("wrong code after the right password"),
    "locked": _("the account is locked"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field's change in words. `new` alone says what something began with; an address is no sentence."""

    label: str
    old: str
    new: str
    is_address: bool = False

    @property
    def is_beginning(self) -> bool:
        return self.old == EMPTY


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `subject` is empty where the reader is on the subject's own page."""

    entry: Entry
    who: str
    sentence: str
    subject: str
    kind: str
    changes: list[Change]
    reason: str


def in_words(entries: Iterable[Entry], of: UUID | None = None) -> list[Line]:
    """The entries in the language in force; `of` is the object whose page shows them."""
    return [line(entry, of) for entry in entries]


def line(entry: Entry, of: UUID | None = None) -> Line:
    """One entry in words."""
    model = _model(entry.subject_type)
    return Line(
        entry=entry,
        who=actor_name(entry),
        sentence=sentence(entry.event),
        subject="" if of is not None and entry.subject_id == of else entry.subject_label,
        kind=str(model._meta.verbose_name) if model is not None else entry.subject_type,
        changes=[
            Change(
                label=field_label(model, name),
                old=_value(model, name, old),
                new=_value(model, name, new),
                is_address=name == "url",
            )
            for name, (old, new) in entry.changes.items()
            if not (old in _NOTHING and new in _NOTHING)
        ],
        reason=entry.reason,
    )


def actor_name(entry: Entry) -> str:
    """The person's name, or what the job is called."""
    return (
        str(SYSTEM_NAMES.get(entry.actor_name, entry.actor_name))
        if entry.actor_kind == "system"
        else entry.actor_name
    )


@lru_cache(maxsize=1)
def _events() -> dict[str, type[Event]]:
    return known_events()


def sentence(event: str) -> str:
    """What the event says; its own name where the program no longer knows it."""
    known = _events().get(event)
    return str(known.sentence) if known is not None else event


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> Any:
    """The field of that name; `lights__colour` is the colour of the object's light."""
    field = None
    for part in name.split("__"):
        if model is None:
            return None
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = field.related_model  # type: ignore[assignment]
    return field


def field_label(model: type[models.Model] | None, name: str) -> str:
    """The human name of a field that a change names."""
    field = _field(model, name)
    bare = name.rpartition("__")[2].replace("_", " ")
    label = getattr(field, "verbose_name", bare)
    if str(label) == bare:  # Django's own, which no catalogue knows
        label = _OTHER_FIELDS.get(name, bare)
    return str(capfirst(str(label)))


def _value(model: type[models.Model] | None, name: str, value: Any) -> str:
    if value in _NOTHING:
        return EMPTY
    field = _field(model, name)
    field = getattr(field, "base_field", field)
    if field is None and name in _SAID_IN_WORDS:
        value = [str(_OTHER_VALUES.get(v, v)) for v in (value if isinstance(value, list) else [value])]
    if field is None and name == "device":
        value = device_in_words(str(value))
    if name == "events":
        value = [_event_or_app(str(v)) for v in (value if isinstance(value, list) else [value])]
    return _plain(field, value)


def _event_or_app(name: str) -> str:
    """What is listened to: all that happens in an app, or one event."""
    return str(APP_NAMES[name]) if name in APP_NAMES else sentence(name)


def _plain(field: Any, value: Any) -> str:
    if isinstance(value, list):
        return pgettext("between items of a list", ", ").join(_plain(field, item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(None, item)}" for key, item in value.items())
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    text = str(value)
    if isinstance(field, models.DateTimeField):
        return _moment(text)
    if isinstance(field, models.DateField) or (field is None and len(text) == 10):
        return _day(text)
    if isinstance(field, models.DecimalField):
        return _number(text)
    return text


def _day(text: str) -> str:
    try:
        return formats.date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


def _moment(text: str) -> str:
    try:
        return formats.date_format(localtime(datetime.fromisoformat(text)), "DATETIME_FORMAT")
    except ValueError:
        return text


def _number(text: str) -> str:
    try:
        return f"{Decimal(text):,f}"
    except InvalidOperation:
        return text
