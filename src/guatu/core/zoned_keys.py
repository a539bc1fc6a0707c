"""The step after each migration that makes the keys of zoned tables, the wall between zones and the rights of the
application's role.

Idempotent: it looks at the catalogue and does what is missing.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from guatu.core import citus
from guatu.core.zone_policies import policy_statements
from guatu.core.zoned import ZonedModel, ZoneForeignKey

APP_ROLE = "guatu_app"

_COLUMNS_OF_KEYS = (
    "SELECT c.conrelid::regclass::text, c.conname, array_agg(a.attname::text ORDER BY k.position) "
    "FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(number, position) "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number "
)


def zoned_models() -> list[type[ZonedModel]]:
    """Every concrete zoned model."""
    return [m for m in apps.get_models() if issubclass(m, ZonedModel) and m._meta.managed]


def zone_foreign_keys(model: type[ZonedModel]) -> list[Any]:
    """The foreign keys of `model` that point at zoned tables."""
    return [f for f in model._meta.local_fields if isinstance(f, ZoneForeignKey)]


def apply(
    connection: BaseDatabaseWrapper, *, distribute: bool = False, shards: int = citus.SHARDS
) -> list[str]:
    """Make composite keys, build the wall and grant rights; returns the statements that were run.

    On a cluster whatever is new is placed too, once the database has been distributed: `distribute` begins with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
        models = [m for m in zoned_models() if m._meta.db_table in tables]
        primary = _primary_keys(cursor)
        done = _run(cursor, [s for m in models for s in _primary_key(m, primary)])
        distribute = distribute or citus.is_distributed(citus.standing(cursor))
        if distribute:
            done += citus.place(cursor, citus.shapes(tables), shards=shards)
        references = _references(cursor)
        done += _run(cursor, [s for m in models for s in _foreign_keys(m, references, tables)])
        if distribute:
            done += citus.keep_known(cursor)
        done += _run(cursor, policy_statements(cursor, [m._meta.db_table for m in models]))
        rights = _rights(cursor, models)
        # At once: between what is granted on every table and what is taken back on some lies no moment in which the
        # record could be changed.
        with transaction.atomic(using=connection.alias):
            done += _run(cursor, rights)
    return done


def _run(cursor: Any, statements: list[str]) -> list[str]:
    for statement in statements:
        cursor.execute(statement)
    return statements


def _primary_keys(cursor: Any) -> dict[str, tuple[str, list[str]]]:
    """Table → the name and the columns of its primary key."""
    cursor.execute(_COLUMNS_OF_KEYS + "WHERE c.contype = 'p' GROUP BY 1, 2")
    return {table.strip('"'): (name, columns) for table, name, columns in cursor.fetchall()}


def _references(cursor: Any) -> set[tuple[str, tuple[str, ...]]]:
    """The columns of every foreign key, with their table."""
    cursor.execute(_COLUMNS_OF_KEYS + "WHERE c.contype = 'f' GROUP BY 1, 2")
    return {(table.strip('"'), tuple(columns)) for table, _name, columns in cursor.fetchall()}


def _primary_key(model: type[ZonedModel], primary: dict[str, tuple[str, list[str]]]) -> list[str]:
    table = model._meta.db_table
    name, columns = primary.get(table, ("", []))
    if columns == ["zone_id", "id"]:
        return []
    # One after the other: Citus takes no two of them in one statement.
    drop = [f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'] if name else []
    return [*drop, f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (zone_id, id)']


def constraint_name(table: str, column: str) -> str:
    """A stable name of at most 63 bytes for the composite foreign key."""
    name = f"{table}_{column}_zone_fk"
    if len(name) <= 63:
        return name
    return name[:48] + "_" + hashlib.sha256(name.encode()).hexdigest()[:10]


def _foreign_keys(
    model: type[ZonedModel], found: set[tuple[str, tuple[str, ...]]], tables: set[str]
) -> list[str]:
    """The composite ones between zoned tables; and those of Django, which placing a table takes off."""
    table = model._meta.db_table
    statements = []
    fields: list[Any] = list(model._meta.local_fields)
    for field in fields:
        remote = field.remote_field.model._meta.db_table if field.remote_field else None
        if remote not in tables:
            continue
        column, add = field.column, f'ALTER TABLE "{table}" ADD CONSTRAINT'
        name = constraint_name(table, column)
        if isinstance(field, ZoneForeignKey):
            if (table, ("zone_id", column)) not in found:
                statements.append(
                    f'{add} "{name}" FOREIGN KEY (zone_id, "{column}") REFERENCES "{remote}" (zone_id, id)'
                )
        elif field.db_constraint and (table, (column,)) not in found:
            statements.append(
                f'{add} "{name}" FOREIGN KEY ("{column}") REFERENCES "{remote}" (id) DEFERRABLE INITIALLY DEFERRED'
            )
    return statements


def _rights(cursor: Any, models: list[type[ZonedModel]]) -> list[str]:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
    if cursor.fetchone() is None:
        return []
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APP_ROLE}",
    ]
    statements += [
        f'REVOKE UPDATE, DELETE, TRUNCATE ON "{m._meta.db_table}" FROM {APP_ROLE}'
        for m in models
        if m.append_only
    ]
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    if cursor.fetchone()[0]:
        statements.append(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE}")
    return statements
