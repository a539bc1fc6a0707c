"""The doctor names what is wrong."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection

from guatu.cli import doctor, doctor_wall
from guatu.cli.doctor import command
from guatu.cli.finding import Finding
from guatu.core.clock import frozen_at, now
from guatu.core.models import Zone
from guatu.core.pulses import BACKUP, TICK, beat
from guatu.notifications.choices import DeliveryKind, DeliveryState
from guatu.notifications.models import Delivery
from guatu.organization.use_cases.open_zone import open_zone
from tests.builders import a_person, console

# The doctor tries the wall by asking without the zone.
pytestmark = [pytest.mark.django_db, pytest.mark.forgets_zone]
two_roles = pytest.mark.no_citus("owner and application's role use the same rows in one transaction")


def checked() -> dict[str, bool]:
    return {line["check"]: line["ok"] for line in json.loads(CliRunner().invoke(command, ["--json"]).output)}


@two_roles
def test_a_sound_zone_is_well_and_a_tampered_record_is_not(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    zone = Zone(code="GZ", name="好区")
    open_zone(actor=console(zone), zone=zone)
    found = checked()
    assert found["keys"]
    assert found["migrations"]
    assert found["record of GZ"]
    assert found["rights of audit_entry"]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE sequence = 1")
        cursor.execute("SET ROLE guatu_app")
    assert not checked()["record of GZ"]


def told() -> dict[str, dict[str, object]]:
    lines = json.loads(CliRunner().invoke(command, ["--json"]).output)
    return {line["check"]: line for line in lines}


def as_owner(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET ROLE guatu_app")


def test_exit_status_and_one_line_each() -> None:
    done = CliRunner().invoke(command, [])
    lines = done.output.splitlines()
    assert all(line.startswith(("ok   ", "BAD  ")) for line in lines)
    assert done.exit_code == int(any(line.startswith("BAD") for line in lines))


def test_before_a_database_is_migrated_it_says_what_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def last_figures() -> Iterator[Finding]:
        yield Finding("figures", True, "reckoned")
        raise ProgrammingError('relation "figures" does not exist\nLINE 1: SELECT')

    monkeypatch.setattr(doctor, "CHECKS", (last_figures, doctor.clock))
    done = CliRunner().invoke(command, [], catch_exceptions=False)
    assert 'BAD  last figures: cannot be asked: relation "figures" does not exist\nok   clock' in done.output
    assert done.exit_code == 1


def test_a_worker_that_is_silent_is_missed_while_others_are_there(settings: Any) -> None:
    """The test's other connections stand for the web server."""
    as_owner("DELETE FROM procrastinate_workers")
    first = told()["queue"]
    assert first["ok"] is ("nothing is running" in str(first["told"]))
    as_owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert told()["queue"] == {"check": "queue", "ok": True, "told": "workers at work: 1"}
    as_owner("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert "workers at work" not in str(told()["queue"]["told"])


def test_jobs_that_wait_and_fail_are_counted() -> None:
    as_owner(
        "DELETE FROM procrastinate_workers",
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())",
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'a', 'todo')",
    )
    assert told()["jobs waiting"]["ok"]
    as_owner("UPDATE procrastinate_events SET at = now() - interval '11 minutes'")
    assert told()["jobs waiting"]["told"] == "1 waiting for over ten minutes"
    assert told()["jobs failed"]["ok"]
    as_owner(
        "INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'failed', now() FROM procrastinate_jobs"
    )
    assert str(told()["jobs failed"]["told"]).startswith("1 within a day")


@pytest.mark.parametrize(("key", "ok"), [("unset", False), ("short", False), ("k" * 40, True)])
def test_a_weak_secret_is_named(settings: Any, key: str, ok: bool) -> None:
    settings.SECRET_KEY = key
    assert told()["secret key"]["ok"] is ok


def test_a_year_without_a_notice_is_provisional() -> None:
    zone = Zone(code="GZ", name="好区", clock_date=date(2035, 3, 1))
    open_zone(actor=console(zone), zone=zone)
    found = told()
    assert not found["calendar of GZ"]["ok"]
    assert "2035" in str(found["calendar of GZ"]["told"])
    assert found["clock of GZ"]["told"] == "stands at 2035-03-01 (demo)"


def test_storage_that_cannot_be_written_is_named(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    backend = "django.core.files.storage.FileSystemStorage"
    location = {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "file" / "below"}}
    settings.STORAGES = {**settings.STORAGES, "default": location}
    assert not told()["storage"]["ok"]


@two_roles
def test_rights_that_reach_too_far_are_named() -> None:
    as_owner("GRANT UPDATE ON audit_entry TO guatu_app")
    assert not told()["rights of audit_entry"]["ok"]


def test_an_old_backup_and_none_are_named() -> None:
    assert told()["backup"]["ok"]  # nothing to lose yet
    zone = Zone(code="GZ", name="好区")
    open_zone(actor=console(zone), zone=zone)
    assert "run guatu backup" in str(told()["backup"]["told"])
    with frozen_at(now() - timedelta(days=2)):
        beat(BACKUP)
    assert "too long ago" in str(told()["backup"]["told"])
    beat(BACKUP)
    assert told()["backup"]["ok"]


def test_clocks_that_stand_still_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")  # a session of the owner is hidden from the application's role
    with psycopg.connect(**connection.get_connection_params()):  # stands for the web server
        assert not told()["tick"]["ok"]
        with frozen_at(now() - timedelta(hours=4)):
            beat(TICK)
        assert "Start guatu worker" in str(told()["tick"]["told"])
        beat(TICK)
        assert told()["tick"]["ok"]


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GB are free" in str(told()["disk"]["told"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=10**12, free=10**9))
    found = told()["disk"]
    assert not found["ok"]
    assert "make room" in str(found["told"])


def test_mail_that_does_not_arrive_is_counted() -> None:
    zone = Zone(code="GZ", name="好区")
    open_zone(actor=console(zone), zone=zone)
    assert "mail of GZ" not in told()
    Delivery.objects.create(
        zone=zone,
        kind=DeliveryKind.DIGEST,
        state=DeliveryState.GIVEN_UP,
        digest_day=date(2026, 1, 1),
        person=a_person(zone),
    )
    assert str(told()["mail of GZ"]["told"]).startswith("1 e-mails did not go out")


@two_roles
def test_a_hole_in_the_wall_and_a_role_it_does_not_bind_are_told() -> None:
    open_zone(actor=console(zone := Zone(code="GZ", name="好区")), zone=zone)
    found = told()
    assert found["wall"]["ok"]
    assert found["wall binds"]["ok"]
    as_owner("SET CONSTRAINTS ALL IMMEDIATE", "ALTER TABLE organization_unit DISABLE ROW LEVEL SECURITY")
    assert "organization_unit" in str(told()["wall"]["told"])
    assert not told()["wall"]["ok"]
    as_owner("ALTER TABLE organization_unit ENABLE ROW LEVEL SECURITY")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        assert not told()["wall binds"]["ok"]
        cursor.execute("SET ROLE guatu_app")


@pytest.mark.parametrize(
    ("processes", "ok", "words"),
    [
        ([7], True, "none between"),  # the server that the session began with
        ([8, 9, 8], True, "keep their server"),  # another number, but the same all along
        ([8, 8], False, "session mode"),  # the second session got the first one's server
        ([8, 9, 10], False, "session mode"),  # the first one's server changed
    ],
)
def test_a_pooler_that_mixes_sessions_is_told(
    monkeypatch: pytest.MonkeyPatch, processes: list[int], ok: bool, words: str
) -> None:
    session = SimpleNamespace(
        info=SimpleNamespace(backend_pid=7), execute=lambda sql: None, close=lambda: None
    )
    answers = iter(processes)
    monkeypatch.setattr(doctor_wall, "_connect", lambda: session)
    monkeypatch.setattr(doctor_wall, "_process", lambda session: next(answers))
    found = told()["pooler"]
    assert found["ok"] is ok
    assert words in str(found["told"])
