"""Many rows at once: COPY, for imports and for the record of imports.

PostgreSQL takes no COPY into a table behind the wall between zones, so rows are copied into a temporary table and put
in their place by one INSERT, which the wall examines. On a cluster that INSERT would be a COPY again, on the nodes;
there rows go out as the VALUES of several.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection, models, transaction
from django.db.models import JSONField

from guatu.core.citus import on_cluster
from guatu.core.copy_text import copy_text
from guatu.core.json import dumps

# How many rows are made into text at a time, while PostgreSQL takes in those before.
_BLOCK = 1_000


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
    plain, made = _defaults(model)
    row = plain | values
    for name, make in made:
        if name not in values:
            row[name] = make()
    return row


@lru_cache(maxsize=64)
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """Every attribute with its default, and those whose default is made anew for each row."""
    plain: dict[str, Any] = {}
    made = []
    for field in model._meta.concrete_fields:
        plain[field.attname] = None
        if field.has_default() and callable(field.default):
            made.append((field.attname, field.default))
        elif field.has_default() or not field.null:
            plain[field.attname] = field.get_default()
    return plain, tuple(made)


def copy_values(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Like `copy_rows`, for rows given as attribute → value, all with the same attributes (ids included)."""
    if not rows:
        return
    attributes = list(rows[0])
    columns = [f.column for name in attributes for f in model._meta.concrete_fields if f.attname == name]
    if len(columns) != len(attributes):
        raise ValueError(f"{model.__name__} has no such columns: {attributes}")
    _copy(model, columns, map(itemgetter(*attributes), rows))


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
    json_at = frozenset(place for place, column in enumerate(columns) if column in json_columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    into = f'INSERT INTO "{table}" ({names})'
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if on_cluster():
            _insert_values(cursor, into, rows, json_at)
        else:
            cursor.execute(
                f'CREATE TEMP TABLE guatu_arriving ON COMMIT DROP AS SELECT {names} FROM "{table}" WITH NO DATA'  # noqa: S608
            )
            _copy_text(cursor, f"COPY guatu_arriving ({names}) FROM STDIN", rows, json_at)
            cursor.execute(f"{into} SELECT {names} FROM guatu_arriving")  # noqa: S608
            cursor.execute("DROP TABLE guatu_arriving")


def _copy_text(cursor: Any, sql: str, rows: Iterable[Sequence[Any]], json_at: frozenset[int]) -> None:
    remaining = iter(rows)
    with cursor.copy(sql) as copy:
        while block := list(islice(remaining, _BLOCK)):
            copy.write(copy_text(block, json_at, copy.connection))


def _insert_values(cursor: Any, into: str, rows: Iterable[Sequence[Any]], json_at: frozenset[int]) -> None:
    remaining = iter(rows)
    while block := list(islice(remaining, _BLOCK)):
        one = f"({', '.join(['%s'] * len(block[0]))})"
        values = [
            dumps(value) if at in json_at and value is not None else value
            for row in block
            for at, value in enumerate(row)
        ]
        cursor.execute(f"{into} VALUES {', '.join([one] * len(block))}", values)
