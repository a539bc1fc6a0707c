"""The wall between zones, tried by going round the ORM: whatever is asked, PostgreSQL keeps to the open zone."""

import asyncio
from collections.abc import Iterator
from threading import Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError

from guatu.core.bulk import copy_rows
from guatu.core.ids import new_id
from guatu.core.models import Zone
from guatu.core.postgresql.base import DatabaseWrapper
from guatu.core.use_case import use_case
from guatu.core.walls import (
    EVERY_ZONE,
    NOTHING,
    WallBetweenZones,
    carried,
    closed,
    every_zone_open,
    open_zone_here,
    what_is_open,
    zone_open,
)
from guatu.core.zoned_keys import zoned_models
from guatu.organization.models import Unit
from guatu.organization.use_cases.open_zone import open_zone
from tests.builders import a_unit, a_zone, console

pytestmark = pytest.mark.forgets_zone

REFUSED = "row-level security policy"
TABLES = sorted(m._meta.db_table for m in zoned_models())


def raw(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if cursor.description else [(cursor.rowcount,)]


def zones_seen(table: str) -> set[UUID]:
    return {row[0] for row in raw(f'SELECT DISTINCT zone_id FROM "{table}"')}


def full_zone(code: str) -> Zone:
    zone = Zone(code=code, name=f"{code}区")
    open_zone(actor=console(zone), zone=zone)
    a_unit(zone)
    return zone


@pytest.fixture
def here(db: None) -> Zone:
    return full_zone("AA")


@pytest.fixture
def there(db: None) -> Zone:
    return full_zone("BB")


# --- what is shown ---


def test_of_every_table_only_the_open_zone_is_shown(here: Zone, there: Zone) -> None:
    with_rows = [table for table in TABLES if zones_seen(table) == {here.id, there.id}]
    assert len(with_rows) >= 10, "the test needs tables with rows of both"
    for zone in (here, there):
        with zone_open(zone.id):
            assert [table for table in TABLES if zones_seen(table) - {zone.id}] == []
            assert [table for table in with_rows if zones_seen(table) != {zone.id}] == []


def test_with_nothing_open_nothing_is_shown(here: Zone) -> None:
    with closed():
        assert [table for table in TABLES if zones_seen(table)] == []
        assert not Unit.objects.filter(zone=here).exists()
    assert Unit.objects.filter(zone=here).exists()


@pytest.mark.parametrize("told", ["", "every zone", "EVERY", "0", "*", "every ", "'' OR true"])
def test_words_that_name_no_zone_open_nothing(here: Zone, told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.zone', %s, false)", [told])
        # Past the backend, which would tell the server what is really open.
        found = cursor.cursor.execute("SELECT count(*) FROM organization_unit").fetchone()
        assert found[0] == 0
        cursor.cursor.execute("RESET app.zone")
        assert cursor.cursor.execute("SELECT count(*) FROM organization_unit").fetchone()[0] == 0
    connection.forget_what_was_told()  # type: ignore[attr-defined]


def test_joins_subqueries_and_copies_out_keep_to_the_zone(here: Zone, there: Zone) -> None:
    theirs = Unit.objects.filter(zone=there).values_list("id", flat=True)[0]
    with zone_open(here.id):
        assert raw(
            "SELECT count(*) FROM core_zone z JOIN organization_unit u ON u.zone_id = z.id WHERE z.id = %s",
            there.id,
        ) == [(0,)]
        assert raw("SELECT (SELECT name FROM organization_unit WHERE id = %s)", theirs) == [(None,)]
        assert copied_out("(SELECT zone_id FROM organization_unit)") == {str(here.id)}


@pytest.mark.no_citus(
    "a whole table is copied out in sessions of their own on the nodes, which are shown nothing"
)
def test_whole_tables_are_copied_out_within_the_zone(here: Zone, there: Zone) -> None:
    with zone_open(here.id):
        assert copied_out("organization_unit (zone_id)") == {str(here.id)}


def copied_out(what: str) -> set[str]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {what} TO STDOUT") as copy:
        return {bytes(row).decode().strip() for row in copy}


# --- what is taken ---


def test_rows_of_another_zone_are_neither_changed_nor_deleted(here: Zone, there: Zone) -> None:
    before = raw("SELECT id, name FROM organization_unit WHERE zone_id = %s ORDER BY id", there.id)
    with zone_open(here.id):
        assert raw("UPDATE organization_unit SET name = 'x' WHERE zone_id = %s", there.id) == [(0,)]
        assert raw("UPDATE organization_unit SET name = 'x' WHERE id = %s", before[0][0]) == [(0,)]
        assert raw("DELETE FROM organization_unit WHERE zone_id = %s", there.id) == [(0,)]
    assert raw("SELECT id, name FROM organization_unit WHERE zone_id = %s ORDER BY id", there.id) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE organization_unit SET zone_id = %(there)s WHERE parent_id IS NOT NULL",
        "INSERT INTO core_formerrow (id, zone_id, table_name, row_id, replaced_at, row)"
        " VALUES (%(new)s, %(there)s, 'x', %(new)s, now(), '{}')",
    ],
)
def test_rows_are_not_put_into_another_zone(here: Zone, there: Zone, sql: str) -> None:
    with connection.cursor() as cursor, zone_open(here.id), transaction.atomic():
        with pytest.raises(DatabaseError, match=r"row-level security"):
            cursor.execute(sql, {"new": new_id(), "there": there.id})
        transaction.set_rollback(True)


@pytest.fixture
def rows_lie_elsewhere(on_citus: bool) -> None:
    """Skips where a coordinator holds rows itself: into its own shards Citus copies past the wall."""
    if on_citus:
        with connection.cursor() as cursor:
            cursor.execute("SELECT bool_or(shouldhaveshards) FROM pg_dist_node WHERE groupid = 0")
            if cursor.fetchone()[0]:
                pytest.skip(
                    "not on Citus without nodes: its coordinator copies past the wall; nothing here copies"
                )


def test_rows_are_not_copied_in(here: Zone, there: Zone, rows_lie_elsewhere: None) -> None:
    """Not even of the open zone: PostgreSQL cannot examine what it copies."""
    with connection.cursor() as cursor, zone_open(here.id), transaction.atomic():
        with (
            pytest.raises(psycopg.DatabaseError, match=r"row-level security"),
            cursor.copy("COPY organization_unit (id, zone_id) FROM STDIN") as copy,
        ):
            copy.write_row((new_id(), there.id))
        transaction.set_rollback(True)


@pytest.mark.parametrize("many", [False, True])
def test_the_orm_is_refused_as_well(here: Zone, there: Zone, many: bool) -> None:
    theirs = Unit.objects.get(zone=there, parent=None)
    unit = Unit(zone=there, name="越界单位", type=theirs.type, parent=theirs)
    for opened in (zone_open(here.id), closed()):
        with opened, pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic():
            copy_rows(Unit, [unit]) if many else unit.save(force_insert=True)
    with zone_open(there.id):
        copy_rows(Unit, [unit])
    assert Unit.objects.filter(zone=there, name="越界单位").exists()


# --- what is open follows the block ---


def test_from_one_zone_no_other_is_opened(here: Zone, there: Zone) -> None:
    with zone_open(here.id):
        with zone_open(here.id):
            pass
        with pytest.raises(WallBetweenZones), zone_open(there.id):
            pass
        with pytest.raises(WallBetweenZones):
            open_zone_here(there.id)
        assert what_is_open() == str(here.id)


def test_every_zone_is_opened_for_a_reason_alone() -> None:
    with pytest.raises(ValueError, match="why"), every_zone_open(""):
        pass


def fail_after_looking() -> None:
    assert zones_seen("organization_unit")
    raise RuntimeError


def test_whatever_happens_in_a_block_ends_with_it(here: Zone, there: Zone) -> None:
    with closed():
        for opened in (zone_open(here.id), every_zone_open("a test")):
            with pytest.raises(RuntimeError), opened:
                fail_after_looking()
            assert what_is_open() == NOTHING
            assert not zones_seen("organization_unit")
        with closed():
            open_zone_here(here.id)
            assert zones_seen("organization_unit") == {here.id}
        assert not zones_seen("organization_unit")


def test_what_is_rolled_back_leaves_nothing_open(here: Zone, there: Zone) -> None:
    """PostgreSQL takes back a setting that was made in what is rolled back."""
    with closed(), zone_open(here.id):
        assert zones_seen("organization_unit") == {here.id}
        try:
            with transaction.atomic():
                with every_zone_open("a test"):
                    assert zones_seen("organization_unit") == {here.id, there.id}
                raise RuntimeError
        except RuntimeError:
            pass
        assert zones_seen("organization_unit") == {here.id}
        with pytest.raises(DatabaseError), transaction.atomic(), every_zone_open("a test"):
            raw("SELECT nonsense")
        assert zones_seen("organization_unit") == {here.id}
    assert zones_seen("organization_unit") == {here.id, there.id}


def test_a_use_case_has_the_zone_of_its_actor(here: Zone, there: Zone) -> None:
    seen: list[set[UUID]] = []

    def may_look(actor: Any) -> bool:
        seen.append(zones_seen("organization_unit"))
        return True

    @use_case(may=may_look)
    def look(*, actor: Any) -> None:
        seen.append(zones_seen("organization_unit"))

    for opened in (closed(), every_zone_open("a test"), zone_open(here.id)):
        with opened:
            look(actor=console(here))
    assert seen == [{here.id}] * 6
    with zone_open(there.id), pytest.raises(WallBetweenZones):
        look(actor=console(here))


def test_threads_and_tasks_have_their_own(here: Zone, there: Zone) -> None:
    found: list[str] = []

    async def look(zone: Zone) -> str:
        with closed(), zone_open(zone.id):
            await asyncio.sleep(0.01)
            return what_is_open()

    async def both() -> list[str]:
        return await asyncio.gather(look(here), look(there))

    with zone_open(here.id):
        thread = Thread(target=lambda: found.append(what_is_open()))
        thread.start()
        thread.join()
        assert found == [NOTHING]
        assert asyncio.run(both()) == [str(here.id), str(there.id)]
        assert what_is_open() == str(here.id)
    assert what_is_open() == EVERY_ZONE


def test_rows_that_stream_later_are_of_the_zone_that_was_open(here: Zone, there: Zone) -> None:
    with zone_open(here.id):
        rows = carried(Unit.objects.order_by("id").iterator(chunk_size=1))
    with closed():
        assert {unit.zone_id for unit in rows} == {here.id}
        assert what_is_open() == NOTHING


# --- connections ---


@pytest.fixture
def pooled(committed_db: None) -> Iterator[DatabaseWrapper]:
    """Django's connection with a pool of one: whoever asks gets the server that the last one had."""
    made: DatabaseWrapper = connection.copy()  # type: ignore[assignment]
    options = connection.settings_dict["OPTIONS"] | {"pool": {"min_size": 1, "max_size": 1, "timeout": 5}}
    made.settings_dict = connection.settings_dict | {"OPTIONS": options, "CONN_MAX_AGE": 0}
    yield made
    made.close()
    made.close_pool()


def test_a_connection_that_is_given_back_carries_no_zone_along(pooled: DatabaseWrapper) -> None:
    here, there = a_zone("AA"), a_zone("BB")

    def look() -> tuple[int, set[UUID]]:
        with pooled.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), array_agg(DISTINCT zone_id) FROM organization_unit")
            process, zones = cursor.fetchone()
        pooled.close()
        return process, set(zones or ())

    with closed():
        with zone_open(here.id):
            first = look()
        second = look()
        with zone_open(there.id):
            third = look()
        with every_zone_open("a test"):
            look()
        last = look()
    assert first[0] == second[0] == third[0] == last[0], "the same server each time"
    assert (first[1], second[1], third[1], last[1]) == ({here.id}, set(), {there.id}, set())


def test_given_back_in_the_middle_of_a_transaction_it_carries_none_either(pooled: DatabaseWrapper) -> None:
    here = a_zone("AA")
    with closed(), zone_open(here.id):
        pooled.set_autocommit(False)
        with pooled.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM organization_unit")
            assert cursor.fetchone()[0]
        pooled.close()
    with closed(), pooled.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organization_unit")
        assert not cursor.fetchone()[0]


def test_two_threads_on_two_zones_see_their_own(committed_db: None) -> None:
    zones = [a_zone("AA"), a_zone("BB")]
    seen: dict[str, list[set[UUID]]] = {zone.code: [] for zone in zones}

    def look(zone: Zone) -> None:
        try:
            for _turn in range(30):
                with zone_open(zone.id):
                    seen[zone.code].append(zones_seen("organization_unit"))
                seen[zone.code].append(zones_seen("organization_unit"))
        finally:
            connection.close()

    threads = [Thread(target=look, args=[zone]) for zone in zones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for zone in zones:
        assert seen[zone.code] == [{zone.id}, set()] * 30
