"""The axis of working days."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput
from guatu.projects.scheduling.calendar import WorkingDays, day_number, day_of
from guatu.projects.scheduling.errors import NoWorkingDayError, PastHorizonError
from tests.projects.scheduling.spring import FIRST, feb, march, spring_days

SPRING = spring_days()
masks = st.lists(st.booleans(), min_size=1, max_size=40).filter(any)


def test_adds_working_days_over_the_holiday() -> None:
    assert SPRING.add(feb(14), 1) == feb(22)
    assert SPRING.add(feb(17), 1) == feb(22)
    assert SPRING.add(feb(14), 3) == feb(24)
    assert SPRING.add(feb(26), -4) == feb(14)
    assert SPRING.add(feb(17), -1) == feb(14)
    assert SPRING.add(feb(17), 0) == feb(17)


def test_finds_working_days_on_either_side() -> None:
    assert SPRING.next_working_day(feb(10)) == feb(11)
    assert SPRING.next_working_day(feb(12)) == feb(12)
    assert SPRING.previous_working_day(feb(21)) == feb(14)
    assert SPRING.previous_working_day(feb(24)) == feb(24)


def test_counts_both_ends() -> None:
    assert SPRING.count_between(feb(11), feb(26)) == 8
    assert SPRING.count_between(feb(15), feb(21)) == 0
    assert SPRING.count_between(feb(26), feb(11)) == 0


@pytest.mark.parametrize("days", [-1, 60])
def test_refuses_days_it_does_not_know(days: int) -> None:
    short = spring_days(60)
    day = FIRST + timedelta(days=days)
    with pytest.raises(PastHorizonError, match=f"{day} is outside the days the calendar knows"):
        short.is_working(day)


def test_refuses_to_count_past_its_end() -> None:
    short = spring_days(60)
    with pytest.raises(PastHorizonError):
        short.add(march(1), 1)
    with pytest.raises(PastHorizonError):
        short.add(date(2018, 1, 1), -1)
    with pytest.raises(PastHorizonError):
        WorkingDays(FIRST, np.array([False, True, False])).next_working_day(FIRST + timedelta(days=2))


def test_refuses_a_calendar_without_a_working_day() -> None:
    with pytest.raises(NoWorkingDayError):
        WorkingDays(FIRST, np.zeros(365, dtype=np.bool_))
    with pytest.raises(NoWorkingDayError):
        WorkingDays(FIRST, np.zeros(0, dtype=np.bool_))


@pytest.mark.parametrize("mask", [np.ones(5), np.ones((2, 2), dtype=np.bool_)])
def test_refuses_what_is_no_list_of_days(mask: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match="expected one truth value per day"):
        WorkingDays(FIRST, mask)


def test_keeps_its_days_to_itself() -> None:
    mask = np.ones(5, dtype=np.bool_)
    calendar = WorkingDays(FIRST, mask)
    mask[:] = False
    assert calendar.is_working(FIRST)
    assert calendar.count == 5


@given(masks)
def test_days_and_indexes_are_inverse(mask: list[bool]) -> None:
    calendar = WorkingDays(FIRST, np.array(mask))
    worked = [FIRST + timedelta(days=offset) for offset, works in enumerate(mask) if works]
    assert [calendar.date_of(index) for index in range(calendar.count)] == worked
    assert [calendar.index(day) for day in worked] == list(range(len(worked)))
    for steps in range(len(worked)):
        assert calendar.add(worked[0], steps) == worked[steps]
        assert calendar.add(worked[-1], -steps) == worked[-1 - steps]


@given(masks)
def test_each_map_is_the_best_inverse_of_the_next(mask: list[bool]) -> None:
    calendar = WorkingDays(FIRST, np.array(mask))
    moments, works = (np.arange(-5, len(mask) + 6).reshape(shape) for shape in ((-1, 1), (1, -1)))
    assert ((calendar.reached(moments) <= works) == (moments <= calendar.evening(works))).all()
    assert ((calendar.evening(works) <= moments) == (works <= calendar.before(moments))).all()
    assert ((calendar.before(moments) <= works) == (moments <= calendar.morning(works))).all()
    assert ((calendar.morning(works) <= moments) == (works <= calendar.begun(moments))).all()


@given(st.dates())
def test_day_numbers_are_those_of_numpy(day: date) -> None:
    assert day_number(day) == np.datetime64(day).astype("datetime64[D]").astype(int)
    assert day_of(day_number(day)) == day
