"""Many rows at once: COPY, for imports and for the record of imports."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import JSONField
from psycopg.types.json import Jsonb

from guatu.core.json import to_json
from guatu.core.use_case import mark_written


def copy_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert unsaved `rows` of `model` by COPY, inside the current transaction.

    Every field must have its value already (ids and defaults are given by the constructor). Constraints are
    checked as by INSERT; nothing is returned by the database.
    """
    if not rows:
        return
    fields = list(model._meta.concrete_fields)
    names = ", ".join(f'"{f.column}"' for f in fields)
    getters = [(f.attname, isinstance(f, JSONField)) for f in fields]
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(list(_values(row, getters)))
    if not getattr(model, "derived", False):
        mark_written()
    for row in rows:
        row._state.adding = False


def _values(row: models.Model, getters: list[tuple[str, bool]]) -> Iterable[Any]:
    for name, is_json in getters:
        value = getattr(row, name)
        yield Jsonb(to_json(value)) if is_json and value is not None else value
