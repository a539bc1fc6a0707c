"""A storm of writes, and the power goes: every move that was acknowledged is there afterwards, none is half done."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from guatu.server.embedded_postgres import EmbeddedPostgres
from tests.server.processes import eventually, server_pid

# Opens a zone with people, kinds and calendars.
SET_UP = """
import django
django.setup()
from guatu.core.walls import every_zone_open
from tests.matters.matter_builders import a_cast
with every_zone_open("a test builds a zone"):
    a_cast("ST")
"""
# Takes matters through their moves without end, and says each move as soon as it has been acknowledged.
STORM = """
import sys
import django
django.setup()
from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.core.walls import open_zone_here
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.organization.models import Unit
from guatu.organization.powers import actor_for

zone = Zone.objects.get(code="ST")
open_zone_here(zone.id)
clerk, office = (actor_for(User.objects.get(username=name), zone) for name in ("ST-clerk", "ST-office"))
kind, park = kind_coded("suggestion", zone.id), Unit.objects.get(zone=zone, type="park")

def told(move, matter):
    print(move, matter.id, flush=True)

while True:
    matter = raise_matter(actor=clerk, kind=kind, title="storm")
    told("raise", matter)
    matter = dispatch_matter(actor=office, matter=matter, unit=park)
    told("dispatch", matter)
    sign_for_matter(actor=clerk, matter=matter)
    told("sign_for", matter)
    report_matter_done(actor=clerk, matter=matter, text="done")
    told("report_done", matter)
"""
WRITERS, ENOUGH = 3, 40


def program(code: str, url: str, data: Path, out: Path | None = None) -> "subprocess.Popen[bytes]":
    environ = os.environ | {
        "DATABASE_URL": url,
        "GUATU_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "guatu.config.settings",
    }
    with (out or data / "log").open("ab") as target:
        root = Path(__file__).parents[2]
        return subprocess.Popen(
            [sys.executable, "-c", code], env=environ, cwd=root, stdout=target, stderr=target
        )


def migrate(server: EmbeddedPostgres, data: Path) -> None:
    environ = os.environ | {
        "DATABASE_URL": server.owner_url,
        "GUATU_OWNER_DATABASE_URL": server.owner_url,
        "GUATU_DB_ROLE": "owner",
        "GUATU_DATA": str(data),
    }
    command = [sys.executable, "-m", "guatu", "migrate", "-v", "0"]
    subprocess.run(command, env=environ, check=True, capture_output=True)


def acknowledged(outs: list[Path]) -> set[tuple[str, str]]:
    """Whole lines only: what was cut off was not heard."""
    lines = [line for out in outs for line in out.read_text().split("\n")[:-1]]
    return {(move, matter) for move, matter in (line.split() for line in lines if line.count(" ") == 1)}


def test_every_acknowledged_move_outlives_sigkill_and_none_is_half_done(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = EmbeddedPostgres(data)
    server.start()
    outs = [tmp_path / f"writer-{number}" for number in range(WRITERS)]
    writers: list[subprocess.Popen[bytes]] = []
    try:
        migrate(server, data)
        setting_up = program(SET_UP, server.app_url, data)
        assert setting_up.wait(120) == 0, (data / "log").read_text()
        writers = [program(STORM, server.app_url, data, out) for out in outs]
        eventually(lambda: len(acknowledged([o for o in outs if o.exists()])) >= ENOUGH, seconds=120)
        writers[0].kill()
        os.kill(server_pid(data), signal.SIGKILL)
        eventually(lambda: server.pid is None)
        for writer in writers:
            writer.kill()
            writer.wait()
        server.start()
        check(server.owner_url, acknowledged(outs))
        verified = subprocess.run(
            [sys.executable, "-m", "guatu", "audit", "verify", "--zone", "ST"],
            env=os.environ | {"DATABASE_URL": server.app_url, "GUATU_DATA": str(data)},
            capture_output=True,
            check=False,
        )
        assert verified.returncode == 0, verified.stderr.decode()
    finally:
        for writer in writers:
            writer.kill()
        server.stop()


def check(url: str, heard: set[tuple[str, str]]) -> None:
    assert len(heard) >= ENOUGH
    with psycopg.connect(url) as connection:
        moves = {
            (str(move), str(matter))
            for move, matter in connection.execute("SELECT move, matter_id FROM matters_mattermove")
        }
        assert heard <= moves, "acknowledged and lost"
        # The state, the clocks and the record of every matter are those of its last move.
        [(torn,)] = connection.execute(
            """
            SELECT count(*) FROM matters_matter m
            JOIN LATERAL (SELECT new_status, place FROM matters_mattermove v
                          WHERE v.matter_id = m.id ORDER BY place DESC LIMIT 1) last ON true
            LEFT JOIN matters_matterstanding s ON s.matter_id = m.id
            WHERE m.status <> last.new_status OR s.id IS NULL
               OR last.place <> (SELECT count(*) FROM matters_mattermove v WHERE v.matter_id = m.id)
               OR last.place <> (SELECT count(*) FROM audit_entry e
                                 WHERE e.subject_id = m.id AND e.event LIKE 'matters.%')
            """
        ).fetchall()
        assert torn == 0
        [(lost,)] = connection.execute(
            "SELECT count(*) FROM matters_matter m "
            "WHERE NOT EXISTS (SELECT FROM matters_mattermove v WHERE v.matter_id = m.id)"
        ).fetchall()
        assert lost == 0


@pytest.mark.parametrize("line", ["", "raise", "raise 1 2"])
def test_a_line_that_was_cut_off_was_not_heard(tmp_path: Path, line: str) -> None:
    out = tmp_path / "out"
    out.write_text(f"raise a\n{line}")
    assert acknowledged([out]) == {("raise", "a")}
