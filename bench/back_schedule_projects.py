"""Back-scheduling 10,000 projects of 40 milestones: against a bare numpy pass, its growth, its memory.

    python -m bench.back_schedule_projects

The floor is the least that any engine must do on the same networks: one sweep forward and one back over the
same links in whole units, in numpy over all projects of a template, with no calendar, dates or floats.
Measured is everything an answer needs: working days with their holidays, dates, targets, both floats, the
critical path.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date

import numpy as np

from bench.floor import compare, peak_memory, show
from guatu.projects.scheduling.axis import TimeAxis
from guatu.projects.scheduling.batch import BatchSchedule, schedule_batch
from guatu.projects.scheduling.calendar import IntArray, WorkingDays
from guatu.projects.scheduling.network import DayUnit, Link, LinkType, Milestone, Network
from guatu.projects.scheduling.rows import ProjectRows
from guatu.projects.scheduling.topology import Topology

MILESTONES = 40
TEMPLATES = 5
SEED = 20180302


@dataclass(frozen=True)
class Group:
    """The projects of one template."""

    topology: Topology
    rows: ProjectRows
    transposed: IntArray


def working_days() -> WorkingDays:
    """2018 to 2027, Monday to Friday, with a week off in February and in October of each year."""
    days = np.arange("2018-01-01", "2028-01-01", dtype="datetime64[D]")
    holidays = [
        np.datetime64(f"{year}-{month}-01") + np.arange(14, 21)
        for year in range(2018, 2028)
        for month in ("02", "10")
    ]
    return WorkingDays(date(2018, 1, 1), np.is_busday(days, holidays=np.concatenate(holidays)))


def template(random: np.random.Generator, *, mixed: bool) -> Topology:
    """A network in which each milestone waits for one to three of the six before it."""
    milestones = []
    types = list(LinkType)
    for position in range(MILESTONES):
        before = range(max(0, position - 6), position)
        chosen = random.choice(before, size=min(len(before), random.integers(1, 4)), replace=False)
        links = tuple(
            Link(
                f"m{other}",
                types[int(random.choice(4, p=[0.7, 0.12, 0.12, 0.06]))],
                int(random.choice([0, 0, 0, 2, 5, -2])),
                DayUnit.CALENDAR if mixed and random.random() < 0.3 else DayUnit.WORKING,
            )
            for other in chosen
        )
        unit = DayUnit.CALENDAR if mixed and random.random() < 0.3 else DayUnit.WORKING
        milestones.append(Milestone(f"m{position}", 1, links, unit))
    return Topology.of(Network(tuple(milestones)))


def projects(count: int, *, mixed: bool = False) -> list[Group]:
    random = np.random.default_rng(SEED)
    groups = []
    for _ in range(TEMPLATES):
        size = count // TEMPLATES
        durations = random.integers(1, 30, (size, MILESTONES))
        start = np.datetime64("2019-01-07") + random.integers(0, 700, size)
        rows = ProjectRows(durations, start=start, target=start + random.integers(400, 900, size))
        transposed = np.ascontiguousarray(durations.T)
        groups.append(Group(template(random, mixed=mixed), rows, transposed))
    return groups


def engine(groups: list[Group], axis: TimeAxis) -> list[BatchSchedule]:
    return [schedule_batch(group.topology, group.rows, axis) for group in groups]


def bare_pass(groups: list[Group]) -> list[tuple[IntArray, IntArray]]:
    return [sweep(group.topology, group.transposed) for group in groups]


def sweep(topology: Topology, durations: IntArray) -> tuple[IntArray, IntArray]:
    """Earliest and latest starts in whole units."""
    early, late = np.zeros_like(durations), np.empty_like(durations)
    for position in topology.order:
        for arc in (topology.arcs[index] for index in topology.incoming[position]):
            bound = early[arc.source] + arc.lag
            if arc.from_finish:
                bound += durations[arc.source]
            if arc.to_finish:
                bound -= durations[position]
            np.maximum(early[position], bound, out=early[position])
    end = (early + durations).max(axis=0)
    np.subtract(end, durations, out=late)
    for position in reversed(topology.order):
        for arc in (topology.arcs[index] for index in topology.outgoing[position]):
            bound = late[arc.target] - arc.lag
            if arc.to_finish:
                bound += durations[arc.target]
            if arc.from_finish:
                bound -= durations[position]
            np.minimum(late[position], bound, out=late[position])
    return early, late


def main() -> int:
    axis = TimeAxis(working_days())
    many, few = projects(10_000), projects(1_000)
    mixed = projects(10_000, mixed=True)
    met = [
        show(
            "10,000 × 40, working days ÷ bare numpy pass",
            compare(lambda: engine(many, axis), lambda: bare_pass(many)),
            aim=5,
        ),
        show(
            "10,000 × 40 ÷ 1,000 × 40 (linear is 10×)",
            compare(lambda: engine(many, axis), lambda: engine(few, axis)),
            aim=11,
        ),
        show(
            "10,000 × 40, working and calendar days ÷ bare numpy pass",
            compare(lambda: engine(mixed, axis), lambda: bare_pass(mixed)),
        ),
    ]
    given = sum(group.rows.durations.nbytes for group in many)
    peak = peak_memory(lambda: engine(many, axis))
    print(f"{'10,000 × 40, peak memory ÷ the durations given':<58} {peak / given:.1f}×")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
