"""The database goes away and comes back: whoever comes meanwhile is told so, and afterwards everything goes on by
itself – pages, live updates, the worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from tests.faults.installation import PATIENCE, Answer, Installation
from tests.faults.live import Stream
from tests.server.processes import eventually

PAGE = "/z/ST/matters/"


def said_plainly(answer: Answer) -> bool:
    """Whether the answer is a page or a problem document that says what is wrong, and nothing of the program."""
    assert "Traceback" not in answer.text
    assert "psycopg" not in answer.text
    return answer.status == 503 and "does not answer" in answer.text


def until_served(installation: Installation) -> None:
    """Ask until a page comes. Whoever is too early is told so; nothing else is ever answered."""

    def served() -> bool:
        installation.look_after()
        answer = installation.browse(PAGE)
        assert answer.status == 200 or said_plainly(answer), (answer.status, answer.text[:2000])
        return answer.status == 200

    eventually(served, seconds=PATIENCE)


def everybody_is_told_so(installation: Installation) -> None:
    """All ask at once, since each waits as long as the pages wait for the database."""
    with ThreadPoolExecutor() as people:
        page = people.submit(installation.browse, PAGE)
        program = people.submit(installation.raise_matter, "while it is away", key="kept-by-the-sender")
        monitor = people.submit(installation.ask, "/readyz")
        assert installation.ask("/healthz").status == 200
        gone, refused = page.result(), program.result()
        assert said_plainly(gone), (gone.status, gone.text[:2000])
        assert gone.headers["retry-after"] == "5"
        assert said_plainly(refused), refused
        assert refused.json()["code"] == "database"
        assert monitor.result().status == 503


def test_everything_goes_on_by_itself(installation: Installation) -> None:
    installation.employ("--patience", "2")
    installation.serve("web", "live")
    until_served(installation)
    with closing(Stream(installation)) as stream:
        stream.until("event: ready")
        eventually(
            lambda: installation.rows("SELECT 1 FROM core_pulse WHERE name = 'tick'"), seconds=PATIENCE
        )

        installation.kill_database()
        everybody_is_told_so(installation)

        installation.server.start()
        installation.rows("DELETE FROM core_pulse")
        until_served(installation)
        sent = installation.raise_matter("while it is away", key="kept-by-the-sender")
        assert sent.status == 200, sent
        assert installation.one("SELECT count(*) FROM matters_matter WHERE title = 'while it is away'") == 1
        # The same stream: everything may have changed while it was deaf, and it hears again of what does.
        stream.until('"subject": "*"')
        later = installation.raise_matter("when it is back", key="another")
        stream.until(later.json()["result"]["id"])

    def ticks_again() -> bool:
        installation.look_after()
        return bool(installation.rows("SELECT 1 FROM core_pulse WHERE name = 'tick'"))

    eventually(ticks_again, seconds=PATIENCE)
    installation.check_record()
