"""Dates and years as offices write them."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.dates import PartialDate, Precision, parse_partial_date
from guatu.sheets.spans import DateSpan, parse_year_range
from guatu.sheets.values import Unreadable

DAY, TEN, MONTH = Precision.DAY, Precision.TEN_DAYS, Precision.MONTH
QUARTER, HALF, YEAR = Precision.QUARTER, Precision.HALF, Precision.YEAR


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    precision = draw(st.sampled_from(Precision))
    day = draw(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    first = {
        DAY: day,
        TEN: day.replace(day=min(21, (day.day - 1) // 10 * 10 + 1)),
        MONTH: day.replace(day=1),
        QUARTER: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        HALF: day.replace(month=1 if day.month < 7 else 7, day=1),
        YEAR: day.replace(month=1, day=1),
    }
    return PartialDate(first[precision], precision)


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("2018.3", date(2018, 3, 1), MONTH),
        ("2018.10", date(2018, 10, 1), MONTH),
        ("2018.1", date(2018, 1, 1), MONTH),
        (2018.3, date(2018, 3, 1), MONTH),
        (2018.12, date(2018, 12, 1), MONTH),
        (2018.01, date(2018, 1, 1), MONTH),
        ("２０１８．３", date(2018, 3, 1), MONTH),
        ("2018年3月", date(2018, 3, 1), MONTH),
        ("2018 年 3 月份", date(2018, 3, 1), MONTH),
        ("2018-03", date(2018, 3, 1), MONTH),
        ("201803", date(2018, 3, 1), MONTH),
        (201803.0, date(2018, 3, 1), MONTH),
        ("2018/3/1", date(2018, 3, 1), DAY),
        ("2018.2.2", date(2018, 2, 2), DAY),
        ("20180301", date(2018, 3, 1), DAY),
        ("2018-03-01 00:00:00", date(2018, 3, 1), DAY),
        (datetime.fromisoformat("2018-03-01T12:05"), date(2018, 3, 1), DAY),
        (date(2018, 3, 1), date(2018, 3, 1), DAY),
        (43160.0, date(2018, 3, 1), DAY),
        ("2018年上半年", date(2018, 1, 1), HALF),
        ("2018年下半年", date(2018, 7, 1), HALF),
        ("2018年第三季度", date(2018, 7, 1), QUARTER),
        ("2018Q2", date(2018, 4, 1), QUARTER),
        ("2018年6月中旬", date(2018, 6, 11), TEN),
        ("2018年3月底", date(2018, 3, 21), TEN),
        ("2018年底前", date(2018, 12, 1), MONTH),
        ("2018年年初", date(2018, 1, 1), MONTH),
        (2018.0, date(2018, 1, 1), YEAR),
        ("2018年度", date(2018, 1, 1), YEAR),
        ("预计2018年3月", date(2018, 3, 1), MONTH),
        ("2018年3月开工", date(2018, 3, 1), MONTH),
        ("2018年十月", date(2018, 10, 1), MONTH),
    ],
)
def test_reads_dates_with_their_precision(cell: object, day: date, precision: Precision) -> None:
    assert parse_partial_date(cell).value == PartialDate(day, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["", "—", "/", "无", "未开工", "尚未开工", "待定", "－"])
def test_nothing_yet_is_none(cell: str) -> None:
    assert parse_partial_date(cell).value is None


def test_number_2018_1_is_january_with_a_warning() -> None:
    value, note = parse_partial_date(2018.1)
    assert value == PartialDate(date(2018, 1, 1), MONTH)
    assert "2018年10月" in note


def test_number_shown_as_2018_10_is_october() -> None:
    assert parse_partial_date(2018.1, shown="two_decimals").value == PartialDate(date(2018, 10, 1), MONTH)


def test_date_cell_is_as_precise_as_it_is_shown() -> None:
    assert parse_partial_date(date(2018, 3, 1), shown="month").value == PartialDate(date(2018, 3, 1), MONTH)
    assert parse_partial_date(date(2018, 3, 1), shown="year").value == PartialDate(date(2018, 1, 1), YEAR)


def test_needs_a_year_for_june() -> None:
    with pytest.raises(Unreadable, match="year is missing"):
        parse_partial_date("6月中旬")
    assert parse_partial_date("6月中旬", default_year=2018).value == PartialDate(date(2018, 6, 11), TEN)


@pytest.mark.parametrize(
    ("cell", "word"), [("17年3月", "2017"), ("2018年3月（已开工）", "已开工"), (43160.0, "2018-03-01")]
)
def test_notes_how_it_was_read(cell: str | float, word: str) -> None:
    assert word in parse_partial_date(cell).note


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "3",
        "18.3",
        "2018-3.5",
        "2018年2月30日",
        2018.13,
        "2018.13",
        5.0,
        -1.0,
        True,
        time(8, 30),
        float("nan"),
        "2018-2019",
        "底",
        "0年1月",
    ],
)
def test_refuses_what_is_no_date(cell: object) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_partial_date(cell)  # type: ignore[arg-type]
    assert "2018年3月" in caught.value.expected


@given(partial_dates())
def test_date_round_trip(value: PartialDate) -> None:
    assert parse_partial_date(str(value)).value == value
    assert value.date <= value.end
    assert value.end.year == value.date.year


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)), st.sampled_from("./-"), st.booleans())
def test_every_separator_with_or_without_zeros(day: date, mark: str, padded: bool) -> None:
    text = day.strftime(f"%Y{mark}%m{mark}%d") if padded else f"{day.year}{mark}{day.month}{mark}{day.day}"
    assert parse_partial_date(text).value == PartialDate(day)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2017—2019年", date(2017, 1, 1), date(2019, 12, 31)),
        ("2016-2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("2018～2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("2017 — 2019", date(2017, 1, 1), date(2019, 12, 31)),
        ("2017-19", date(2017, 1, 1), date(2019, 12, 31)),
        ("2018.3-2019.12", date(2018, 3, 1), date(2019, 12, 31)),
        ("2018-03-2019-12", date(2018, 3, 1), date(2019, 12, 31)),
        ("2018/3/1至2019/5/6", date(2018, 3, 1), date(2019, 5, 6)),
        ("2018年3-12月", date(2018, 3, 1), date(2018, 12, 31)),
        ("2018年1月至12月", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018年", date(2018, 1, 1), date(2018, 12, 31)),
        (2018.0, date(2018, 1, 1), date(2018, 12, 31)),
        ("2018年至今", date(2018, 1, 1), None),
        ("2018年起", date(2018, 1, 1), None),
    ],
)
def test_reads_from_and_to(cell: object, first: date, last: date | None) -> None:
    span = parse_year_range(cell).value  # type: ignore[arg-type]
    assert span is not None
    assert (span.start.date, span.end.end if span.end else None) == (first, last)


@pytest.mark.parametrize("cell", ["2019-2018", "3年", "分期", "2018-2019-2020", True])
def test_refuses_what_has_no_beginning_and_end(cell: object) -> None:
    with pytest.raises(Unreadable):
        parse_year_range(cell)  # type: ignore[arg-type]


def test_months_may_take_the_year_of_the_table() -> None:
    span = parse_year_range("3-12月", default_year=2018).value
    assert span is not None
    assert str(span) == "2018年3月至2018年12月"


@given(partial_dates(), partial_dates())
def test_span_round_trip(one: PartialDate, other: PartialDate) -> None:
    start, end = sorted((one, other), key=lambda partial: partial.date)
    if end.end >= start.date:
        assert parse_year_range(str(DateSpan(start, end))).value == DateSpan(start, end)
    assert parse_year_range(str(DateSpan(start, None))).value == DateSpan(start, None)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(alphabet="2018193.-/年月日季度上下半旬底初中至今Q~— "),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    st.sampled_from([None, 2018]),
    st.sampled_from([parse_partial_date, parse_year_range]),
)
def test_never_fails_otherwise(cell: object, year: int | None, parse: object) -> None:
    with suppress(Unreadable):
        parse(cell, default_year=year)  # type: ignore[operator]
