"""`guatu citus distribute`. What it does on a cluster is tried where DATABASE_URL names a coordinator."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from guatu.cli.citus import command
from guatu.core import zoned_keys
from guatu.core.citus import NoCitus, kept_from_nodes, standing
from guatu.core.distribution import Place
from guatu.core.zone_policies import tables_without_wall

pytestmark = pytest.mark.django_db
TABLE = "grids_substitute"


@pytest.fixture
def on_cluster(on_citus: bool) -> Iterator[None]:
    """As the owner of the tables, where there is a cluster."""
    if not on_citus:
        pytest.skip("DATABASE_URL names no Citus coordinator")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        yield
        cursor.execute("SET ROLE guatu_app")


def distributed() -> dict[str, dict[str, str]]:
    done = CliRunner().invoke(command, ["distribute", "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


def references() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
            [TABLE],
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.no_citus("it is there")
def test_without_citus_it_says_so() -> None:
    with pytest.raises(NoCitus, match="Citus is not in this database: CREATE EXTENSION citus"):
        CliRunner().invoke(command, ["distribute"], catch_exceptions=False)


def test_what_lies_in_its_place_is_left_alone(on_cluster: None) -> None:
    found = distributed()
    assert found["placed"] == {}
    assert found["standing"]["projects_project"] == "distributed"
    assert found["standing"]["organization_unit"] == "reference"
    assert found["standing"]["core_zone"] == "reference"
    assert "0 placed. " in CliRunner().invoke(command, ["distribute"]).stdout


def test_a_database_whose_migrations_wait_is_not_distributed(
    on_cluster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one", "two"])
    with pytest.raises(NoCitus, match="2 migrations wait: guatu migrate first"):
        CliRunner().invoke(command, ["distribute"], catch_exceptions=False)


def test_a_table_that_numbers_its_rows_can_lose_its_reference(on_cluster: None) -> None:
    """By itself Citus would make it anew without its knowledge of it, which it refuses for such a table."""
    with connection.cursor() as cursor:
        zoned_keys.apply(connection)
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'mfa_authenticator'::regclass"
        )
        ((name,),) = cursor.fetchall()
        cursor.execute(f'ALTER TABLE mfa_authenticator DROP CONSTRAINT "{name}"')
        assert standing(cursor)["mfa_authenticator"] is Place.LOCAL


def test_what_the_queue_is_made_of_stays_on_the_coordinator(on_cluster: None) -> None:
    handed_on = "SELECT current_setting('citus.enable_ddl_propagation')"
    with connection.cursor() as cursor:
        with kept_from_nodes(connection):
            cursor.execute(handed_on)
            assert cursor.fetchone() == ("off",)
        cursor.execute(handed_on)
        assert cursor.fetchone() == ("on",)


def test_a_table_that_waits_is_placed_with_its_references_and_its_wall(on_cluster: None) -> None:
    before = references()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", [TABLE]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        cursor.execute(f"DROP POLICY zone_wall ON {TABLE}")
        cursor.execute(f"SELECT undistribute_table('{TABLE}')")
        assert TABLE not in standing(cursor) or standing(cursor)[TABLE] is Place.LOCAL
        # What a migration does at its end is enough.
        zoned_keys.apply(connection)
        assert standing(cursor)[TABLE] is Place.DISTRIBUTED
        assert tables_without_wall(cursor, [TABLE]) == []
    assert len(before) == 3
    assert references() == before
