"""A collection: which objects, seen by whom, narrowed by what, told with which fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.api.collections.fields import ID, TRUTH, WHOLE, Extra, Field, Schema
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.zoned import VersionedModel, ZonedModel

Narrow = Callable[[Any, Any, Zone], Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that narrows. `put` is given the rows, the value and the zone; None where the collection reads the
    query itself. `now_only`: of what is not kept of the past."""

    name: str
    schema: Schema
    about: str
    put: Narrow | None = None
    many: bool = False
    now_only: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """`permission` is what a token must carry to open it; `rows` are those the actor may see. `narrow` replaces
    reading the filters one by one. `past`: the tables read, for `as_of`. `told_to`: whom it is told to be there at all,
    for the others it is no address (404); None where its power alone is asked."""

    name: str
    about: str
    model: type[ZonedModel]
    permission: str
    rows: Callable[[Actor], QuerySet[Any]]
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    extras: tuple[Extra, ...] = ()
    past: tuple[type[ZonedModel], ...] = ()
    narrow: Callable[[QueryDict, Actor, Zone], QuerySet[Any]] | None = None
    along: tuple[str, ...] = field(default=())
    told_to: Callable[[Actor, Zone], bool] | None = None

    @property
    def versioned(self) -> bool:
        return issubclass(self.model, VersionedModel)

    @property
    def members(self) -> tuple[Field | Extra, ...]:
        """Everything that an object is told with."""
        return (*self.fields, *self.extras)

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.members)

    def relations(self) -> list[str]:
        """What is read along with each row."""
        model: Any = self.model
        keys = [one.name for one in model._meta.fields if isinstance(one, models.ForeignKey)]
        return [*(name for name in keys if name in self.field_names), *self.along]


def read_value(filter: Filter, text: str) -> Any:
    """The value of a parameter. Raises `InvalidInput` that says what was expected."""
    schema = filter.schema
    try:
        if "enum" in schema:
            if text not in schema["enum"]:
                raise InvalidInput({filter.name: _("expected one of: %s") % ", ".join(schema["enum"])})
            return text
        if schema == ID:
            return UUID(text)
        if schema == TRUTH:
            return {"true": True, "false": False}[text]
        if schema == WHOLE:
            return int(text) if text.isascii() and len(text) < 10 else int("")
        if schema.get("format") == "date":
            return date.fromisoformat(text)
    except (ValueError, KeyError) as error:
        kind = schema.get("format", schema.get("type", ""))
        raise InvalidInput({filter.name: _("expected a value of type %s") % kind}) from error
    return text


def one_value(name: str, values: Mapping[str, Any], about: str, *, lookup: str = "") -> Filter:
    """A filter by equality with a model's field."""
    return Filter(
        name, dict(values), about, lambda rows, value, _zone: rows.filter(**{lookup or name: value})
    )
