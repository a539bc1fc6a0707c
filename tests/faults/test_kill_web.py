"""The web server is killed while programs write through it, and started again: every acknowledged write is there, none
is half done, and what is sent again with its key is done once."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.faults.installation import PATIENCE, Installation
from tests.faults.writers import Storm, check
from tests.server.processes import eventually

ENOUGH = 12  # acknowledged writes before each kill


def workers_of(pid: int) -> list[int]:
    """The processes that answer, below the one that watches over them."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_every_acknowledged_write_is_there_once(installation: Installation) -> None:
    web = installation.serve("web")
    with Storm(installation) as storm:
        eventually(lambda: len(storm.acknowledged) >= ENOUGH or storm.unexpected, seconds=PATIENCE)
        os.killpg(web.pid, signal.SIGKILL)
        installation.await_answers()
        before = len(storm.acknowledged)
        eventually(
            lambda: len(storm.acknowledged) >= before + ENOUGH or storm.unexpected, seconds=PATIENCE
        )
    assert storm.sent_again > 0
    check(installation, storm)


def test_when_one_of_its_processes_is_killed_another_comes(installation: Installation) -> None:
    web = installation.serve("web")
    victim = eventually(lambda: workers_of(web.pid))[0]
    os.kill(victim, signal.SIGKILL)

    def replaced() -> bool:
        installation.look_after()
        now = workers_of(web.pid) if web.exit_status() is None else []
        return victim not in now and bool(now)

    eventually(replaced, seconds=PATIENCE)
    installation.await_answers()
