"""The year as the page shows it: signs, holidays that reach over New Year, and their make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calendars.strategies import CHINESE, NIGHTS, calendars

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.patterns import OFFICE_HOURS
from guatu.calendars.rules import WorkingCalendar
from guatu.calendars.year_view import shift_lines, year_view

TODAY = date(2018, 7, 2)


@given(calendars(), st.integers(2017, 2028))
def test_every_day_stands_once_in_its_place(calendar: WorkingCalendar, year: int) -> None:
    view = year_view(year, calendar, TODAY)
    cells = [cell for month in view.months for week in month.weeks for cell in week if cell]
    first = date(year, 1, 1)
    assert [cell.date for cell in cells] == [first + timedelta(days=i) for i in range(len(cells))]
    assert cells[-1].date == date(year, 12, 31)
    assert sum(month.working_days for month in view.months) == view.working_days
    for month in view.months:
        for week in month.weeks:
            assert [cell.date.weekday() for cell in week if cell] == [i for i, c in enumerate(week) if c]


def test_signs_tell_what_differs_from_an_ordinary_week() -> None:
    view = year_view(2018, CHINESE, TODAY)
    signs = {cell.date: cell.sign for m in view.months for week in m.weeks for cell in week if cell}
    assert signs[date(2018, 2, 11)] == "make-up"
    assert signs[date(2018, 2, 17)] == "off", "a Saturday within the holiday"
    assert signs[date(2018, 3, 3)] == "", "an ordinary Saturday"
    assert signs[TODAY] == ""
    assert [c.date for m in view.months for week in m.weeks for c in week if c and c.today] == [TODAY]
    half = WorkingCalendar(days={date(2018, 3, 8): DayRule(DayKind.HALF, "妇女节")})
    cells = [c for week in year_view(2018, half, TODAY).months[2].weeks for c in week if c]
    assert cells[7].sign == "half"


def test_holidays_of_2018_with_their_make_up_days() -> None:
    found = [(h.name, h.first, h.length, h.make_up) for h in year_view(2018, CHINESE, TODAY).holidays]
    assert found[1] == ("春节", date(2018, 2, 15), 7, (date(2018, 2, 11), date(2018, 2, 24)))
    assert found[0] == ("元旦", date(2018, 1, 1), 1, ())
    assert found[-1] == ("元旦", date(2018, 12, 30), 3, (date(2018, 12, 29),))
    assert len(found) == 8


def test_holiday_over_new_year_is_whole_in_both_years() -> None:
    assert year_view(2019, CHINESE, TODAY).holidays[0] == year_view(2018, CHINESE, TODAY).holidays[-1]


def test_library_days_in_lieu_belong_to_their_holiday() -> None:
    found = [(h.name, h.first, h.last) for h in year_view(2031, CHINESE, TODAY).holidays]
    assert ("农历除夕、春节", date(2031, 1, 22), date(2031, 1, 27)) in found
    assert ("清明节", date(2031, 4, 5), date(2031, 4, 7)) in found
    assert ("中秋节、国庆节", date(2031, 10, 1), date(2031, 10, 3)) in found


@pytest.mark.parametrize(
    ("pattern", "lines"),
    [
        (OFFICE_HOURS, [(0, 4, "08:30–12:00 14:00–17:30", False)]),
        (
            NIGHTS,
            [
                (0, 0, "22:00–06:00", False),
                (1, 1, "06:30–12:00 22:00–06:00", False),
                (2, 2, "07:00–19:15", False),
                (4, 4, "00:00–24:00", False),
                (5, 5, "08:30–11:07", True),
                (6, 6, "20:00–24:00", False),
            ],
        ),
    ],
)
def test_shifts_in_a_few_lines(pattern: object, lines: list[tuple[int, int, str, bool]]) -> None:
    found = shift_lines(pattern)  # type: ignore[arg-type]
    assert [(line.first.weekday(), line.last.weekday(), line.shifts, line.half) for line in found] == lines
