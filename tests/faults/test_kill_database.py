"""A storm of writes, and the power goes: every move that was acknowledged is there afterwards, none is half done."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import PATIENCE, Installation
from tests.faults.soak import longer
from tests.server.processes import eventually

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


def acknowledged(outs: list[Path]) -> set[tuple[str, str]]:
    """Whole lines only: what was cut off was not heard."""
    lines = [line for out in outs if out.exists() for line in out.read_text().split("\n")[:-1]]
    return {(move, matter) for move, matter in (line.split() for line in lines if line.count(" ") == 1)}


def test_every_acknowledged_move_outlives_sigkill_and_none_is_half_done(installation: Installation) -> None:
    storm(installation, rounds=1, enough=ENOUGH)


@pytest.mark.soak
def test_again_and_again(installation: Installation) -> None:
    storm(installation, rounds=longer(3), enough=10 * ENOUGH)


def storm(installation: Installation, *, rounds: int, enough: int) -> None:
    """Write, kill a writer and the database in the midst of it, start it again, look; and so on."""
    outs: list[Path] = []
    for _ in range(rounds):
        names = [f"writer-{len(outs) + number}" for number in range(WRITERS)]
        writers: list[subprocess.Popen[Any]] = [installation.start("-c", STORM, log=name) for name in names]
        new = [installation.data / name for name in names]
        eventually(lambda new=new: len(acknowledged(new)) >= enough, seconds=10 * PATIENCE)
        writers[0].kill()
        installation.kill_database()
        for writer in writers:
            writer.kill()
            writer.wait()
        outs += new
        installation.server.start()
        check(installation, acknowledged(outs))
        installation.check_record()


def check(installation: Installation, heard: set[tuple[str, str]]) -> None:
    moves = set(installation.rows("SELECT move, matter_id::text FROM matters_mattermove"))
    assert heard <= moves, "acknowledged and lost"
    # The state, the clocks and the record of every matter are those of its last move.
    torn = installation.one(
        """
        SELECT count(*) FROM matters_matter m
        JOIN LATERAL (SELECT new_status, place FROM matters_mattermove v
                      WHERE v.matter_id = m.id ORDER BY place DESC LIMIT 1) last ON true
        LEFT JOIN matters_matterstanding s ON s.matter_id = m.id
        WHERE m.status <> last.new_status OR s.id IS NULL
           OR last.place <> (SELECT count(*) FROM matters_mattermove v WHERE v.matter_id = m.id)
           OR last.place <> (SELECT count(*) FROM audit_entry e
                             WHERE e.subject_id = m.id AND e.event LIKE 'matters.%%')
        """
    )
    assert torn == 0
    lost = installation.one(
        "SELECT count(*) FROM matters_matter m "
        "WHERE NOT EXISTS (SELECT FROM matters_mattermove v WHERE v.matter_id = m.id)"
    )
    assert lost == 0


@pytest.mark.parametrize("line", ["", "raise", "raise 1 2"])
def test_a_line_that_was_cut_off_was_not_heard(tmp_path: Path, line: str) -> None:
    out = tmp_path / "out"
    out.write_text(f"raise a\n{line}")
    assert acknowledged([out]) == {("raise", "a")}
