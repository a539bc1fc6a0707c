"""The rules of the two ledgers: components, identities, deadlines, year to date."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guatu.calendars.official import chinese_calendar
from guatu.calendars.rules import WorkingCalendar
from guatu.projects.rules.investment import (
    Components,
    Span,
    Statement,
    TotalMismatch,
    TotalMissing,
    broken_identities,
    closes_on,
    completion_rate,
    missing_months,
    settle_total,
    year_to_date_by_month,
)

YUAN = st.decimals(0, 10**10, places=2)
MAYBE = st.none() | YUAN
FULL = st.builds(Components, YUAN, YUAN, YUAN, YUAN)
SOME = st.builds(Components, MAYBE, MAYBE, MAYBE, MAYBE)


@given(FULL)
def test_four_components_make_the_total(components: Components) -> None:
    assert settle_total(components, None) == components.sum()
    assert settle_total(components, components.sum()) == components.sum()


@given(FULL, st.decimals("0.01", 100, places=2))
def test_a_total_that_four_components_do_not_make_is_refused(components: Components, off: Decimal) -> None:
    with pytest.raises(TotalMismatch) as caught:
        settle_total(components, components.sum() + off)
    assert caught.value.computed == components.sum()


@given(SOME)
def test_without_all_components_a_total_is_needed(components: Components) -> None:
    assume(not components.complete)
    with pytest.raises(TotalMissing):
        settle_total(components, None)
    assert settle_total(components, components.sum() + 1) == components.sum() + 1
    if not components.none_given:
        with pytest.raises(TotalMismatch):
            settle_total(components, components.sum() - 1)


@given(st.lists(FULL, max_size=6), FULL)
def test_difference_undoes_addition(earlier: list[Components], month: Components) -> None:
    before = Components.added(earlier)
    assert Components.added([*earlier, month]).minus(before) == month


def test_a_component_told_once_only_is_not_summed() -> None:
    mixed = [Components(construction=Decimal(1), other=Decimal(2)), Components(construction=Decimal(3))]
    assert Components.added(mixed) == Components(construction=Decimal(4))
    assert Components.added([]) == Components(Decimal(0), Decimal(0), Decimal(0), Decimal(0))


@given(YUAN, YUAN, YUAN, FULL)
def test_true_statements_break_nothing(
    before: Decimal, month: Decimal, last_year: Decimal, c: Components
) -> None:
    to_date = before + month
    given_total = Components(to_date, Decimal(0), Decimal(0), Decimal(0))
    statement = Statement(to_date, given_total, month, last_year + to_date)
    assert broken_identities(statement, before=before, last_year_since_start=last_year) == []


@given(YUAN, YUAN, YUAN, st.decimals("0.01", 1000, places=2))
def test_each_identity_is_judged_by_itself(
    before: Decimal, month: Decimal, last_year: Decimal, off: Decimal
) -> None:
    to_date = before + month
    whole = Components(to_date, Decimal(0), Decimal(0), Decimal(0))

    def broken(statement: Statement) -> list[str]:
        return [b.code for b in broken_identities(statement, before=before, last_year_since_start=last_year)]

    assert broken(Statement(to_date, whole, month + off, last_year + to_date)) == ["month"]
    assert broken(Statement(to_date, whole, month, last_year + to_date + off)) == ["since_start"]
    too_much = Components(to_date + off, Decimal(0), Decimal(0), Decimal(0))
    assert broken(Statement(to_date, too_much, month, None)) == ["components"]
    assert broken(Statement(to_date, whole, None, None)) == []


def test_a_month_closes_on_the_fifth_working_day_of_the_next() -> None:
    calendar = chinese_calendar()
    assert closes_on(2018, 6, calendar) == date(2018, 7, 6)
    # 1–7 October are holidays in 2018, 8 October is the first working day.
    assert closes_on(2018, 9, calendar) == date(2018, 10, 12)
    assert closes_on(2018, 12, calendar).year == 2019
    assert closes_on(2018, 6, calendar, working_days=3) == date(2018, 7, 4)


@given(st.integers(2012, 2024), st.integers(1, 12), st.integers(1, 15))
def test_the_closing_day_is_a_working_day_after_the_month(year: int, month: int, days: int) -> None:
    calendar = WorkingCalendar()
    day = closes_on(year, month, calendar, days)
    assert calendar.is_working(day)
    assert (day.year, day.month) > (year, month)


@st.composite
def ledgers(draw: st.DrawFn) -> list[tuple[Span, Decimal]]:
    """Entries of one year that do not overlap, gaps allowed."""
    entries, month = [], 1
    while month <= 12:
        last = draw(st.integers(month, 12))
        if draw(st.booleans()):
            entries.append((Span(month, last), draw(YUAN)))
        month = last + 1
    return entries


@given(ledgers())
def test_year_to_date_is_known_where_entries_end(entries: list[tuple[Span, Decimal]]) -> None:
    to_date = year_to_date_by_month(entries)
    for span, _amount in entries:
        expected = sum((a for s, a in entries if s.last <= span.last), Decimal(0))
        assert to_date[span.last - 1] == expected
        assert all(to_date[month - 1] is None for month in range(span.first, span.last))
    if entries:
        assert to_date[-1] in {None, sum((a for _s, a in entries), Decimal(0))}
    else:
        assert to_date == [None] * 12


@given(ledgers(), st.integers(0, 12))
def test_missing_months_and_covered_months_make_up_the_year(
    entries: list[tuple[Span, Decimal]], up_to: int
) -> None:
    missing = missing_months([span for span, _amount in entries], up_to)
    for month in range(1, up_to + 1):
        covered = any(span.first <= month <= span.last for span, _amount in entries)
        assert covered != (month in missing)
    assert all(1 <= month <= up_to for month in missing)


@given(st.integers(1, 12), st.integers(0, 11), st.integers(1, 12), st.integers(0, 11))
def test_spans_overlap_when_they_share_a_month(a: int, more_a: int, b: int, more_b: int) -> None:
    one, other = Span(a, min(12, a + more_a)), Span(b, min(12, b + more_b))
    shared = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    assert one.overlaps(other) == bool(shared) == other.overlaps(one)


def test_completion_rate_of_the_published_example() -> None:
    rate = completion_rate(Decimal(4390), Decimal(5330))
    assert rate is not None
    assert round(rate * 100, 1) == Decimal("82.4")
    assert round(rate * 100 - 75, 1) == Decimal("7.4")
    assert completion_rate(Decimal(5), None) is None
    assert completion_rate(Decimal(5), Decimal(0)) is None
    assert completion_rate(None, Decimal(5)) is None
