"""Many projects at once come out as each of them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput
from guatu.projects.scheduling import batch
from guatu.projects.scheduling.axis import MISSING, TimeAxis
from guatu.projects.scheduling.batch import schedule_batch
from guatu.projects.scheduling.calendar import day_of
from guatu.projects.scheduling.network import Link, Milestone, Network
from guatu.projects.scheduling.plan import PlanRequest, axis_for, rows_of, schedule, schedule_all
from guatu.projects.scheduling.rows import ProjectRows
from guatu.projects.scheduling.topology import Topology
from tests.projects.scheduling.spring import feb, spring_days
from tests.projects.scheduling.strategies import MIDDLE, calendar_of, networks, patterns

PAIR = Network((Milestone("a", 3), Milestone("b", 2, (Link("a"),))))


@st.composite
def projects(draw: st.DrawFn) -> list[PlanRequest]:
    """Projects of one template that differ in all that may differ, in dates."""
    template = draw(networks(size=5))
    day = st.integers(MIDDLE - 20, MIDDLE + 30).map(day_of)
    requests = []
    for _ in range(draw(st.integers(1, 4))):
        milestones = []
        for milestone in template.milestones:
            own = replace(milestone, duration=draw(st.integers(0, 6)))
            kind = draw(
                st.sampled_from(
                    ["", "", "", "not_before", "not_after", "fixed", "target", "started", "finished"]
                )
            )
            if kind == "started":
                remaining = draw(st.none() | st.integers(0, 6))
                own = replace(own, actual_start=draw(day), remaining=remaining)
            elif kind == "finished":
                begun, ended = sorted((draw(day), draw(day)))
                own = replace(own, actual_start=draw(st.sampled_from([begun, None])), actual_finish=ended)
            elif kind:
                own = replace(own, **{kind: draw(day)})
            milestones.append(own)
        start, target = draw(st.none() | day), draw(st.none() | day)
        data_date = draw(st.none() | day) if start or target else draw(day)
        requests.append(PlanRequest(Network(tuple(milestones)), start, target, data_date))
    return requests


@given(projects(), patterns())
def test_each_project_comes_out_as_it_does_alone(requests: list[PlanRequest], works: list[bool]) -> None:
    calendar = calendar_of(works)
    together = schedule_all(requests, calendar=calendar)
    for request, plan in zip(requests, together, strict=True):
        assert plan == schedule_all([request], calendar=calendar)[0]


@given(projects(), patterns(), st.integers(1, 3))
def test_blocks_make_no_difference(requests: list[PlanRequest], works: list[bool], size: int) -> None:
    calendar = calendar_of(works)
    whole = schedule_all(requests, calendar=calendar)
    usual, batch.BLOCK = batch.BLOCK, size
    try:
        assert schedule_all(requests, calendar=calendar) == whole
    finally:
        batch.BLOCK = usual


@given(projects(), patterns())
def test_a_milestone_as_planned_changes_nothing(requests: list[PlanRequest], works: list[bool]) -> None:
    """Whatever happens on its earliest dates leaves all the others where they were."""
    calendar, start = calendar_of(works), day_of(MIDDLE)
    for request in requests:
        bare = [Milestone(m.id, m.duration, m.predecessors, m.unit) for m in request.network.milestones]
        network = Network(tuple(bare))
        plan = schedule(network, calendar=calendar, start=start)
        done = [
            replace(m, actual_start=plan[m.id].early_start, actual_finish=plan[m.id].early_finish)
            if position % 2
            else m
            for position, m in enumerate(bare)
        ]
        after = schedule(Network(tuple(done)), calendar=calendar, start=start)
        assert [(m.early_start, m.early_finish) for m in after.milestones] == [
            (m.early_start, m.early_finish) for m in plan.milestones
        ]


def test_takes_arrays_of_dates() -> None:
    rows = ProjectRows(
        np.array([[3, 2], [1, 1]]),
        start=np.array(["2018-02-12", "2018-02-22"], dtype="datetime64[D]"),
        target=np.array(["2018-02-22", "NaT"], dtype="datetime64[D]"),
        not_before=np.array([["NaT", "NaT"], ["NaT", "2018-02-26"]], dtype="datetime64[D]"),
    )
    found = schedule_batch(Topology.of(PAIR), rows, TimeAxis(spring_days()))
    assert found.early_finish.tolist() == [[feb(14), feb(23)], [feb(22), feb(26)]]
    assert found.late_finish.tolist() == [[feb(13), feb(22)], [feb(24), feb(26)]]
    assert found.total_float.tolist() == [[-1, -1], [2, 0]]
    assert found.free_float.tolist() == [[0, 0], [2, 0]]
    assert found.critical.tolist() == [[True, True], [False, True]]
    assert found.feasible.tolist() == [False, True]
    assert found.span.tolist() == [5, 4]
    assert found.finish.tolist() == [feb(23), feb(26)]


def test_takes_arrays_of_units() -> None:
    rows = ProjectRows(np.array([[3, 2], [1, 1]]), target=np.array([MISSING, 9]))
    found = schedule_batch(Topology.of(PAIR), rows, TimeAxis(dated=False))
    assert found.early_start.tolist() == [[0, 3], [0, 1]]
    assert found.late_finish.tolist() == [[3, 5], [8, 9]]


def test_takes_no_projects_and_no_milestones() -> None:
    none = ProjectRows(np.zeros((0, 2), dtype=np.int64))
    assert schedule_batch(Topology.of(PAIR), none, TimeAxis(dated=False)).early_start.shape == (0, 2)
    empty = ProjectRows(np.zeros((3, 0), dtype=np.int64))
    found = schedule_batch(Topology.of(Network(())), empty, TimeAxis(dated=False))
    assert found.span.tolist() == [0, 0, 0]
    assert found.feasible.all()


def test_projects_of_one_template_share_a_topology_whatever_their_ids() -> None:
    other = Network((Milestone("x", 9), Milestone("y", 8, (Link("x"),))))
    assert Topology.of(PAIR) == Topology.of(other)
    assert hash(Topology.of(PAIR)) == hash(Topology.of(other))
    assert Topology.of(PAIR) != Topology.of(Network((Milestone("x", 9), Milestone("y", 8))))


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (ProjectRows(np.array([[1, 2, 3]])), "durations: expected whole numbers, projects × 2"),
        (ProjectRows(np.array([[1.5, 2]])), "durations: expected whole numbers, projects × 2"),
        (ProjectRows(np.array([[1, -2]])), "durations: expected 0 to 100000 days, found -2 to 1"),
        (ProjectRows(np.array([[1, 2]]), start=np.array([5])), "start: expected dates of shape"),
        (
            ProjectRows(np.array([[1, 2]]), fixed=np.array(["2018-02-01"], dtype="datetime64[D]")),
            "fixed: expected dates of shape",
        ),
        (ProjectRows(np.array([[1, 2]]), remaining=np.array([[-1, 0]])), "remaining: expected 0 to"),
        (
            ProjectRows(np.array([[1, 2]] * 2), start=np.array(["2018-02-01", "NaT"], dtype="datetime64[D]")),
            "start in project row 1: expected a start, a data date or a target",
        ),
        (
            ProjectRows(
                np.array([[1, 2]] * 2), start=np.array(["2018-02-01", "2030-02-01"], dtype="datetime64[D]")
            ),
            "start in project row 1: 2030-02-01 is outside the days the calendar knows",
        ),
        (
            ProjectRows(
                np.array([[1, 2], [1, 900]]), start=np.array(["2018-02-01"] * 2, dtype="datetime64[D]")
            ),
            "early finish of milestone b in project row 1: the plan runs outside",
        ),
    ],
)
def test_refuses_rows_that_do_not_fit(rows: ProjectRows, fault: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        schedule_batch(Topology.of(PAIR), rows, TimeAxis(spring_days()))
    assert str(refused.value).startswith(fault)


def test_a_request_becomes_a_row() -> None:
    request = PlanRequest(PAIR, start=date(2018, 2, 1))
    rows = rows_of([request, request], axis_for([request], spring_days()))
    assert rows.durations.tolist() == [[3, 2], [3, 2]]
    assert rows.fixed is None
