"""Amounts typed with their unit, and dates typed as exactly as they are known: what is shown reads back the same."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.money import UNITS
from guatu.projects.choices import Precision
from guatu.projects.forms.money import ALL_UNITS, YUAN_UNITS, DatedField, Money, MoneyField
from guatu.projects.rules.dated import as_typed, first_day, in_words
from guatu.projects.sheets.rows import Dated

amounts = st.decimals("0.01", "9999999999999999.99", places=2)
currencies = st.sampled_from(sorted({UNITS[unit][0] for unit in ALL_UNITS}))


@st.composite
def dated(draw: st.DrawFn) -> Dated:
    """A date in each precision, kept as the last day of what was named."""
    year, month = draw(st.integers(1990, 2100)), draw(st.integers(1, 12))
    precision = draw(st.sampled_from(list(Precision)))
    match precision:
        case Precision.DAY:
            return Dated(date(year, month, draw(st.integers(1, 28))), precision)
        case Precision.TEN_DAYS:
            last = draw(st.sampled_from([10, 20, monthrange(year, month)[1]]))
            return Dated(date(year, month, last), precision)
        case Precision.QUARTER:
            month = 3 * ((month - 1) // 3) + 3
        case Precision.HALF:
            month = 6 if month <= 6 else 12
        case Precision.YEAR:
            month = 12
    return Dated(date(year, month, monthrange(year, month)[1]), precision)


@given(amounts, currencies)
def test_shown_amount_reads_back_to_the_fen(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    field = MoneyField()
    assert field.clean(field.widget.decompress(money)) == money


@given(amounts)
def test_yuan_are_shown_short(amount: Decimal) -> None:
    money = Money(amount)
    assert money.unit in YUAN_UNITS
    if money.unit == "亿元":
        assert len(money.number.partition(".")[2]) <= 4


@given(dated())
def test_shown_date_reads_back_as_exact_as_it_was(said: Dated) -> None:
    field = DatedField()
    assert field.clean(as_typed(said.day, said.precision)) == said


@given(dated())
def test_first_day_opens_what_the_last_day_closes(said: Dated) -> None:
    first = first_day(said.day, said.precision)
    assert first <= said.day
    assert said.includes(first)
    assert said.includes(said.day)
    assert (first == said.day) == (said.precision == Precision.DAY)


@given(dated())
def test_words_name_no_more_than_is_known(said: Dated) -> None:
    with translation.override("en"):
        words = in_words(said.day, said.precision)
    assert str(said.day.year) in words
    if said.precision in (Precision.YEAR, Precision.HALF, Precision.QUARTER):
        assert f"{said.day:%b}" not in words


@pytest.mark.parametrize(
    ("typed", "unit", "yuan"),
    [
        ("5.63", "亿元", "563000000"),
        ("６１５０", "万元", "61500000"),
        ("1,250.5", "万元", "12505000"),
        (" 1 250 ", "万元", "12500000"),
        ("0.0001", "万元", "1"),
    ],
)
def test_pasted_numbers_are_read(typed: str, unit: str, yuan: str) -> None:
    assert MoneyField().clean([typed, unit]) == Money(Decimal(yuan))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["a lot", "亿元"], "A number such as 5.63."),
        (["1", "亿卢布"], "Select a valid choice"),
        (["1", ""], "Choose the unit."),
        (["0.0000001", "万元"], "more exact than a hundredth"),
    ],
)
def test_odd_amount_says_what_was_expected(value: list[str], said: str) -> None:
    with translation.override("en"):
        with pytest.raises(forms.ValidationError) as raised:
            MoneyField().clean(value)
        assert said in str(raised.value)


def test_unit_alone_is_no_amount() -> None:
    assert MoneyField(required=False).clean(["", "亿元"]) is None
    with pytest.raises(forms.ValidationError):
        MoneyField().clean(["", "亿元"])


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2018.6", date(2018, 6, 30), Precision.MONTH),
        ("2018年上半年", date(2018, 6, 30), Precision.HALF),
        ("2018/3/1", date(2018, 3, 1), Precision.DAY),
        ("2018Q2", date(2018, 6, 30), Precision.QUARTER),
        ("2018年6月中旬", date(2018, 6, 20), Precision.TEN_DAYS),
        ("2018", date(2018, 12, 31), Precision.YEAR),
    ],
)
def test_ways_of_writing_a_date(typed: str, day: date, precision: Precision) -> None:
    assert DatedField().clean(typed) == Dated(day, precision)


@pytest.mark.parametrize("typed", ["soon", "2018-13", "六月"])
def test_odd_date_says_what_was_expected(typed: str) -> None:
    with translation.override("en"), pytest.raises(forms.ValidationError, match="a date such as"):
        DatedField().clean(typed)


def test_no_date_is_a_dash() -> None:
    nothing: Any = None
    assert (as_typed(nothing, Precision.DAY), in_words(nothing, Precision.DAY)) == ("", "—")
