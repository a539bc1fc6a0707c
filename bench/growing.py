"""What a page of one zone takes as others join it: the same zone alone in a database, and among a hundred of its size.

Two processes, each with a database of its own, answer in turn, so that a slow minute slows both.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from bench.floor import seconds, show_ratio

ZONES = 100
PROJECTS, MATTERS = 100, 500
ROUNDS, REPEATED = 9, 5
# Flat is the aim; what lies above is the noise of the machine.
AIM = 1.15


def main() -> bool:
    """Print the ratios; whether each aim is met."""
    with answering(1) as (ask_alone, names), answering(ZONES) as (ask_among, _names):
        met = []
        for name in names:
            ratios = []
            for turn in range(ROUNDS + 1):
                alone, among = ask_alone(name), ask_among(name)
                if turn:  # the first warms up
                    ratios.append(among / alone)
            met.append(show_ratio(f"{name}, among {ZONES} zones ÷ alone", ratios, aim=AIM))
    return all(met)


class Asked:
    """The other process, as a function from the name of a page to its seconds."""

    def __init__(self, words: IO[str], answers: IO[str]) -> None:
        self._words, self._answers = words, answers

    def __call__(self, name: str) -> float:
        self._words.write(f"{name}\n")
        self._words.flush()
        return float(self._answers.readline())


@contextmanager
def answering(zones: int) -> Iterator[tuple[Asked, list[str]]]:
    """A process with so many zones, and the names of its pages."""
    command = [sys.executable, "-m", "bench.growing", str(zones)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipe")
        yield Asked(process.stdin, process.stdout), process.stdout.readline().rstrip("\n").split("\t")
        process.stdin.close()


def answer(zones: int) -> None:
    """The other process: say the names of the pages, then the seconds of each that is asked for."""
    from django.test import Client

    from bench.one_user import one_user

    user = one_user(zones, projects=PROJECTS, matters=MATTERS)
    pages = user.pages()
    print("\t".join(pages), flush=True)
    for line in sys.stdin:
        path, headers = pages[line.rstrip("\n")]
        client = Client(headers=dict(headers))

        def some(path: str = path, client: Client = client) -> None:
            for _time in range(REPEATED):
                found = client.get(path)
                if found.status_code != 200:
                    raise AssertionError(f"{path}: {found.status_code}")
                b"".join(found)

        print(seconds(some), flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        raise SystemExit(0 if main() else 1)
    os.environ["GUATU_ALLOWED_HOSTS"] = "127.0.0.1,testserver"
    from bench.zone import database

    with database():
        from guatu.config import limits

        limits.MOST = dict.fromkeys(limits.MOST, (10**9, 10**9))
        answer(int(sys.argv[1]))
