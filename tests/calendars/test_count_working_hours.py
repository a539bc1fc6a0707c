"""Counting working hours: against a walk minute by minute, with breaks, lunch and night shifts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.calendars.strategies import CHINESE, NIGHTS, breaks, calendars, moments

from guatu.calendars.breaks import Break
from guatu.calendars.rules import WorkingCalendar, seven_by_twenty_four
from guatu.core.clock import CHINA

MINUTE = timedelta(minutes=1)
NAIVE = datetime.fromisoformat("2018-03-05T09:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def worked_minutes(calendar: WorkingCalendar, day: date) -> set[datetime]:
    """The minutes worked in shifts that begin on `day`, each by its beginning."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
    return {
        midnight + MINUTE * minute
        for shift in calendar.shifts_on(day)
        for minute in range(shift.start, shift.end)
    }


@settings(max_examples=60)
@given(calendars(), st.integers(0, 60 * 24 * 90), st.integers(0, 60 * 24 * 6), breaks())
def test_elapsed_equals_a_walk_minute_by_minute(
    calendar: WorkingCalendar, offset: int, length: int, stops: list[Break]
) -> None:
    start = at("2017-12-28T00:00") + MINUTE * offset
    end = start + MINUTE * length
    stops = [
        Break(stop.start.replace(second=0, microsecond=0), stop.end.replace(second=0, microsecond=0))
        for stop in stops
    ]
    worked: set[datetime] = set()
    for i in range(-1, length // 1440 + 2):
        worked |= worked_minutes(calendar, (start + timedelta(days=i)).date())
    expected = sum(
        start <= minute < end and not any(stop.start <= minute < stop.end for stop in stops)
        for minute in worked
    )
    assert calendar.elapsed_working_time(start, end, stops) == MINUTE * expected
    assert calendar.elapsed_working_time(end, start, stops) == -MINUTE * expected


@given(calendars(), moments, st.integers(0, 400_000), breaks())
def test_elapsed_undoes_adding(
    calendar: WorkingCalendar, start: datetime, seconds: int, stops: list[Break]
) -> None:
    end = calendar.add_working_hours(start, Decimal(seconds) / 3600, stops)
    worked = timedelta(seconds=seconds)
    assert abs(calendar.elapsed_working_time(start, end, stops) - worked) <= timedelta(microseconds=1)
    if seconds:
        just_before = calendar.elapsed_working_time(start, end - timedelta(seconds=1), stops)
        assert just_before < calendar.elapsed_working_time(start, end, stops)


@given(calendars(), moments, st.integers(0, 500), st.integers(0, 500), breaks())
def test_more_hours_never_end_sooner(
    calendar: WorkingCalendar, start: datetime, a: int, b: int, stops: list[Break]
) -> None:
    less, more = sorted((a, b))
    assert start <= calendar.add_working_hours(start, less, stops)
    assert calendar.add_working_hours(start, less, stops) <= calendar.add_working_hours(start, more, stops)
    assert calendar.add_working_hours(start, more) <= calendar.add_working_hours(start, more, stops)


@given(moments, st.integers(0, 10_000))
def test_around_the_clock_every_hour_counts(start: datetime, hours: int) -> None:
    assert seven_by_twenty_four().add_working_hours(start, hours) == start + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2018-03-05T11:00", 1, "2018-03-05T12:00"),  # ends with the shift, not after lunch
        ("2018-03-05T11:00", Decimal("1.5"), "2018-03-05T14:30"),  # lunch does not count
        ("2018-03-05T12:30", 1, "2018-03-05T15:00"),  # begins within lunch
        ("2018-03-05T17:00", 1, "2018-03-06T09:00"),  # over night
        ("2018-02-14T17:00", 1, "2018-02-22T09:00"),  # over Spring Festival
        ("2018-02-23T17:00", 1, "2018-02-24T09:00"),  # a make-up Saturday keeps office hours
        ("2018-12-31T10:00", 7, "2019-01-02T17:30"),  # over New Year, no hour of it worked
        ("2018-03-05T11:00", 0, "2018-03-05T11:00"),
    ],
)
def test_office_hours(start: str, hours: int | Decimal, end: str) -> None:
    reached = CHINESE.add_working_hours(at(start), hours)
    assert reached == at(end)
    assert reached.tzinfo is CHINA


def test_night_shift_runs_past_midnight_and_new_year() -> None:
    calendar = WorkingCalendar(pattern=NIGHTS, follows_notices=False)
    monday = at("2018-12-31T22:00")  # a Monday shift, 22:00 to 06:00
    assert calendar.add_working_hours(monday, 8) == at("2019-01-01T06:00")
    assert calendar.elapsed_working_time(at("2019-01-01T00:00"), at("2019-01-01T06:15")) == timedelta(hours=6)
    assert calendar.elapsed_working_time(at("2019-01-01T05:00"), at("2019-01-01T07:00")) == timedelta(
        hours=1, minutes=30
    )


def test_overlapping_breaks_count_once() -> None:
    stops = [
        Break(at("2018-03-05T09:00"), at("2018-03-05T11:00")),
        Break(at("2018-03-05T10:00"), at("2018-03-05T14:30")),
    ]
    # 08:30–09:00 counts, then the clock stands until 14:30.
    assert CHINESE.add_working_hours(at("2018-03-05T08:30"), 1, stops) == at("2018-03-05T15:00")
    assert CHINESE.elapsed_working_time(at("2018-03-05T08:30"), at("2018-03-05T15:00"), stops) == timedelta(
        hours=1
    )


def test_takes_any_time_zone_and_answers_in_its_own() -> None:
    reached = CHINESE.add_working_hours(datetime(2018, 3, 5, 3, 0, tzinfo=UTC), 2)
    assert reached.isoformat() == "2018-03-05T15:00:00+08:00"


def test_refuses_naive_moments_and_negative_hours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CHINESE.add_working_hours(NAIVE, 1)
    with pytest.raises(ValueError, match="not negative"):
        CHINESE.add_working_hours(at("2018-03-05T09:00"), -1)
    with pytest.raises(ValueError, match="aware"):
        Break(NAIVE, at("2018-03-05T09:00"))
    with pytest.raises(ValueError, match="cannot end"):
        Break(at("2018-03-05T10:00"), at("2018-03-05T09:00"))
