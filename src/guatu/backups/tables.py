"""The tables of a database, read from its catalogue, out and in by COPY as text.

By COPY and not by pg_dump: the embedded PostgreSQL's programs speak no TLS, a dump depends on the server's version and
on roles, and what is restored shall have the keys and rights that the program's own migrations give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# What the migrations themselves keep (a backup says which were applied instead), and counters of a few minutes.
_NOT_COPIED = ("django_migrations", "core_cache", "core_ratecount")
# One form of every value, whatever the server's and the role's settings are.
_FORM = (
    "SET LOCAL datestyle = 'ISO, MDY'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
_IS_TABLE = (
    "c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' "
    "AND c.relnamespace = 'public'::regnamespace "
    "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns, without those that the database computes."""

    name: str
    columns: tuple[str, ...]

    def copy_out(self) -> str:
        return f"COPY (SELECT {self._columns()} FROM {quoted(self.name)}) TO STDOUT"  # noqa: S608

    def copy_in(self) -> str:
        return f"COPY {quoted(self.name)} ({self._columns()}) FROM STDIN"

    def _columns(self) -> str:
        return ", ".join(map(quoted, self.columns))


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def fix_form(cursor: Any) -> None:
    """For the rest of the transaction, values are written and read in one form."""
    for statement in _FORM:
        cursor.execute(statement)


def tables(cursor: Any) -> list[Table]:
    """Every table whose rows a backup holds, by name."""
    cursor.execute(
        "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c "  # noqa: S608
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
        f"AND a.attgenerated = '' WHERE {_IS_TABLE} GROUP BY c.relname ORDER BY c.relname"
    )
    return [Table(name, tuple(columns)) for name, columns in cursor.fetchall() if name not in _NOT_COPIED]


def sequences(cursor: Any) -> dict[str, int | None]:
    """Each sequence with the last number it gave, or None."""
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1")
    return dict(cursor.fetchall())


def set_sequences(cursor: Any, values: dict[str, int | None]) -> None:
    """Go on from where the numbers stood."""
    known = sequences(cursor)
    for name, value in values.items():
        if name in known:
            # One that gave nothing yet begins anew.
            cursor.execute(
                "SELECT setval(%s::regclass, %s, %s)",
                [f"public.{quoted(name)}", value or 1, value is not None],
            )


def applied_migrations(cursor: Any) -> list[str]:
    """`app.name` of each; empty for a database where none was."""
    cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return []
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [row[0] for row in cursor.fetchall()]


class Unbound:
    """While tables are filled: no references between them, no triggers. `bind` puts both back and so checks all."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        cursor.execute(
            "SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k "  # noqa: S608
            f"JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f' AND k.conparentid = 0 AND {_IS_TABLE}"
        )
        self._references = list(cursor.fetchall())
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "  # noqa: S608
            f"WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND {_IS_TABLE}"
        )
        self._triggered = [row[0] for row in cursor.fetchall()]
        for table, name, _ in self._references:
            cursor.execute(f"ALTER TABLE {quoted(table)} DROP CONSTRAINT {quoted(name)}")
        for table in self._triggered:
            cursor.execute(f"ALTER TABLE {quoted(table)} DISABLE TRIGGER USER")

    def bind(self) -> None:
        for table, name, definition in self._references:
            self._cursor.execute(f"ALTER TABLE {quoted(table)} ADD CONSTRAINT {quoted(name)} {definition}")
        for table in self._triggered:
            self._cursor.execute(f"ALTER TABLE {quoted(table)} ENABLE TRIGGER USER")


def named_files(cursor: Any, found: list[Table]) -> Iterator[tuple[str, str, str]]:
    """(table, name in the storage, SHA-256) of each file that a row speaks of."""
    for table in found:
        if {"storage_name", "sha256"} <= set(table.columns):
            cursor.execute(
                f"SELECT DISTINCT storage_name, sha256 FROM {quoted(table.name)} "  # noqa: S608
                "WHERE storage_name <> '' ORDER BY 1"
            )
            for name, digest in cursor.fetchall():
                yield table.name, name, digest
