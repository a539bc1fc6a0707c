"""The web server is killed while programs write through it, and started again: every acknowledged write is there, none
is half done, and what is sent again with its key is done once."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.faults.installation import PATIENCE, Installation
from tests.faults.soak import longer
from tests.faults.writers import Storm, check
from tests.server.processes import eventually

ENOUGH = 12  # acknowledged writes before each kill


def workers_of(pid: int) -> list[int]:
    """The processes that answer, below the one that watches over them."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_every_acknowledged_write_is_there_once(installation: Installation) -> None:
    """One of its processes is killed first, which another replaces; then all of it."""
    web = installation.serve("web")
    with Storm(installation) as storm:

        def goes_on() -> None:
            before = len(storm.acknowledged)
            eventually(
                lambda: len(storm.acknowledged) >= before + ENOUGH or storm.unexpected, seconds=PATIENCE
            )

        goes_on()
        victim = eventually(lambda: workers_of(web.pid))[0]
        os.kill(victim, signal.SIGKILL)
        goes_on()
        assert web.exit_status() is None, "the others go on"
        os.killpg(web.pid, signal.SIGKILL)
        installation.await_answers()
        goes_on()
    assert storm.sent_again > 0
    check(installation, storm)


@pytest.mark.soak
def test_again_and_again(installation: Installation) -> None:
    """A process of it, all of it, and the database, each in turn, under load all the while."""
    web = installation.serve("web")
    with Storm(installation, "soak") as storm:
        for number in range(longer(6)):
            before = len(storm.acknowledged)
            eventually(
                lambda before=before: len(storm.acknowledged) >= before + 5 * ENOUGH or storm.unexpected,
                seconds=10 * PATIENCE,
            )
            match number % 3:
                case 0:
                    os.kill(eventually(lambda: workers_of(web.pid))[0], signal.SIGKILL)
                case 1:
                    os.killpg(web.pid, signal.SIGKILL)
                case 2:
                    installation.kill_database()
                    installation.server.start()
            installation.await_answers()
    check(installation, storm)
