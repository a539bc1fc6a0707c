"""Random small networks and calendars for Hypothesis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from guatu.projects.scheduling.calendar import WorkingDays, day_of
from guatu.projects.scheduling.network import DayUnit, Link, LinkType, Milestone, Network

DAYS = 2000
MIDDLE = 1000

units = st.sampled_from(DayUnit)


@st.composite
def links(draw: st.DrawFn, before: list[str], unit: st.SearchStrategy[DayUnit]) -> Link:
    return Link(
        draw(st.sampled_from(before)),
        draw(st.sampled_from(LinkType)),
        draw(st.integers(-4, 4)),
        draw(unit),
    )


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    unit: st.SearchStrategy[DayUnit] = units,
    shortest_duration: int = 0,
    limits: bool = False,
    origin: int = 0,
    size: int = 6,
) -> Network:
    """Networks of up to `size` milestones in a random order; with `limits`, some not_before, not_after and
    fixed days within 30 days of `origin`."""
    count = draw(st.integers(1, size))
    milestones: list[Milestone] = []
    for position in range(count):
        before = [m.id for m in milestones]
        predecessors = draw(st.lists(links(before, unit), max_size=3)) if before else []
        own = draw(unit)
        milestone = Milestone(
            f"m{position}", draw(st.integers(shortest_duration, 5)), tuple(predecessors), own
        )
        if limits:
            milestone = replace(milestone, **draw(limit_days(origin)))
        milestones.append(milestone)
    return Network(tuple(draw(st.permutations(milestones))))


@st.composite
def limit_days(draw: st.DrawFn, origin: int) -> dict[str, int]:
    day = st.integers(origin, origin + 30)
    kind = draw(st.sampled_from(["", "", "not_before", "not_after", "fixed"]))
    return {kind: draw(day)} if kind else {}


@st.composite
def patterns(draw: st.DrawFn) -> list[bool]:
    """Which of `DAYS` days are worked: a random pattern of up to eight days over and over, broken once."""
    pattern = draw(st.lists(st.booleans(), min_size=1, max_size=8).filter(any))
    works = (pattern * DAYS)[:DAYS]
    gap = draw(st.integers(0, 12))
    at = MIDDLE + draw(st.integers(0, 25))
    works[at : at + gap] = [False] * gap
    return works


def calendar_of(works: list[bool]) -> WorkingDays:
    """Day 0 of the pattern is 1970-01-01, so that day numbers and positions agree."""
    return WorkingDays(day_of(0), np.array(works, dtype=np.bool_))


def dated(network: Network) -> Network:
    """The same network with every day number turned into a date."""
    names = ("not_before", "not_after", "fixed", "target", "actual_start", "actual_finish")

    def turned(milestone: Milestone) -> Milestone:
        days = {name: getattr(milestone, name) for name in names}
        return replace(milestone, **{k: None if v is None else day_of(v) for k, v in days.items()})

    return Network(tuple(turned(milestone) for milestone in network.milestones))
