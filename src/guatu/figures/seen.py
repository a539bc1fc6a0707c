"""What of a source's rows the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from guatu.core.actor import Actor
from guatu.figures.source import Source


class Seen:
    """Asked once for each source. Rights are those of today: before the past is read, `settle` writes down which
    objects may be seen, so that the tables of rights may themselves stand for their past."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._visible: dict[str, QuerySet[Any] | None] = {}
        self._settled: dict[str, str] = {}

    def only_a_part(self, source: Source) -> bool:
        return self._of(source) is not None

    def of(self, source: Source, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `rows` whose object the actor may see."""
        visible = self._of(source)
        if visible is None:
            return rows
        table = self._settled.get(source.name)
        ids: Any = (
            RawSQL(f'SELECT id FROM pg_temp."{table}"', ())  # noqa: S608, S611  a name of our own
            if table
            else visible.order_by().values("id")
        )
        return rows.filter(**{f"{source.object}__in": ids})

    def settle(self, sources: Iterable[Source]) -> None:
        """Write down what may be seen of these sources, until the transaction ends."""
        for source in {source.name: source for source in sources}.values():
            visible = self._of(source)
            if visible is None or source.name in self._settled:
                continue
            table = f"guatu_seen_{source.name}"
            query, params = visible.order_by().values("id").query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{table}"')
                cursor.execute(f'CREATE TEMP TABLE "{table}" ON COMMIT DROP AS {query}', params)
            self._settled[source.name] = table

    def forget(self) -> None:
        """The transaction has ended, and what was written down is gone."""
        self._settled.clear()

    def _of(self, source: Source) -> QuerySet[Any] | None:
        if source.name not in self._visible:
            self._visible[source.name] = source.visible(self.actor)
        return self._visible[source.name]
