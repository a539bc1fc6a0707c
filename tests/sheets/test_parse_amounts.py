"""Amounts of money as offices write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.core.money import UNITS
from guatu.sheets.amounts import (
    Amount,
    Unit,
    combine_units,
    find_units,
    format_amount,
    parse_amount,
    parse_unit,
)
from guatu.sheets.values import Unreadable

YI = Unit("亿", "CNY")
WAN = Unit("万", "CNY")
UNITS_OF_MONEY = st.builds(
    Unit,
    st.sampled_from(["", "千", "万", "百万", "亿"]),
    st.sampled_from(["CNY", "USD", "HKD", "EUR", "JPY"]),
)


@pytest.mark.parametrize("label", UNITS)
def test_agrees_with_the_money_of_core(label: str) -> None:
    unit = parse_unit(label)
    assert unit is not None
    assert (unit.currency, unit.factor, unit.label) == (*UNITS[label], label)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        (6.15, "615000000"),
        ("5.17亿元", "517000000"),
        ("３．３１", "331000000"),
        ("9.20亿元", "920000000"),
        ("5亿3000万元", "530000000"),
        ("人民币5.17亿元", "517000000"),
        ("5.17亿元人民币", "517000000"),
        ("5.17（亿元）", "517000000"),
        ("￥1.5", "150000000"),
        ("1 234.5", "123450000000"),
        ("(5.17)", "-517000000"),
        ("-5.17", "-517000000"),
        (0.1 + 0.2, "30000000"),
    ],
)
def test_reads_amounts_in_a_column_of_yi(cell: str | float, yuan: str) -> None:
    assert parse_amount(cell, YI).value == Amount(Decimal(yuan), "CNY")


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("１，２３４．５ 万元", YI, Amount(Decimal("12345000"), "CNY")),
        ("3000万美元", YI, Amount(Decimal("30000000"), "USD")),
        ("$3000万", YI, Amount(Decimal("30000000"), "USD")),
        ("$3000", Unit("万", "USD"), Amount(Decimal("30000000"), "USD")),
        ("2亿", Unit("万", "USD"), Amount(Decimal("200000000"), "USD")),
        ("1000万港币", None, Amount(Decimal("10000000"), "HKD")),
        ("5亿", None, Amount(Decimal("500000000"), "CNY")),
        ("12.5百万欧元", None, Amount(Decimal("12500000"), "EUR")),
        ("30亿日元", WAN, Amount(Decimal("3000000000"), "JPY")),
    ],
)
def test_unit_in_the_cell_wins(cell: str, unit: Unit | None, amount: Amount) -> None:
    assert parse_amount(cell, unit).value == amount


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("约5亿元", "约"),
        ("超10亿元", "超"),
        ("10余亿元", "余"),
        ("5亿元左右", "左右"),
        ("5.17①", "①"),
        ("2亿元（其中外资1亿元）", "其中外资"),
        ("6000万元", "万元"),
        ("(5.17)", "minus"),
    ],
)
def test_notes_what_was_not_taken_literally(cell: str, word: str) -> None:
    parsed = parse_amount(cell, YI)
    assert parsed.value is not None
    assert word in parsed.note


@pytest.mark.parametrize("cell", ["", "—", "－", "/", "无", "待定", "\u3000"])
def test_nothing_is_none(cell: str) -> None:
    assert parse_amount(cell, YI).value is None


@pytest.mark.parametrize(
    "cell",
    ["5%", "5-6亿元", "五亿元", "1,23", "5 17", "5.17亿元/年", "数十亿元", True, float("inf"), "#REF!"],
)
def test_refuses_what_is_no_amount(cell: object) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_amount(cell, YI)  # type: ignore[arg-type]
    assert "亿元" in caught.value.expected


@pytest.mark.parametrize("cell", [5.17, "5.17"])
def test_refuses_a_number_without_any_unit(cell: str | float) -> None:
    with pytest.raises(Unreadable, match="no unit"):
        parse_amount(cell, None)


@given(st.decimals(-9999, 9999, places=4), UNITS_OF_MONEY)
def test_number_cell_round_trip(number: Decimal, unit: Unit) -> None:
    assert parse_amount(float(number), unit).value == Amount(number * unit.factor, unit.currency)


@given(st.decimals(0, 999_999, places=4), UNITS_OF_MONEY, UNITS_OF_MONEY)
def test_written_amount_is_read_back_in_any_column(number: Decimal, unit: Unit, column: Unit) -> None:
    amount = Amount(number * unit.factor, unit.currency)
    assert parse_amount(format_amount(amount, Unit(column.scale or "万", "CNY")), column).value == amount


@settings(deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789.,-()亿万元美约超%　（）￥ "),
        st.floats(),
        st.integers(),
        st.booleans(),
    ),
    st.one_of(st.none(), UNITS_OF_MONEY),
)
def test_never_fails_otherwise(cell: object, unit: Unit | None) -> None:
    with suppress(Unreadable):
        parse_amount(cell, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("填报单位：经济发展局          截至2018年6月30日        单位：亿元", ["亿元"]),
        ("截至6月中旬签约项目（单位：亿元人民币）", ["亿元"]),
        ("注册资本(万美元)", ["万美元"]),
        ("金额单位:人民币万元", ["万元"]),
        ("单位 : 万元、亩", ["万元"]),
        ("单位：亿元、万美元", ["亿元", "万美元"]),
        ("总投资\n（亿）", ["亿"]),
        ("产能（万吨）", []),
        ("建设单位：万元公司", []),
        ("填报单位：亿元镇政府", []),
    ],
)
def test_finds_units_in_titles_and_headers(text: str, labels: list[str]) -> None:
    assert [unit.label for unit in find_units(text)] == labels


def test_a_row_that_names_only_a_currency_keeps_the_scale_of_its_column() -> None:
    assert combine_units(WAN, parse_unit("美元")) == Unit("万", "USD")
    assert combine_units(WAN, parse_unit("亿美元")) == Unit("亿", "USD")
    assert combine_units(None, parse_unit("万美元")) == Unit("万", "USD")
    assert combine_units(WAN, None) == WAN
