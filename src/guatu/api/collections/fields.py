"""Fields of a representation: their names, their JSON schemas, and how they are read off an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation

from guatu.core.actor import Actor
from guatu.core.json import to_json
from guatu.core.zoned import ZonedModel

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "format": "uuid"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
AMOUNT: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "A decimal number as text."}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
NAMED: Schema = {
    "type": "object",
    "properties": {"id": ID, "name": TEXT},
    "required": ["id", "name"],
    "additionalProperties": False,
}
ANYTHING: Schema = {}

_BY_FIELD: tuple[tuple[type[models.Field[Any, Any]], Schema], ...] = (
    (models.UUIDField, ID),
    (models.BooleanField, TRUTH),
    (models.IntegerField, WHOLE),
    (models.DecimalField, AMOUNT),
    (models.DateTimeField, MOMENT),
    (models.DateField, DAY),
    (models.TimeField, {"type": "string", "pattern": r"^\d\d:\d\d"}),
    (models.FloatField, {"type": "number"}),
    (models.CharField, TEXT),
    (models.TextField, TEXT),
    (models.JSONField, ANYTHING),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One property. `read` is given the object; `note` says what the name does not."""

    name: str
    schema: Schema
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Extra:
    """A property that takes a query of its own, one for a whole page: `load` gives object id → value, and whoever is
    missing has `empty`. `models`: what it reads, for the past; None where the past of it is not kept."""

    name: str
    schema: Schema
    load: Callable[[Sequence[Any], Actor], Mapping[UUID, Any]]
    models: tuple[type[ZonedModel], ...] | None
    empty: Any = None


def maybe(schema: Schema) -> Schema:
    """The schema, or null."""
    if not schema:
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def list_of(**properties: Schema) -> Schema:
    """A list of objects with these properties, all of them there."""
    return {"type": "array", "items": an_object(**properties)}


def an_object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def columns(model: type[ZonedModel], names: str) -> tuple[Field, ...]:
    """Fields as the model has them, by their names. A foreign key becomes `{id, name}`."""
    return tuple(_column(model, name) for name in names.split())


def _column(model: type[ZonedModel], name: str) -> Field:
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return Field(name, _explained(field, NAMED), lambda one: named(getattr(one, name)))
    return Field(name, _explained(field, schema_of(field)), lambda one: to_json(getattr(one, name)))


def _explained(field: Any, schema: Schema) -> Schema:
    """The schema with null where there may be none, and what the field is called where its name does not say it."""
    schema = dict(maybe(schema) if field.null else schema)
    with translation.override(None):
        words = str(field.verbose_name)
    if schema and words != field.name.replace("_", " "):
        schema["description"] = words[:1].upper() + words[1:] + "."
    return schema


def schema_of(field: models.Field[Any, Any]) -> Schema:
    """The JSON schema of a model's field, null aside."""
    if isinstance(field, ArrayField):
        return {"type": "array", "items": schema_of(cast(Any, field).base_field)}
    if field.choices:
        values = [value for value, _label in cast(Any, field.flatchoices)]
        return {"type": "string", "enum": [*values, ""] if field.blank else values}
    return dict(next(schema for kind, schema in _BY_FIELD if isinstance(field, kind)))


def named(instance: Any) -> dict[str, Any] | None:
    """An object told of by its id and its name."""
    return None if instance is None else {"id": str(instance.pk), "name": str(instance)}
