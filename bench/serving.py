"""Pages as they are served: the real server, asked by 1, 8 and 32 people at once.

The floor of one answer is the same server and framework answering a constant, plus the page's own queries asked bare, one
after the other. What is told of many at once is told against one at a time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from urllib.request import urlopen

import psycopg

from bench.crowd import Served, ask
from bench.floor import seconds, show_ratio
from bench.one_user import OneUser, one_user
from bench.zone import database

PRODUCT, CONSTANT = 8471, 8472
ROUNDS, LASTING = 3, 3.0
CROWDS = (8, 32)


def main() -> bool:
    """Print the ratios; no aim is set but that everything is answered."""
    user = one_user()
    with served("bench.unhurried:application", PRODUCT), served("bench.constant:application", CONSTANT):
        for name, (path, headers) in user.pages().items():
            bare = bare_queries(user, user.queries(path, headers))

            def page(people: int, path: str = path, headers: dict[str, str] = dict(headers)) -> Served:  # noqa: B006
                return ask(PRODUCT, path, headers, people=people, lasting=LASTING)

            tell(name, page, bare)
    return True


def tell(name: str, page: Callable[[int], Served], bare: Callable[[], None]) -> None:
    """One page: one at a time against the floor, then many at once."""
    page(1)
    ratios, tails, rates, crowds = [], [], [], {people: ([], []) for people in CROWDS}  # type: ignore[var-annotated]
    for _round in range(ROUNDS):
        one, floor = page(1), constant(1)
        ratios.append(one.half / (floor.half + seconds(bare)))
        tails.append(one.most / one.half)
        rates.append(floor.per_second / one.per_second)
        for people in CROWDS:
            many = page(people)
            crowds[people][0].append(many.per_second / one.per_second)
            crowds[people][1].append(many.most / (people * one.half))
    show_ratio(f"{name}, p50 ÷ constant + its queries bare", ratios)
    show_ratio("  answers of the constant in the time of one", rates)
    show_ratio("  p95 ÷ p50", tails)
    for people, (throughput, waiting) in crowds.items():
        show_ratio(f"  {people} at once, answers in a second ÷ one at a time", throughput)
        show_ratio(f"  {people} at once, p95 ÷ {people} answers one after the other", waiting)


def constant(people: int) -> Served:
    return ask(CONSTANT, "/constant", {"Host": "127.0.0.1"}, people=people, lasting=LASTING / 4)


def bare_queries(user: OneUser, queries: list[str]) -> Callable[[], None]:
    """The queries of a page over one connection, every row fetched."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection.execute(f"SET app.zone = '{user.zone.id}'")
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query.encode())

    def run() -> None:
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(query.encode())
                cursor.fetchall()

    return run


@contextmanager
def served(application: str, port: int) -> Iterator[None]:
    """The application behind Granian, as `guatu up` starts it."""
    from guatu.server.processes import Child, stop_all
    from guatu.server.up import default_commands

    command = [*default_commands("127.0.0.1", port).web[:-1], application]
    child = Child("web", command, os.environ)
    try:
        _wait(f"http://127.0.0.1:{port}/{'constant' if port == CONSTANT else 'healthz'}")
        yield
    finally:
        stop_all([child], grace=5)


def _wait(address: str) -> None:
    for _attempt in range(1200):
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            sleep(0.1)
    raise TimeoutError(address)


if __name__ == "__main__":
    os.environ["GUATU_ALLOWED_HOSTS"] = "127.0.0.1,testserver"
    with database():
        from django.core.management import call_command

        call_command("collectstatic", "--noinput", verbosity=0)
        main()
    sys.exit(0)
