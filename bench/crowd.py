"""Several people who ask for the same address at once, each over a connection of their own, as fast as they are answered."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import quantiles
from threading import Barrier, Thread
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Served:
    """What one run saw: seconds of each answer, and of the whole run."""

    seconds: tuple[float, ...]
    lasted: float

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.lasted

    @property
    def half(self) -> float:
        """The time within which half of the answers came (p50)."""
        return quantiles(self.seconds, n=100)[49]

    @property
    def most(self) -> float:
        """The time within which 95 of 100 answers came (p95)."""
        return quantiles(self.seconds, n=100)[94]


def ask(port: int, path: str, headers: Mapping[str, str], *, people: int, lasting: float) -> Served:
    """Ask for `lasting` seconds. Raises `AssertionError` where an answer is not 200."""
    start, found, wrong = Barrier(people + 1), list[float](), list[str]()

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        start.wait()
        end = perf_counter() + lasting
        while (begin := perf_counter()) < end and not wrong:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            found.append(perf_counter() - begin)
            if answer.status != 200:
                wrong.append(f"{path}: {answer.status}")
        connection.close()

    threads = [Thread(target=one) for _person in range(people)]
    for thread in threads:
        thread.start()
    start.wait()
    begin = perf_counter()
    for thread in threads:
        thread.join()
    lasted = perf_counter() - begin
    if wrong:
        raise AssertionError(wrong[0])
    return Served(tuple(found), lasted)
