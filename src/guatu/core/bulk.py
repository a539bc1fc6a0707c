"""Many rows at once: COPY, for imports and for the record of imports."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models import JSONField
from psycopg.types.json import Jsonb

from guatu.core.json import dumps
from guatu.core.use_case import mark_written


def copy_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert unsaved `rows` of `model` by COPY, inside the current transaction.

    Every field must have its value already (ids and defaults are given by the constructor). Constraints are
    checked as by INSERT; nothing is returned by the database.
    """
    if not rows:
        return
    values_of = attrgetter(*(f.attname for f in model._meta.concrete_fields))
    _copy(model, [f.column for f in model._meta.concrete_fields], (values_of(row) for row in rows))
    for row in rows:
        row._state.adding = False


def new_row(model: type[models.Model], **values: Any) -> dict[str, Any]:
    """A row for `copy_values`: attribute → value, with the model's defaults (a new id among them) filled in.

    Much cheaper than an instance; foreign keys are given by id (`project_id=…`).
    """
    row = {name: default() if made else default for name, default, made in _defaults(model)}
    row.update(values)
    return row


@lru_cache(maxsize=64)
def _defaults(model: type[models.Model]) -> tuple[tuple[str, Any, bool], ...]:
    found = []
    for field in model._meta.concrete_fields:
        made = callable(field.default)
        plain = field.default if field.has_default() else (None if field.null else field.get_default())
        found.append(
            (
                field.attname,
                field.default if made and field.has_default() else plain,
                made and field.has_default(),
            )
        )
    return tuple(found)


def copy_values(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Like `copy_rows`, for rows given as attribute → value, all with the same attributes (ids included)."""
    if not rows:
        return
    attributes = list(rows[0])
    columns = [f.column for name in attributes for f in model._meta.concrete_fields if f.attname == name]
    if len(columns) != len(attributes):
        raise ValueError(f"{model.__name__} has no such columns: {attributes}")
    _copy(model, columns, (tuple(row.values()) for row in rows))


@contextmanager
def many_objects() -> Iterator[None]:
    """While hundreds of thousands of rows are made that all stay alive, looking for garbage among them is vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    json_columns = {f.column for f in model._meta.concrete_fields if isinstance(f, JSONField)}
    json_at = [place for place, column in enumerate(columns) if column in json_columns]
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            if json_at:
                row = list(row)
                for place in json_at:
                    row[place] = None if row[place] is None else Jsonb(row[place], dumps)
            copy.write_row(row)
    if not getattr(model, "derived", False):
        mark_written()
