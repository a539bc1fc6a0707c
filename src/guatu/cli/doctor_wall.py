"""What the doctor looks at of the wall between zones: that it stands, binds this role, and is told what is open."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from guatu.cli.finding import Finding
from guatu.core.walls import closed
from guatu.core.zone_policies import tables_without_wall
from guatu.core.zoned_keys import APP_ROLE, zoned_models


def wall() -> Iterator[Finding]:
    """Every table has its policy, the role is bound by it, and with nothing open there is nothing to be seen."""
    tables = sorted(m._meta.db_table for m in zoned_models())
    with connection.cursor() as cursor:
        missing = tables_without_wall(cursor, tables)
        told = "every table shows one zone at a time" if not missing else f"run guatu migrate: {missing}"
        yield Finding("wall", not missing, told)
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        unbound = cursor.fetchone()[0]
        if not unbound and not missing:
            with closed():
                unbound = any(_shows_a_row(cursor, table) for table in tables)
    told = (
        "this role passes through none of it" if not unbound else f"does not bind this role; use {APP_ROLE}"
    )
    yield Finding("wall binds", not unbound, told)


def pooler() -> Iterator[Finding]:
    """What is open is said once and holds for the session. A pooler that gives a session's server to another session
    in between would have one person's zone open for another."""
    first, second = _connect(), None
    try:
        process = _process(first)
        if process == first.info.backend_pid:
            yield Finding("pooler", True, "none between here and the database")
            return
        # Somebody else holds a transaction open: does a session still keep its server?
        second = _connect()
        second.execute("BEGIN")
        shared = _process(second) == process or _process(first) != process
    finally:
        first.close()
        if second is not None:
            second.close()
    told = "sessions keep their server"
    if shared:
        told = "hands a session's server to others; set it to session mode (pool_mode = session in PgBouncer)"
    yield Finding("pooler", not shared, told)


def _shows_a_row(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 – our own names
    return cursor.fetchone() is not None


def _connect() -> "psycopg.Connection[Any]":
    """A session of its own, past Django's pool."""
    parameters = connection.get_connection_params()
    plain: dict[str, Any] = {n: v for n, v in parameters.items() if isinstance(v, str | int)}
    return psycopg.connect(make_conninfo(**plain), autocommit=True)


def _process(session: "psycopg.Connection[Any]") -> int:
    row = session.execute("SELECT pg_backend_pid()").fetchone()
    assert row is not None  # noqa: S101 – for the type checker
    return int(row[0])
