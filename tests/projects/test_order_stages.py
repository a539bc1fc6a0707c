"""Stages in their order, what counts as going back, and the reporting week."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.periods import Period
from guatu.projects.choices import STAGES, WorkKind, WorkStage
from guatu.projects.rules.progress import (
    STAGE_NOTE_LENGTH,
    WorkState,
    days_since,
    faults_of_state,
    goes_back,
    goes_on,
    has_to_report,
    reporting_week,
    stage_note,
    stage_place,
)

KINDS = st.sampled_from(list(WorkKind))
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
SHARES = st.none() | st.decimals(0, 1, places=4)
FLOORS = st.none() | st.integers(1, 60)


@st.composite
def states(draw: st.DrawFn, kind: WorkKind) -> WorkState:
    return WorkState(draw(st.sampled_from(STAGES[kind])), draw(FLOORS), draw(SHARES))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[WorkKind, WorkState, WorkState]:
    kind = draw(KINDS)
    return kind, draw(states(kind)), draw(states(kind))


@given(pairs())
def test_of_two_states_at_most_one_is_behind(pair: tuple[WorkKind, WorkState, WorkState]) -> None:
    kind, one, other = pair
    if one.stage != other.stage:
        assert goes_back(kind, one, other) != goes_back(kind, other, one)
    assert not goes_back(kind, one, one)


@given(pairs())
def test_what_goes_on_without_going_back_is_not_behind(pair: tuple[WorkKind, WorkState, WorkState]) -> None:
    kind, known, told = pair
    if not goes_back(kind, known, told):
        assert not goes_back(kind, known, goes_on(kind, known, told))


@given(pairs())
def test_going_on_keeps_what_is_not_told_within_a_stage(
    pair: tuple[WorkKind, WorkState, WorkState],
) -> None:
    kind, known, told = pair
    after = goes_on(kind, known, told)
    assert after.stage == told.stage
    if told.stage == STAGES[kind][-1]:
        assert after.share == 1
    elif told.stage == known.stage:
        assert after.share == (known.share if told.share is None else told.share)
        assert after.floor == (known.floor if told.floor is None else told.floor)
    else:
        assert (after.floor, after.share) == (told.floor, told.share)


def test_a_building_has_no_stages_of_lines() -> None:
    assert faults_of_state(WorkKind.BUILDING, WorkState(WorkStage.MASS)) == ["stage"]
    assert faults_of_state(WorkKind.LINE, WorkState(WorkStage.CAPPED)) == ["stage"]
    with pytest.raises(ValueError):
        stage_place(WorkKind.LINE, WorkStage.CAPPED)


@pytest.mark.parametrize(
    ("kind", "state", "faults"),
    [
        (WorkKind.BUILDING, WorkState(WorkStage.STRUCTURE, 2, Decimal("0.4")), []),
        (WorkKind.BUILDING, WorkState(WorkStage.FOUNDATION, 2), ["floor"]),
        (WorkKind.LINE, WorkState(WorkStage.INSTALLING, 1), ["floor"]),
        (WorkKind.BUILDING, WorkState(WorkStage.COMPLETED, None, Decimal("0.95")), ["share_done"]),
        (WorkKind.BUILDING, WorkState(WorkStage.COMPLETED, None, Decimal(1)), []),
        (WorkKind.LINE, WorkState(WorkStage.NOT_STARTED, None, Decimal("0.1")), ["share_none"]),
        (WorkKind.LINE, WorkState(WorkStage.TRIAL, None, Decimal("1.01")), ["share_range"]),
    ],
)
def test_states_hold_together(kind: WorkKind, state: WorkState, faults: list[str]) -> None:
    assert faults_of_state(kind, state) == faults


@given(DAYS, st.integers(0, 6))
def test_every_day_lies_in_one_week_of_seven_days(day: date, first_weekday: int) -> None:
    week = reporting_week(day, first_weekday)
    assert week.first <= day <= week.last
    assert (week.last - week.first).days == 6
    assert week.first.weekday() == first_weekday
    assert reporting_week(week.last + timedelta(days=1), first_weekday).first == week.last + timedelta(days=1)


@given(DAYS)
def test_the_usual_week_is_the_iso_week(day: date) -> None:
    week = reporting_week(day)
    assert Period.parse(week.text) == week


@given(st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_only_projects_under_construction_report(
    start: date | None, finish: date | None, withdrawn: date | None, day: date
) -> None:
    week = reporting_week(day)
    has_to = has_to_report(week, actual_start=start, actual_finish=finish, withdrawn_on=withdrawn)
    if start is None or start > week.last:
        assert not has_to
    else:
        assert has_to == all(ended is None or ended > week.last for ended in (finish, withdrawn))


def test_silence_counts_from_the_last_report_else_from_the_start() -> None:
    today = date(2018, 7, 2)
    assert days_since(date(2018, 6, 25), date(2018, 1, 1), today) == 7
    assert days_since(None, date(2018, 6, 1), today) == 31
    assert days_since(None, None, today) is None
    assert days_since(date(2018, 7, 5), None, today) == 0


@given(st.text())
def test_a_note_is_one_line_of_bounded_length(text: str) -> None:
    note = stage_note(text)
    assert len(note) <= STAGE_NOTE_LENGTH
    assert note == " ".join(note.split())
    if len(" ".join(text.split())) <= STAGE_NOTE_LENGTH:
        assert note == " ".join(text.split())
