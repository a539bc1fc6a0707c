"""When a series meets, and what its numbers can be."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guatu.calendars.rules import WorkingCalendar
from guatu.meetings.choices import Cadence
from guatu.meetings.rules.due_days import due_suggestions
from guatu.meetings.rules.occurrences import (
    Rhythm,
    is_possible,
    most_meetings,
    next_occurrence,
    nominal_days,
    occurrences,
    period_of,
    skipped,
)

CALENDAR = WorkingCalendar()
MONDAYS = Rhythm(Cadence.WEEKLY, weekday=1)
days = st.dates(date(2016, 1, 1), date(2019, 12, 31))
rhythms = st.builds(
    Rhythm, st.sampled_from([Cadence.WEEKLY, Cadence.MONTHLY]), st.integers(1, 7), st.integers(1, 31)
)


def test_a_meeting_on_a_holiday_moves_to_the_next_working_day() -> None:
    found = {o.nominal: o.day for o in occurrences(MONDAYS, CALENDAR, date(2018, 6, 11), date(2018, 6, 25))}
    # 18 June 2018 was the Dragon Boat Festival.
    assert found == {
        date(2018, 6, 11): date(2018, 6, 11),
        date(2018, 6, 18): date(2018, 6, 19),
        date(2018, 6, 25): date(2018, 6, 25),
    }


def test_a_week_of_holidays_makes_two_meetings_one() -> None:
    found = occurrences(MONDAYS, CALENDAR, date(2018, 10, 1), date(2018, 10, 8))
    assert [(o.nominal, o.day) for o in found] == [(date(2018, 10, 8), date(2018, 10, 8))]


def test_a_short_month_meets_on_its_last_day() -> None:
    days_of = nominal_days(Rhythm(Cadence.MONTHLY, month_day=31), date(2018, 1, 31))
    assert [next(days_of) for _ in range(3)] == [date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31)]


def test_twenty_four_weekly_meetings_in_sixteen_weeks_are_not_possible() -> None:
    renamed, last = date(2024, 9, 9), date(2024, 12, 24)
    assert most_meetings(MONDAYS, renamed, last) == 16
    assert not is_possible(MONDAYS, renamed, last, 24)
    # Counted on from the series that began in June, they are.
    assert is_possible(MONDAYS, date(2024, 6, 3), last, 24)
    assert is_possible(MONDAYS, renamed, last, 24, first_number=14)


def test_a_series_that_is_called_has_no_rhythm() -> None:
    called = Rhythm(Cadence.NONE)
    assert next_occurrence(called, CALENDAR, date(2018, 7, 2)) is None
    assert most_meetings(called, date(2018, 1, 1), date(2018, 7, 2)) is None
    assert is_possible(called, date(2018, 1, 1), date(2018, 7, 2), 999)


def test_a_week_without_a_meeting_is_skipped() -> None:
    held = [date(2018, 6, 11), date(2018, 6, 25)]
    missed = skipped(MONDAYS, CALENDAR, date(2018, 6, 11), date(2018, 7, 2), held)
    assert [o.nominal for o in missed] == [date(2018, 6, 18), date(2018, 7, 2)]


@given(rhythms, days, st.integers(0, 300))
def test_occurrences_are_working_days_in_order_and_no_more_than_the_rhythm_allows(
    rhythm: Rhythm, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = occurrences(rhythm, CALENDAR, first, last)
    assert all(CALENDAR.is_working(o.day) and o.nominal <= o.day for o in found)
    assert all(a.day < b.day for a, b in pairwise(found))
    most = most_meetings(rhythm, first, last)
    assert most is not None
    assert len(found) <= most
    periods = [period_of(rhythm, o.nominal) for o in found]
    assert len(set(periods)) == len(periods)


@given(rhythms, days)
def test_the_next_one_comes_after_and_none_lies_between(rhythm: Rhythm, after: date) -> None:
    found = next_occurrence(rhythm, CALENDAR, after)
    assert found is not None
    assert found.day > after
    between = occurrences(rhythm, CALENDAR, after - timedelta(days=62), found.nominal)
    assert not [o for o in between if after < o.day < found.day]


@given(days)
def test_due_dates_offered_are_working_days_to_come(today: date) -> None:
    offered = due_suggestions(today, CALENDAR)
    assert offered
    assert offered == sorted(offered)
    assert all(day > today and CALENDAR.is_working(day) for day in offered)


def test_due_dates_of_a_monday() -> None:
    assert due_suggestions(date(2018, 7, 2), CALENDAR) == [
        date(2018, 7, 6),
        date(2018, 7, 9),
        date(2018, 7, 13),
    ]
