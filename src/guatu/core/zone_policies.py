"""Row-level security: every zoned table shows and takes the rows of the zone that is open, and no others.

The owner of the tables is not bound, so migrations, backups and restores go on. Everybody else is: the application's
role, and whatever other role is ever given rights on a table. What is open is the setting `app.zone` of the session,
which `core.postgresql` keeps in step with `core.walls`; not set, it opens nothing.
"""

from collections.abc import Collection
from typing import Any

from guatu.core.citus import standing
from guatu.core.walls import EVERY_ZONE

POLICY = "zone_wall"

_SETTING = "current_setting('app.zone', true)"
# Asked in subqueries, so that the setting is read once for a statement and not for each row. A setting that is neither
# an id nor the word for every zone opens nothing.
_ROW_IS_OPEN = (
    f"zone_id = (SELECT CASE WHEN length({_SETTING}) = 36 THEN {_SETTING}::uuid END)"
    f" OR (SELECT {_SETTING} = '{EVERY_ZONE}')"
)
# The same for a table on a cluster. Citus hands policies to the nodes; it takes no subqueries in them, and works out
# both sides of a CASE beforehand, so that words that are no id would not open nothing but fail.
_ROW_IS_OPEN_ON_NODES = f"{_SETTING} IN (zone_id::text, '{EVERY_ZONE}')"
# Tables made for a moment → whether their policy is that of tables on a cluster.
_MODELS = {"guatu_wall": False, "guatu_wall_on_nodes": True}


def policy_statements(cursor: Any, tables: Collection[str]) -> list[str]:
    """What has still to be run so that each of `tables` has its wall, and nothing beside it."""
    placed = standing(cursor)
    secured, policies = _found(cursor, placed)
    statements = []
    for table in sorted(tables):
        if table not in secured:
            statements.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        found = policies.get(table, {})
        statements += [f'DROP POLICY "{name}" ON "{table}"' for name, sound in found.items() if not sound]
        if not found.get(POLICY):
            statements.append(_policy_on(table, on_nodes=table in placed))
    return statements


def tables_without_wall(cursor: Any, tables: Collection[str]) -> list[str]:
    """Those of `tables` whose wall is missing, switched off, or has a hole: a further policy would only open more."""
    secured, policies = _found(cursor, standing(cursor))
    return sorted(t for t in tables if t not in secured or policies.get(t) != {POLICY: True})


def _policy_on(table: str, *, on_nodes: bool) -> str:
    condition = _ROW_IS_OPEN_ON_NODES if on_nodes else _ROW_IS_OPEN
    return f'CREATE POLICY {POLICY} ON "{table}" USING ({condition}) WITH CHECK ({condition})'


def _found(cursor: Any, placed: Collection[str]) -> tuple[set[str], dict[str, dict[str, bool]]]:
    """The tables with row-level security switched on; table → its policies, and whether each is the wall."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
    )
    secured = {row[0] for row in cursor.fetchall()}
    # PostgreSQL keeps a condition in a spelling of its own; tables made for it show which.
    for model, on_nodes in _MODELS.items():
        cursor.execute(f"CREATE TEMP TABLE {model} (zone_id uuid)")
        cursor.execute(_policy_on(model, on_nodes=on_nodes))
    cursor.execute(
        "WITH policy AS (SELECT p.*, pg_get_expr(polqual, polrelid) AS shows,"
        " pg_get_expr(polwithcheck, polrelid) AS takes FROM pg_policy p),"
        " model AS (SELECT *, polrelid = 'pg_temp.guatu_wall_on_nodes'::regclass AS on_nodes FROM policy"
        " WHERE polrelid IN ('pg_temp.guatu_wall'::regclass, 'pg_temp.guatu_wall_on_nodes'::regclass))"
        " SELECT c.relname, p.polname,"
        " (p.polname, p.polcmd, p.polpermissive, p.polroles, p.shows, p.takes) IS NOT DISTINCT FROM"
        " (m.polname, m.polcmd, m.polpermissive, m.polroles, m.shows, m.takes)"
        " FROM policy p JOIN pg_class c ON c.oid = p.polrelid"
        " JOIN model m ON m.on_nodes = (c.relname = ANY(%s)) WHERE c.relnamespace = 'public'::regnamespace",
        [list(placed)],
    )
    policies: dict[str, dict[str, bool]] = {}
    for table, name, sound in cursor.fetchall():
        policies.setdefault(table, {})[name] = sound
    for model in _MODELS:
        cursor.execute(f"DROP TABLE pg_temp.{model}")
    return secured, policies
