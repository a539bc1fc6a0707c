"""Times one thing against its floor: what the machine needs at least for the same job.

    from bench.floor import compare, show

    show("10,000 rows", compare(lambda: ours(rows), lambda: raw(rows)), aim=4)

A time says more about the machine than about the code, so only ratios are printed. Both are run alternately
in one process, so that a slow minute of the machine slows both; each round gives one ratio, and the median
of the rounds counts.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Comparison:
    """One ratio (measured ÷ floor) per round."""

    ratios: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.ratios)

    def __str__(self) -> str:
        return f"{self.median:.2f}× ({min(self.ratios):.2f}–{max(self.ratios):.2f})"


def compare(
    measured: Callable[[], object], floor: Callable[[], object], *, rounds: int = 9, warm_up: int = 1
) -> Comparison:
    """Runs both alternately: `warm_up` rounds that do not count, then `rounds` that do."""
    ratios = []
    for turn in range(warm_up + rounds):
        took, at_least = seconds(measured), seconds(floor)
        if turn >= warm_up:
            ratios.append(took / at_least)
    return Comparison(tuple(ratios))


def show(name: str, comparison: Comparison, *, aim: float | None = None) -> bool:
    """Prints one line; with `aim` (the largest ratio wanted) says whether it is met, and returns that."""
    met = aim is None or comparison.median <= aim
    wanted = "" if aim is None else f"   aim ≤ {aim:g}×: {'met' if met else 'MISSED'}"
    print(f"{name:<58} {comparison}{wanted}")
    return met


def show_ratio(name: str, ratios: Sequence[float], *, aim: float | None = None) -> bool:
    """Like `show`, for jobs that cannot be repeated on the same data and were timed one by one."""
    return show(name, Comparison(tuple(ratios)), aim=aim)


def peak_memory(call: Callable[[], object]) -> int:
    """The most bytes that Python and numpy held during `call`, over what they held before it."""
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        call()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes, with nothing left over for the garbage collector."""
    gc.collect()
    begin = perf_counter()
    call()
    return perf_counter() - begin
