"""Citus: whether it is there, where its tables lie, and placing those that wait.

What belongs where is decided in `core.distribution`; the keys, the wall and the rights of placed tables are made by
`core.zoned_keys`, which calls `place` between its steps.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.apps import apps
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from guatu.core.distribution import Place, TableShape, moves
from guatu.core.errors import Refused
from guatu.core.zoned import ZonedModel, ZoneForeignKey

SHARDS = 32
# By this table the others are colocated, and by it one sees whether the database is distributed.
_FIRST = "core_formerrow"
# What every session of the database begins with. What is open is told within a transaction (`core.postgresql`), and
# passed on to the nodes. What changes several shards goes from one to the next: at the same time, Citus refuses it
# beside changes of copied tables in one transaction.
_SETTINGS = {"citus.propagate_set_commands": "local", "citus.multi_shard_modify_mode": "sequential"}


class NoCitus(Refused):
    """The database cannot be distributed as it stands; says what is missing."""


def require_coordinator(cursor: Any) -> None:
    """Raises `NoCitus`, saying what to do, unless this is the migrated database of a coordinator."""
    if not has_citus(cursor):
        raise NoCitus("Citus is not in this database: CREATE EXTENSION citus, as a superuser, on every node.")
    cursor.execute(
        "SELECT (SELECT groupid FROM pg_dist_local_group), count(*), count(*) FILTER (WHERE groupid = 0),"
        " count(*) FILTER (WHERE shouldhaveshards), to_regclass('core_zone') IS NOT NULL FROM pg_dist_node"
    )
    group, nodes, coordinators, holding, migrated = cursor.fetchone()
    if group != 0:
        raise NoCitus("This is a worker of the cluster; DATABASE_URL has to name its coordinator.")
    if nodes and not coordinators:
        raise NoCitus(
            "The coordinator is not among the nodes: SELECT citus_set_coordinator_host('its name', its port)."
        )
    if nodes and not holding:
        raise NoCitus(
            "No node may hold rows: citus_add_node(…), or for the coordinator alone "
            "SELECT citus_set_node_property('its name', its port, 'shouldhaveshards', true)."
        )
    if not migrated:
        raise NoCitus("The database is empty: guatu migrate first.")
    executor = MigrationExecutor(connection)
    if waiting := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        raise NoCitus(f"{waiting} migrations wait: guatu migrate first.")


def on_cluster() -> bool:
    """Whether this connection's database is distributed."""
    return bool(connection.is_distributed)  # type: ignore[attr-defined]


def has_citus(cursor: Any) -> bool:
    """Whether the extension is in this database."""
    cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')")
    there: bool = cursor.fetchone()[0]
    return there


def standing(cursor: Any) -> dict[str, Place]:
    """Table → where Citus keeps it; empty without Citus. Tables that it does not know are local and left out."""
    if not has_citus(cursor):
        return {}
    cursor.execute(
        "SELECT c.relname, CASE WHEN p.partmethod = 'h' THEN 'distributed' WHEN p.repmodel = 't' THEN 'reference'"
        " ELSE 'local' END FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid"
        " WHERE c.relnamespace = 'public'::regnamespace"
    )
    return {name: Place(place) for name, place in cursor.fetchall()}


@contextmanager
def kept_from_nodes(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Within the block Citus hands no CREATE and no ALTER on to the nodes. Without Citus it does nothing."""
    with database.cursor() as cursor:
        cursor.execute("SELECT current_setting('citus.enable_ddl_propagation', true)")
        (hands_on,) = cursor.fetchone()
        if hands_on is None:
            yield
            return
        cursor.execute("SET citus.enable_ddl_propagation = off")
    try:
        yield
    finally:
        # A connection that is lost takes its settings along.
        with suppress(Error), database.cursor() as cursor:
            cursor.execute(f"SET citus.enable_ddl_propagation = {hands_on}")


def is_distributed(placed: dict[str, Place]) -> bool:
    """Whether the database was distributed before, so that whatever a migration adds is placed too."""
    return placed.get(_FIRST) is Place.DISTRIBUTED


def keep_known(cursor: Any) -> list[str]:
    """Tables on the coordinator that Citus came to know by their references stay known; returns what was run.

    By itself it would forget one that loses its last reference, and to do so makes the table anew, which it refuses
    where the table numbers its rows: no later migration and no restore could take that reference off.
    """
    if not has_citus(cursor):
        return []
    cursor.execute(
        "SELECT logicalrelid::regclass::text FROM pg_dist_partition WHERE autoconverted ORDER BY 1"
    )
    return _run(
        cursor, [f"SELECT citus_add_local_table_to_metadata('{name}')" for (name,) in cursor.fetchall()]
    )


def shapes(tables: Collection[str]) -> list[TableShape]:
    """Every model's table that is among `tables`, as the models describe it."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        name = model._meta.db_table
        if name in tables and model._meta.managed:
            fields: list[Any] = list(model._meta.local_fields)
            refers_to = frozenset(
                field.remote_field.model._meta.db_table
                for field in fields
                if field.remote_field and (field.db_constraint or isinstance(field, ZoneForeignKey))
            )
            found[name] = TableShape(
                name, model.distribution if issubclass(model, ZonedModel) else None, refers_to
            )
    return list(found.values())


def place(cursor: Any, described: Iterable[TableShape], *, shards: int = SHARDS) -> list[str]:
    """Place what waits; returns the statements that were run.

    References and walls of a table that is moved are taken off before, for Citus takes none between tables of which one
    is still local; the step after migrations makes them again. Until then the application's role is shown no row of it.
    """
    described = list(described)
    waiting = moves(described, standing(cursor))
    done = _run(cursor, _settings(cursor))
    if not waiting:
        return done
    names = [name for name, _place in waiting]
    zoned = [shape.name for shape in described if shape.distribution]
    done += _run(cursor, _in_the_way(cursor, names, zoned))
    # The first one makes the group of shards that all others join.
    waiting.sort(key=lambda move: (move[1] is Place.DISTRIBUTED, move[0] != _FIRST))
    for name, where in waiting:
        done += _run(cursor, _placing(name, where, shards))
    return done


def _placing(name: str, where: Place, shards: int) -> list[str]:
    if where is Place.REFERENCE:
        return [f"SELECT create_reference_table('{name}')"]
    with_whom = (
        f"shard_count => {shards}, colocate_with => 'none'"
        if name == _FIRST
        else f"colocate_with => '{_FIRST}'"
    )
    return [
        f"SELECT create_distributed_table('{name}', 'zone_id', {with_whom})",
        f"SELECT truncate_local_data_after_distributing_table('{name}')",
    ]


def _settings(cursor: Any) -> list[str]:
    statements = []
    for name, value in _SETTINGS.items():
        cursor.execute("SELECT current_setting(%s), current_database()", [name])
        found, database = cursor.fetchone()
        if found != value:
            statements.append(f"ALTER DATABASE \"{database}\" SET {name} = '{value}'")
            statements.append(f"SET {name} = '{value}'")
    return statements


def _in_the_way(cursor: Any, names: list[str], zoned: list[str]) -> list[str]:
    cursor.execute(
        "SELECT t.relname, k.conname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid"
        " JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND t.relnamespace = 'public'::regnamespace"
        " AND t.relname = ANY(%s) AND (t.relname = ANY(%s) OR r.relname = ANY(%s)) ORDER BY 1, 2",
        [zoned, names, names],
    )
    statements = [f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"' for table, name in cursor.fetchall()]
    cursor.execute(
        "SELECT tablename, policyname FROM pg_policies WHERE tablename = ANY(%s) ORDER BY 1", [names]
    )
    return statements + [f'DROP POLICY "{name}" ON "{table}"' for table, name in cursor.fetchall()]


def _run(cursor: Any, statements: list[str]) -> list[str]:
    for statement in statements:
        cursor.execute(statement)
    return statements
