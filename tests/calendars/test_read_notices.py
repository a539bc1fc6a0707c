"""The shipped notices: every make-up day, and day by day against the holiday library."""

from datetime import date, timedelta

import holidays
import pytest
from tests.calendars.strategies import CHINESE

from guatu.calendars.choices import DayKind
from guatu.calendars.official import official_notices, read_notice
from guatu.calendars.statutory import statutory_days

MAKE_UP = {
    2018: "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def every_day(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", MAKE_UP)
def test_make_up_days_are_the_published_ones(year: int) -> None:
    worked = [day for day in every_day(year) if day.weekday() >= 5 and CHINESE.is_working(day)]
    assert [f"{day:%m-%d}" for day in worked] == MAKE_UP[year].split()
    assert all(CHINESE.kind_on(day) == DayKind.WORKING for day in worked)


@pytest.mark.parametrize("year", range(2017, 2027))
def test_notices_agree_with_the_library(year: int) -> None:
    library = holidays.country_holidays("CN", years=[year, year + 1])
    differing = [day for day in every_day(year) if CHINESE.is_working(day) != library.is_working_day(day)]
    assert differing == []


@pytest.mark.parametrize("notice", official_notices(), ids=lambda notice: notice.key)
def test_notices_are_consistent(notice: object) -> None:
    assert notice in official_notices()
    weekday_off = [d for d, r in notice.days.items() if r.kind == DayKind.OFF]  # type: ignore[attr-defined]
    worked = [d for d, r in notice.days.items() if r.kind == DayKind.WORKING]  # type: ignore[attr-defined]
    assert weekday_off
    assert all(day.weekday() >= 5 for day in worked), "only weekends are worked instead"
    assert notice.document_number.startswith(f"国办发明电〔{notice.published_on.year}〕")  # type: ignore[attr-defined]
    assert notice.published_on < min(notice.days)  # type: ignore[attr-defined]


def test_every_year_has_a_notice_and_later_ones_win() -> None:
    assert {notice.year for notice in official_notices()} == set(range(2017, 2027))
    assert not CHINESE.is_working(date(2020, 2, 1)), "a make-up day until the holiday was extended"
    assert not CHINESE.is_working(date(2019, 5, 3)), "worked until Labour Day was moved"


def test_library_fills_years_without_a_notice() -> None:
    assert statutory_days(2027)[date(2027, 2, 6)].kind == DayKind.OFF
    assert statutory_days(2011)[date(2011, 12, 31)].kind == DayKind.WORKING, "made up for New Year 2012"
    assert statutory_days(1949) == {}
    assert statutory_days(2150) == {}
    assert all(statutory_days(year) for year in (1950, 2098, 2099))


def test_reading_names_what_is_wrong() -> None:
    head = 'year = 2030\ntitle = "t"\npublished_on = 2029-11-01\nverified = false\n'
    holiday = '[[holiday]]\nname = "元旦"\nfirst = 2030-01-{}\nlast = 2030-01-{}\n'
    with pytest.raises(ValueError, match=r"n: 元旦 ends \(2030-01-01\) before it begins"):
        read_notice("n", head + holiday.format("02", "01"))
    with pytest.raises(ValueError, match="n: 2030-01-01 is named twice"):
        read_notice("n", head + holiday.format("01", "01") * 2)
