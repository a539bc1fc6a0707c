"""Row-level security: every zoned table shows and takes the rows of the zone that is open, and no others.

The owner of the tables is not bound, so migrations, backups and restores go on. Everybody else is: the application's
role, and whatever other role is ever given rights on a table. What is open is the setting `app.zone` of the session,
which `core.postgresql` keeps in step with `core.walls`; not set, it opens nothing.
"""

from collections.abc import Collection
from typing import Any

from guatu.core.walls import EVERY_ZONE

POLICY = "zone_wall"

_SETTING = "current_setting('app.zone', true)"
# Asked in subqueries, so that the setting is read once for a statement and not for each row. A setting that is neither
# an id nor the word for every zone opens nothing.
_ROW_IS_OPEN = (
    f"zone_id = (SELECT CASE WHEN length({_SETTING}) = 36 THEN {_SETTING}::uuid END)"
    f" OR (SELECT {_SETTING} = '{EVERY_ZONE}')"
)


def policy_statements(cursor: Any, tables: Collection[str]) -> list[str]:
    """What has still to be run so that each of `tables` has its wall, and nothing beside it."""
    secured, policies = _found(cursor)
    statements = []
    for table in sorted(tables):
        if table not in secured:
            statements.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        found = policies.get(table, {})
        statements += [f'DROP POLICY "{name}" ON "{table}"' for name, sound in found.items() if not sound]
        if not found.get(POLICY):
            statements.append(_policy_on(table))
    return statements


def tables_without_wall(cursor: Any, tables: Collection[str]) -> list[str]:
    """Those of `tables` whose wall is missing, switched off, or has a hole: a further policy would only open more."""
    secured, policies = _found(cursor)
    return sorted(t for t in tables if t not in secured or policies.get(t) != {POLICY: True})


def _policy_on(table: str) -> str:
    return f'CREATE POLICY {POLICY} ON "{table}" USING ({_ROW_IS_OPEN}) WITH CHECK ({_ROW_IS_OPEN})'


def _found(cursor: Any) -> tuple[set[str], dict[str, dict[str, bool]]]:
    """The tables with row-level security switched on; table → its policies, and whether each is the wall."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
    )
    secured = {row[0] for row in cursor.fetchall()}
    # PostgreSQL keeps a condition in a spelling of its own; a table made for it shows which.
    cursor.execute("CREATE TEMP TABLE guatu_wall (zone_id uuid)")
    cursor.execute(_policy_on("guatu_wall"))
    cursor.execute(
        "WITH policy AS (SELECT p.*, pg_get_expr(polqual, polrelid) AS shows,"
        " pg_get_expr(polwithcheck, polrelid) AS takes FROM pg_policy p),"
        " model AS (SELECT * FROM policy WHERE polrelid = 'pg_temp.guatu_wall'::regclass)"
        " SELECT c.relname, p.polname,"
        " (p.polname, p.polcmd, p.polpermissive, p.polroles, p.shows, p.takes) IS NOT DISTINCT FROM"
        " (m.polname, m.polcmd, m.polpermissive, m.polroles, m.shows, m.takes)"
        " FROM policy p JOIN pg_class c ON c.oid = p.polrelid CROSS JOIN model m"
        " WHERE c.relnamespace = 'public'::regnamespace"
    )
    policies: dict[str, dict[str, bool]] = {}
    for table, name, sound in cursor.fetchall():
        policies.setdefault(table, {})[name] = sound
    cursor.execute("DROP TABLE pg_temp.guatu_wall")
    return secured, policies
