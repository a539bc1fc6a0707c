"""Deadlines in their four units, with stopped clocks."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calendars.strategies import CHINESE, breaks, calendars, moments

from guatu.calendars.breaks import Break
from guatu.calendars.choices import DayKind, DeadlineUnit
from guatu.calendars.days import DayRule
from guatu.calendars.deadlines import Deadline, due_at, due_on, elapsed
from guatu.calendars.rules import WorkingCalendar, seven_by_twenty_four
from guatu.core.clock import CHINA

WORKING_DAYS, DAYS = DeadlineUnit.WORKING_DAY, DeadlineUnit.CALENDAR_DAY
HOURS, WORKING_HOURS = DeadlineUnit.HOUR, DeadlineUnit.WORKING_HOUR


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def stop(start: str, end: str) -> Break:
    return Break(at(start), at(end))


deadlines = st.builds(Deadline, st.integers(0, 60), st.sampled_from(DeadlineUnit), st.booleans())


@pytest.mark.parametrize(
    ("start", "deadline", "due"),
    [
        # Filed on Thursday 8 February 2018; twenty working days, the limit of an administrative licence.
        ("2018-02-08T15:20", Deadline(20, WORKING_DAYS), "2018-03-13T17:30"),
        ("2018-02-08T23:59", Deadline(20, WORKING_DAYS), "2018-03-13T17:30"),
        ("2018-02-08T15:20", Deadline(1, WORKING_DAYS), "2018-02-09T17:30"),
        # Ten calendar days end on Sunday 18 February, within the holiday: rolled to the 22nd.
        ("2018-02-08T15:20", Deadline(10, DAYS), "2018-02-22T17:30"),
        ("2018-02-08T15:20", Deadline(10, DAYS, roll=False), "2018-02-18T23:59:59.999999"),
        # Three calendar days end on Sunday the 11th, which is worked.
        ("2018-02-08T15:20", Deadline(3, DAYS), "2018-02-11T17:30"),
        ("2018-02-08T15:20", Deadline(24, HOURS), "2018-02-09T15:20"),
        ("2018-02-14T15:20", Deadline(7, WORKING_HOURS), "2018-02-22T15:20"),
        # 2024: Sunday the 4th is worked, 10–17 February are off, Sunday the 18th is worked again.
        ("2024-02-02T09:00", Deadline(5, WORKING_DAYS), "2024-02-08T17:30"),
        ("2024-02-02T09:00", Deadline(7, WORKING_DAYS), "2024-02-18T17:30"),
        # A deadline of nothing: on submission.
        ("2024-02-10T09:00", Deadline(0, WORKING_DAYS), "2024-02-18T17:30"),
        ("2024-02-02T09:00", Deadline(0, WORKING_DAYS), "2024-02-02T17:30"),
    ],
)
def test_due_moments(start: str, deadline: Deadline, due: str) -> None:
    assert due_at(at(start), deadline, CHINESE) == at(due)


def test_start_is_a_day_of_the_zone() -> None:
    late_in_london = datetime.fromisoformat("2018-03-05T17:00+00:00")  # already the 6th in China
    assert due_at(late_in_london, Deadline(1, WORKING_DAYS), CHINESE) == at("2018-03-07T17:30")


def test_half_day_closes_at_noon() -> None:
    calendar = WorkingCalendar(
        days={date(2018, 3, 9): DayRule(DayKind.HALF)}, official_years=frozenset({2018})
    )
    due = due_at(at("2018-03-08T09:00"), Deadline(Decimal("0.5"), WORKING_DAYS), calendar)
    assert due == at("2018-03-09T12:00")


def test_around_the_clock_a_day_ends_at_midnight() -> None:
    due = due_at(at("2018-02-14T09:00"), Deadline(1, WORKING_DAYS), seven_by_twenty_four())
    assert due == at("2018-02-15T23:59:59.999999")


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([], date(2018, 3, 9)),
        # Two whole working days.
        ([stop("2018-03-06T00:00", "2018-03-08T00:00")], date(2018, 3, 13)),
        # Papers asked for on Tuesday at ten, received on Thursday at three: the parts add up to 2.5 days or
        # a little less, and the deadline runs to the end of the day it lands on.
        ([stop("2018-03-06T10:00", "2018-03-08T15:00")], date(2018, 3, 14)),
        # A weekend and a night cost nothing.
        ([stop("2018-03-09T17:30", "2018-03-12T08:30")], date(2018, 3, 9)),
        # A stop that ended before the start, and one after the end, change nothing.
        ([stop("2018-02-01T00:00", "2018-03-02T00:00")], date(2018, 3, 9)),
        ([stop("2018-03-10T00:00", "2018-04-10T00:00")], date(2018, 3, 9)),
        # The same time stopped twice counts once.
        ([stop("2018-03-06T00:00", "2018-03-07T00:00")] * 2, date(2018, 3, 12)),
    ],
)
def test_stopped_time_is_given_back(stops: list[Break], due: date) -> None:
    assert due_on(date(2018, 3, 2), Deadline(5, WORKING_DAYS), CHINESE, stops) == due


def test_stopped_calendar_days_and_hours() -> None:
    stops = [stop("2018-03-06T00:00", "2018-03-08T00:00")]
    assert due_on(date(2018, 3, 2), Deadline(5, DAYS), CHINESE, stops) == date(2018, 3, 9)
    assert due_at(at("2018-03-05T09:00"), Deadline(24, HOURS), CHINESE, stops) == at("2018-03-08T09:00")
    assert due_at(at("2018-03-05T09:00"), Deadline(7, WORKING_HOURS), CHINESE, stops) == at(
        "2018-03-08T09:00"
    )


@given(calendars(), moments, deadlines, breaks())
def test_breaks_never_bring_a_deadline_forward(
    calendar: WorkingCalendar, start: datetime, deadline: Deadline, stops: list[Break]
) -> None:
    assert due_at(start, deadline, calendar, stops) >= due_at(start, deadline, calendar)


@given(calendars(), moments, st.sampled_from(DeadlineUnit), st.integers(0, 40), st.integers(0, 40), breaks())
def test_more_time_never_ends_sooner(
    calendar: WorkingCalendar, start: datetime, unit: DeadlineUnit, a: int, b: int, stops: list[Break]
) -> None:
    less, more = (due_at(start, Deadline(n, unit), calendar, stops) for n in sorted((a, b)))
    assert less <= more


@given(calendars(), moments, st.integers(1, 60), st.sampled_from(DeadlineUnit), breaks())
def test_elapsed_agrees_with_the_deadline(
    calendar: WorkingCalendar, start: datetime, amount: int, unit: DeadlineUnit, stops: list[Break]
) -> None:
    due = due_at(start, Deadline(amount, unit, roll=False), calendar, stops)
    assert elapsed(start, due, unit, calendar, stops) >= amount
    before = due - (timedelta(days=1) if unit in (WORKING_DAYS, DAYS) else timedelta(seconds=1))
    assert elapsed(start, before, unit, calendar, stops) < amount


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (-1, WORKING_DAYS, "not negative"),
        (Decimal("1.2"), WORKING_DAYS, "halves"),
        (Decimal("1.5"), DAYS, "whole"),
    ],
)
def test_refuses_amounts_that_mean_nothing(amount: int | Decimal, unit: DeadlineUnit, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Deadline(amount, unit)


def test_hours_have_no_due_day() -> None:
    with pytest.raises(ValueError, match="due moment"):
        due_on(date(2018, 3, 5), Deadline(8, HOURS), CHINESE)
