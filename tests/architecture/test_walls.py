"""The wall between zones has no hole: every table has it, and who opens all zones is written down here."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connection

from guatu.core import zoned_keys
from guatu.core.zone_policies import tables_without_wall
from guatu.core.zoned_keys import zoned_models

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guatu"
PYTHON = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]

# File → why it asks across zones. Whoever adds one says here why it cannot ask zone by zone.
ASKS_EVERY_ZONE = {
    "organization/selectors.py": "which zones somebody works in, after signing in",
    "organization/sign_in_rules.py": "what the zones of somebody who signs in demand of them, the strictest of each",
    "organization/sessions.py": "in which zones' records somebody's coming and going stands",
    "organization/use_cases/reset_password.py": "whether an account serves another zone, yes or no",
    "zones/selectors/reading.py": "figures of the zones below a city or a province, one query a source for all of them",
    "backups/write.py": "a backup by the application's role holds every zone, as one by the owner does",
    "cli/user.py": "whose account it is, on the machine, where no zone was named",
}
# Connections past Django's, which are not told what is open and therefore see nothing behind the wall.
CONNECTS_PAST_DJANGO = {"server/up.py", "server/live_stream.py", "cli/doctor_wall.py"}
TELLING = re.compile(r"SET (LOCAL )?app\.zone")
TELLS_THE_SERVER = {"core/postgresql/base.py"}


def files_with(*names: str) -> set[str]:
    """The files in which one of the names is called, as `name(…)` or `….name(…)`."""
    found = set()
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if any(called == name or called.endswith(f".{name}") for name in names):
                    found.add(str(path.relative_to(SOURCE)))
    return found


def test_every_zone_is_opened_in_these_places_alone() -> None:
    assert files_with("every_zone_open") == set(ASKS_EVERY_ZONE)


def test_the_server_is_told_in_one_place_and_asked_past_django_in_few() -> None:
    connecting = files_with("psycopg.connect", "AsyncConnection.connect")
    assert connecting == CONNECTS_PAST_DJANGO
    telling = {str(p.relative_to(SOURCE)) for p in PYTHON if TELLING.search(p.read_text("utf-8"))}
    assert telling == TELLS_THE_SERVER
    assert not any("set_config(" in p.read_text("utf-8") for p in PYTHON)


@pytest.mark.django_db
def test_every_zoned_table_stands_behind_the_wall() -> None:
    tables = {m._meta.db_table for m in zoned_models()}
    with connection.cursor() as cursor:
        assert tables_without_wall(cursor, tables) == []
        cursor.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
        assert {row[0] for row in cursor.fetchall()} == tables
        # Whatever has a zone is a zoned table; a table that nobody declared would stand before the wall.
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'zone_id'"
        )
        assert {row[0] for row in cursor.fetchall()} == tables
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hole",
    [
        "ALTER TABLE organization_unit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY zone_wall ON organization_unit",
        "CREATE POLICY more ON organization_unit FOR SELECT USING (true)",
        "ALTER POLICY zone_wall ON organization_unit USING (true)",
        "ALTER POLICY zone_wall ON organization_unit TO guatu_owner",
    ],
)
def test_a_hole_is_found_and_mended(hole: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        cursor.execute(hole)
        assert tables_without_wall(cursor, ["organization_unit"]) == ["organization_unit"]
        zoned_keys.apply(connection)
        assert tables_without_wall(cursor, ["organization_unit"]) == []
        statements = zoned_keys.apply(connection)
        assert not [s for s in statements if "POLICY" in s or "ROW LEVEL" in s], "once is enough"
        cursor.execute("SET ROLE guatu_app")
