"""Periods beside a period."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guatu.core.periods import Period, PeriodType
from guatu.reports.rules.periods_around import LENGTH, after, before, line, others, period_of

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
KINDS = st.sampled_from(list(PeriodType))


@given(DAYS, KINDS)
def test_a_day_lies_within_its_period(day: date, kind: PeriodType) -> None:
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    assert period.type is kind


@given(DAYS, KINDS)
def test_before_and_after_undo_each_other(day: date, kind: PeriodType) -> None:
    period = period_of(kind, day)
    assert before(after(period)) == period == after(before(period))
    assert before(period).last < period.first


@given(DAYS, KINDS)
def test_a_history_ends_with_the_period(day: date, kind: PeriodType) -> None:
    told = line(period_of(kind, day), kind, day)
    assert told[-1] == period_of(kind, day)
    assert len(told) == LENGTH[kind] == len(set(told))
    assert told == sorted(told)


def test_a_history_by_month_ends_with_the_month_that_has_come() -> None:
    told = line(Period.parse("2018"), PeriodType.MONTH, date(2018, 7, 2))
    assert [str(told[0]), str(told[-1])] == ["2017M08", "2018M07"]
    assert str(line(Period.parse("2018H1"), PeriodType.MONTH, date(2018, 7, 2))[-1]) == "2018M06"


def test_other_types_stand_around_what_has_come() -> None:
    year = Period.parse("2018")
    found = others(year, frozenset(PeriodType), date(2018, 7, 2))
    assert [str(one) for one in found] == ["2018", "2018H2", "2018Q3", "2018M07", "2018W27", "2018M01-M07"]
    found = others(Period.parse("2018H1"), {PeriodType.HALF, PeriodType.MONTH}, date(2018, 7, 2))
    assert [str(one) for one in found] == ["2018H1", "2018M06"]
