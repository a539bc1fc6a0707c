"""Programs that write through HTTP while things are done to the server: each sends again what was not acknowledged,
with the same key, as programs and the outbox of the phones do."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time

from tests.faults.installation import Installation
from tests.faults.scene import WRITERS

NO_ANSWER = (OSError, http.client.HTTPException)


class Storm:
    """`acknowledged`: key → id of the matter that was raised with it. Use it as a context."""

    def __init__(self, installation: Installation, name: str = "storm") -> None:
        self.acknowledged: dict[str, str] = {}
        self.begun: list[str] = []
        self.sent_again = 0
        self.unexpected: list[str] = []
        self._installation, self._name = installation, name
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n,), daemon=True) for n in range(WRITERS)]

    def __enter__(self) -> Storm:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: int) -> None:
        number = 0
        while not self._stop.is_set():
            key = f"{self._name}-{writer}-{number}"
            self.begun.append(key)
            while not self._stop.is_set() and key not in self.acknowledged:
                self._send(writer, key)
            number += 1

    def _send(self, writer: int, key: str) -> None:
        with contextlib.suppress(*NO_ANSWER):
            answer = self._installation.raise_matter(key, writer=writer, key=key)
            if answer.status == 200:
                self.acknowledged[key] = answer.json()["result"]["id"]
                return
            if answer.status != 503:
                self.unexpected.append(f"{answer.status} {answer.text[:500]}")
                self._stop.set()
        self.sent_again += 1
        time.sleep(0.05)


def check(installation: Installation, storm: Storm) -> None:
    """Every acknowledged write is there, once and whole; what was begun and not acknowledged is there whole or not at
    all; to send it again changes nothing; the record holds."""
    assert storm.unexpected == []
    found = installation.rows("SELECT title, id::text FROM matters_matter WHERE title = ANY(%s)", storm.begun)
    titles = [title for title, _ in found]
    assert len(titles) == len(set(titles)), "one key, one effect"
    assert storm.acknowledged.items() <= dict(found).items(), "acknowledged and lost"
    torn = installation.one(
        """
        SELECT count(*) FROM matters_matter m
        WHERE (SELECT count(*) FROM matters_mattermove v WHERE v.matter_id = m.id) <> 1
           OR (SELECT count(*) FROM matters_matterstanding s WHERE s.matter_id = m.id) <> 1
           OR (SELECT count(*) FROM audit_entry e WHERE e.subject_id = m.id AND e.event LIKE 'matters.%%') <> 1
           OR (SELECT count(*) FROM api_apianswer a WHERE a.key = m.title) <> 1
        """
    )
    assert torn == 0, "half done"
    for key in (storm.begun[0], storm.begun[-1], *list(storm.acknowledged)[-3:]):
        writer = int(key.split("-")[1])
        again = installation.raise_matter(key, writer=writer, key=key)
        assert again.status == 200, again
        assert storm.acknowledged.get(key, again.json()["result"]["id"]) == again.json()["result"]["id"]
        assert installation.one("SELECT count(*) FROM matters_matter WHERE title = %s", key) == 1
    installation.check_record()
