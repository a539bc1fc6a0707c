"""The weekly pattern: its JSON form, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calendars.strategies import NIGHTS, PATTERNS

from guatu.calendars.choices import DayKind
from guatu.calendars.patterns import OFFICE_HOURS, Shift, WeeklyPattern, first_half
from guatu.core.errors import InvalidInput


@given(st.sampled_from(PATTERNS))
def test_parsing_undoes_dumping(pattern: WeeklyPattern) -> None:
    assert WeeklyPattern.parse(pattern.dump()) == pattern


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_shift_text_keeps_its_minutes(start: int, length: int) -> None:
    shift = Shift(start, start + length)
    if length == 1440 and start:
        return  # 08:00–08:00 cannot be written; a whole day is 00:00–24:00
    assert Shift.parse(*shift.dump()) == shift


def test_weekdays_without_shifts_are_off() -> None:
    assert [OFFICE_HOURS.kind(day) for day in range(7)] == [DayKind.WORKING] * 5 + [DayKind.OFF] * 2
    assert NIGHTS.kind(5) == DayKind.HALF


def test_make_up_sunday_keeps_monday_hours() -> None:
    assert OFFICE_HOURS.shifts_for(6, DayKind.WORKING) == OFFICE_HOURS.shifts[0]
    assert OFFICE_HOURS.shifts_for(6, DayKind.HALF) == OFFICE_HOURS.shifts[0][:1]
    assert NIGHTS.shifts_for(5, DayKind.HALF) == NIGHTS.shifts[5]
    assert NIGHTS.shifts_for(5, DayKind.WORKING) == NIGHTS.shifts[0]
    assert OFFICE_HOURS.shifts_for(2, DayKind.OFF) == ()


def test_half_of_the_hours_may_end_within_a_shift() -> None:
    assert first_half((Shift.parse("08:00", "18:00"),)) == (Shift.parse("08:00", "13:00"),)
    assert first_half((Shift.parse("08:00", "09:00"), Shift.parse("10:00", "13:00"))) == (
        Shift.parse("08:00", "09:00"),
        Shift.parse("10:00", "11:00"),
    )


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        ([], "shifts", "weekdays"),
        ({"shifts": {}}, "shifts", "No weekday has working time"),
        ({"shifts": {"monday": []}}, "shifts.monday", "Unknown weekday"),
        ({"shifts": {"mon": [["8:30", "25:00"]]}}, "shifts.mon", "“25:00” is not a time of day"),
        ({"shifts": {"mon": [["08:30", "24:30"]]}}, "shifts.mon", "“24:30” is not a time of day"),
        ({"shifts": {"mon": [["08:30"]]}}, "shifts.mon", "is not a shift"),
        ({"shifts": {"mon": "08:30"}}, "shifts.mon", "list of shifts"),
        ({"shifts": {"mon": [["09:00", "09:00"]]}}, "shifts.mon", "no length"),
        ({"shifts": {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]}}, "shifts.mon", "overlaps 08:00–12:00"),
        ({"shifts": {"mon": [["22:00", "06:00"]], "tue": [["05:00", "09:00"]]}}, "shifts.tue", "overlaps"),
        ({"shifts": {"sun": [["22:00", "06:00"]], "mon": [["05:00", "09:00"]]}}, "shifts.mon", "overlaps"),
        (
            {"shifts": {"mon": [["08:00", "12:00"]]}, "half_days": ["tue"]},
            "half_days.tue",
            "at least one shift",
        ),
        ({"shifts": {"mon": [["08:00", "12:00"]]}, "half_days": "mon"}, "half_days", "list of weekdays"),
    ],
)
def test_faults_name_the_weekday(data: object, place: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        WeeklyPattern.parse(data)
    assert [fault.place for fault in caught.value.faults] == [place]
    assert said in caught.value.faults[0].message
