"""Counting working days: against a walk day by day, and at the holidays themselves."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calendars.strategies import CHINESE, calendars, dates

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.official import official_days
from guatu.calendars.patterns import WeeklyPattern
from guatu.calendars.rules import CalendarRangeError, WorkingCalendar, seven_by_twenty_four
from guatu.core.errors import InvalidInput

WORTH = {DayKind.OFF: Decimal(0), DayKind.HALF: Decimal("0.5"), DayKind.WORKING: Decimal(1)}
halves = st.integers(1, 240).map(lambda n: Decimal(n) / 2)


def walk(calendar: WorkingCalendar, day: date, count: Decimal, step: int) -> date:
    while count > 0:
        day += timedelta(days=step)
        count -= WORTH[calendar.kind_on(day)]
    return day


@given(calendars(), dates, halves)
def test_adding_equals_a_walk_day_by_day(calendar: WorkingCalendar, day: date, count: Decimal) -> None:
    assert calendar.add_working_days(day, count) == walk(calendar, day, count, 1)
    assert calendar.add_working_days(day, -count) == walk(calendar, day, count, -1)


@given(calendars(), dates, st.integers(-200, 200))
def test_between_undoes_adding(calendar: WorkingCalendar, day: date, count: int) -> None:
    reached = calendar.add_working_days(day, count)
    between = abs(calendar.working_days_between(day, reached))
    # A half day may complete the count with half a day to spare.
    assert between - abs(count) in (Decimal(0), Decimal("0.5"))


@given(calendars(), dates, halves, halves)
def test_more_days_never_end_sooner(calendar: WorkingCalendar, day: date, a: Decimal, b: Decimal) -> None:
    less, more = sorted((a, b))
    assert day < calendar.add_working_days(day, less) <= calendar.add_working_days(day, more)
    assert calendar.is_working(calendar.add_working_days(day, less))


@given(calendars(), dates, st.integers(0, 800))
def test_mask_and_counts_equal_a_walk(calendar: WorkingCalendar, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    kinds = [calendar.kind_on(first + timedelta(days=i)) for i in range(length + 1)]
    mask = calendar.working_days(first, last)
    assert mask.dtype == np.bool_
    assert mask.tolist() == [kind != DayKind.OFF for kind in kinds]
    assert calendar.count_working_days(first, last) == sum(WORTH[kind] for kind in kinds)
    assert calendar.working_days_between(first, last) == sum(WORTH[kind] for kind in kinds[1:])
    assert calendar.working_days_between(last, first) == -sum(WORTH[kind] for kind in kinds[:-1])


@given(dates, dates, dates)
def test_counts_add_up(a: date, b: date, c: date) -> None:
    first, middle, last = sorted((a, b, c))
    between = CHINESE.working_days_between
    assert between(first, middle) + between(middle, last) == between(first, last)


@given(calendars(), dates, st.integers(0, 400))
def test_calendar_days_roll_to_a_working_day(calendar: WorkingCalendar, day: date, count: int) -> None:
    plain = calendar.add_calendar_days(day, count, roll=False)
    rolled = calendar.add_calendar_days(day, count)
    assert plain == day + timedelta(days=count)
    assert calendar.is_working(rolled)
    assert not calendar.working_days(plain, rolled)[:-1].any()


def test_zero_days_stay_on_the_day() -> None:
    saturday = date(2018, 3, 3)
    assert CHINESE.add_working_days(saturday, 0) == saturday
    assert CHINESE.working_days_between(saturday, saturday) == 0
    assert CHINESE.next_working_day(saturday) == date(2018, 3, 5)
    assert CHINESE.previous_working_day(saturday) == date(2018, 3, 2)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        # 2018: off 15–21 February, worked on Sunday the 11th and Saturday the 24th.
        (date(2018, 2, 8), 20, date(2018, 3, 13)),
        (date(2018, 2, 14), 1, date(2018, 2, 22)),
        (date(2018, 2, 22), 2, date(2018, 2, 24)),
        # 2024: off 10–17 February, worked on Sundays the 4th and the 18th.
        (date(2024, 2, 1), 10, date(2024, 2, 20)),
        (date(2024, 2, 9), 1, date(2024, 2, 18)),
        (date(2024, 2, 2), 1, date(2024, 2, 4)),
    ],
)
def test_counts_around_spring_festival(start: date, count: int, due: date) -> None:
    assert CHINESE.add_working_days(start, count) == due
    assert CHINESE.working_days_between(start, due) == count
    assert CHINESE.add_working_days(due + timedelta(days=1), -count) == walk(
        CHINESE, due + timedelta(days=1), Decimal(count), -1
    )


def test_half_days_count_half() -> None:
    friday = date(2018, 3, 9)
    calendar = WorkingCalendar(days={friday: DayRule(DayKind.HALF)}, official_years=frozenset({2018}))
    assert calendar.working_days_between(date(2018, 3, 8), friday) == Decimal("0.5")
    assert calendar.add_working_days(date(2018, 3, 8), Decimal("0.5")) == friday
    assert calendar.add_working_days(date(2018, 3, 8), 1) == date(2018, 3, 12)
    assert calendar.working_days(friday, friday).tolist() == [True]
    assert [str(shift) for shift in calendar.shifts_on(friday)] == ["08:30–12:00"]


def test_every_day_counts_around_the_clock() -> None:
    calendar = seven_by_twenty_four()
    assert calendar.add_working_days(date(2018, 2, 14), 7) == date(2018, 2, 21)
    assert calendar.working_days(date(2018, 2, 15), date(2018, 2, 21)).all()
    assert not calendar.is_provisional(date(2040, 1, 1))


def test_refuses_a_pattern_without_working_time() -> None:
    with pytest.raises(InvalidInput, match="No weekday has working time"):
        WeeklyPattern(((),) * 7)


def test_refuses_odd_fractions_and_reversed_spans() -> None:
    with pytest.raises(ValueError, match=r"multiple of 0\.5"):
        CHINESE.add_working_days(date(2018, 1, 1), Decimal("0.3"))
    with pytest.raises(ValueError, match="before the first day"):
        CHINESE.working_days(date(2018, 1, 2), date(2018, 1, 1))


def test_counting_ends_where_dates_end() -> None:
    with pytest.raises(CalendarRangeError):
        CHINESE.add_working_days(date(9990, 1, 1), 10_000)
    with pytest.raises(CalendarRangeError):
        CHINESE.add_working_days(date(5, 1, 1), -10_000)
    with pytest.raises(CalendarRangeError):
        CHINESE.add_calendar_days(date(9990, 1, 1), 10_000)


def test_notice_wins_over_the_library() -> None:
    moved = date(2019, 5, 2)  # off by the notice that moved Labour Day; the library agrees
    days, years = official_days()
    assert not CHINESE.is_working(moved)
    silent = WorkingCalendar(days={}, official_years=frozenset({2019}))
    assert silent.is_working(moved), "a year with a notice takes nothing from the library"
    worked = WorkingCalendar(days={date(2030, 1, 1): DayRule(DayKind.WORKING)})
    assert worked.is_working(date(2030, 1, 1)), "a named day wins over the library in any year"
    assert 2030 not in years
    assert date(2030, 1, 1) not in days
    assert not CHINESE.is_working(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "provisional"),
    [
        (date(2018, 12, 31), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2027, 1, 4), True),
        (date(2016, 6, 1), True),
    ],
)
def test_days_without_a_notice_are_provisional(day: date, provisional: bool) -> None:
    assert CHINESE.is_provisional(day) is provisional
