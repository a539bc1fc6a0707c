"""Reading the database as it stood at a past moment, with the same querysets that read it now.

Within `as_of(moment, …)` the names of the given tables stand for temporary views that show the rows of some zones
(mostly of one) as they were: rows made later are absent, rows changed or deleted later show what `core.former_rows`
kept of them. PostgreSQL looks for temporary relations first, so every selector and figure works unchanged. The wall
between zones holds for them as for the tables beneath: a view asks as whoever reads it.

What a moment means: when a change was written, on the machine's clock. A change that was being written at that very
moment may fall on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from guatu.core.former_rows import TABLE, is_historic
from guatu.core.ids import first_id_after
from guatu.core.zoned import ZonedModel

_SINCE = sql.SQL("f.zone_id IN {zones} AND f.table_name = {name} AND f.replaced_at > {moment}")
_ADDED_ONLY = sql.SQL(
    "CREATE TEMP VIEW {table} WITH (security_invoker) AS "
    "SELECT * FROM public.{table} t WHERE t.zone_id IN {zones} AND t.id < {end}"
)
_WITH_FORMER = sql.SQL(
    "CREATE TEMP VIEW {table} WITH (security_invoker) AS SELECT {columns} FROM public.{table} t "
    "WHERE t.zone_id IN {zones} AND t.id < {end} "
    "AND NOT EXISTS (SELECT 1 FROM public.{former} f WHERE {since} AND f.row_id = t.id) "
    "UNION ALL SELECT {columns} FROM (SELECT DISTINCT ON (f.row_id) f.row FROM public.{former} f "
    "WHERE {since} AND f.row_id < {end} ORDER BY f.row_id, f.replaced_at, f.id) kept "
    "CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{table}, kept.row) t"
)


@contextmanager
def as_of(
    moment: datetime | None, *, zone_ids: Iterable[UUID], models: Iterable[type[ZonedModel]]
) -> Iterator[None]:
    """Within the block the zones' rows of `models` are those of `moment` (aware); None is now, and changes nothing.

    Querysets must be evaluated within. Nothing may be written to these models meanwhile. Does not nest for the
    same table.
    """
    if moment is None:
        yield
        return
    tables, zones = list(dict.fromkeys(models)), list(zone_ids)
    with transaction.atomic():
        _run(_view(model, zones, moment) for model in tables)
        yield
        _run(sql.SQL("DROP VIEW {}").format(sql.Identifier(model._meta.db_table)) for model in tables)


def _run(statements: Iterable[sql.Composed]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.as_string(cursor.cursor))


def _view(model: type[ZonedModel], zone_ids: list[UUID], moment: datetime) -> sql.Composed:
    parts: dict[str, Any] = {
        "table": sql.Identifier(model._meta.db_table),
        "zones": sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, zone_ids))),
        "end": sql.Literal(first_id_after(moment)),
    }
    if not is_historic(model):
        return _ADDED_ONLY.format(**parts)
    columns = [sql.SQL("t.{}").format(sql.Identifier(f.column)) for f in model._meta.concrete_fields]
    since = _SINCE.format(zones=parts["zones"], name=sql.Literal(model._meta.db_table), moment=moment)
    return _WITH_FORMER.format(
        **parts, columns=sql.SQL(", ").join(columns), former=sql.Identifier(TABLE), since=since
    )
