"""Keeping what a row said before it is changed or deleted, so that any figure can be asked as of a past moment.

Every zoned row that is not append-only and not merely derived is historic: before an UPDATE or DELETE its state is
copied into `core_formerrow`, in the same transaction. `core.past` reads it back. A change that went past this
is noticed: see `History`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from guatu.core.ids import moment_of, new_id

TABLE = "core_formerrow"

_INTO = 'INSERT INTO "core_formerrow" (id, zone_id, table_name, row_id, replaced_at, row)'
_KEEP = _INTO + ' SELECT gen_random_uuid(), t.zone_id, %s, t.id, %s, to_jsonb(t) FROM "{table}" t WHERE '  # noqa: S608
_SHOW = 'SELECT t.zone_id, t.id, to_jsonb(t)::text FROM "{table}" t WHERE '
# How many former rows go out with one statement on a cluster.
_BLOCK = 1_000


class HistoryLost(RuntimeError):
    """Rows were changed whose former state was not kept: a fault of the program, never of its user."""


class History:
    """What one unit of work kept and changed, by table; more changed than kept is a fault."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()

    def check(self) -> None:
        """Raises `HistoryLost` naming the tables."""
        lost = sorted(table for table, rows in self.changed.items() if rows > self.kept[table])
        if lost:
            raise HistoryLost(", ".join(lost))


current_history: ContextVar[History | None] = ContextVar("guatu_history", default=None)


def is_historic(model: type[Model]) -> bool:
    """Whether former states of the model's rows are kept."""
    return getattr(model, "historic", False) and not getattr(model, "append_only", False)


def keep_row(model: type[Model], zone_id: UUID, row_id: UUID) -> None:
    """Keep one row as it stands."""
    _keep(model, "t.zone_id = %s AND t.id = %s", [zone_id, row_id])


def keep_rows(rows: QuerySet[Any]) -> None:
    """Keep every row of a queryset over a zoned model as it stands (one statement)."""
    try:
        query, params = rows.order_by().values("zone_id", "id").query.sql_with_params()
    except EmptyResultSet:
        return
    _keep(rows.model, f"(t.zone_id, t.id) IN ({query})", list(params))


def keep_instances(model: type[Model], instances: Sequence[Any]) -> None:
    """Keep the rows of these instances as they stand in the database."""
    if instances:
        zones = sorted({instance.zone_id for instance in instances})
        _keep(model, "t.zone_id = ANY(%s) AND t.id = ANY(%s)", [zones, [one.pk for one in instances]])


def _keep(model: type[Model], where: str, params: Sequence[Any]) -> None:
    if not is_historic(model):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        moment = moment_of(new_id())
        if connection.is_distributed:  # type: ignore[attr-defined]
            kept = _keep_by_values(cursor, table, moment, where, params)
        else:
            cursor.execute(_KEEP.format(table=table) + where, [table, moment, *params])
            kept = cursor.rowcount
        history = current_history.get()
        if history is not None:
            history.kept[table] += kept


def _keep_by_values(cursor: Any, table: str, moment: datetime, where: str, params: Sequence[Any]) -> int:
    """On a cluster an INSERT that takes its rows out of a SELECT is refused behind the wall between zones."""
    cursor.execute(_SHOW.format(table=table) + where, params)
    rows = cursor.fetchall()
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        values = [v for zone_id, row_id, row in block for v in (uuid4(), zone_id, table, row_id, moment, row)]
        cursor.execute(f"{_INTO} VALUES {', '.join(['(%s, %s, %s, %s, %s, %s)'] * len(block))}", values)
    return len(rows)
