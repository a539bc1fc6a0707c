"""Plain values: numbers, whole numbers, rates, ticks, and texts."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.text import (
    chinese_number,
    fold,
    guard_formula,
    normalize_lines,
    normalize_text,
    unguard_formula,
)
from guatu.sheets.values import Unreadable, exact_decimal, parse_integer, parse_number, parse_rate, parse_tick

CELLS = st.one_of(st.text(), st.floats(), st.integers(-(10**20), 10**20), st.booleans(), st.dates())


class TestExactDecimal:
    @given(st.integers(-(10**11) + 1, 10**11 - 1), st.integers(0, 6))
    def test_gives_back_what_was_typed(self, digits: int, places: int) -> None:
        typed = Decimal(digits).scaleb(-places)
        assert exact_decimal(float(typed)) == typed

    @pytest.mark.parametrize(
        ("number", "expected"),
        [(6.15, "6.15"), (0.1 + 0.2, "0.3"), (331.69999999999993, "331.7"), (188.0, "188"), (1e-7, "1E-7")],
    )
    def test_leaves_no_binary_artefacts(self, number: float, expected: str) -> None:
        assert exact_decimal(number) == Decimal(expected)

    @given(st.integers(0, 10**15 - 1), st.integers(0, 10))
    def test_keeps_all_fifteen_digits(self, digits: int, places: int) -> None:
        typed = Decimal(digits).scaleb(-places)
        assert exact_decimal(float(typed)) == typed

    def test_keeps_fen_of_an_amount_in_yuan(self) -> None:
        assert exact_decimal(12345678901.23) == Decimal("12345678901.23")

    @given(st.lists(st.decimals(0, 100, places=2), min_size=2, max_size=30))
    def test_mends_sums_made_in_binary(self, parts: list[Decimal]) -> None:
        assert exact_decimal(sum(float(part) for part in parts)) == sum(parts)


class TestParseNumber:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("１，２３４．５", "1234.5"),
            (" 3.31\n", "3.31"),
            ("-0.5", "-0.5"),
            ("1 234", "1234"),
            (".5", "0.5"),
            (7, "7"),
        ],
    )
    def test_reads_numbers_as_typed(self, cell: str | int, expected: str) -> None:
        assert parse_number(cell).value == Decimal(expected)

    @pytest.mark.parametrize("cell", ["", " ", "—", "/", "无", "待定", "N/A", "－"])
    def test_takes_signs_for_nothing_as_none(self, cell: str) -> None:
        assert parse_number(cell).value is None

    @pytest.mark.parametrize(
        "cell", ["1,23", "5 17", "abc", "1.2.3", "五", True, float("nan"), float("inf"), "1e5", "9" * 40]
    )
    def test_refuses_anything_else(self, cell: object) -> None:
        with pytest.raises(Unreadable):
            parse_number(cell)  # type: ignore[arg-type]

    def test_leaves_a_footnote_out_and_says_so(self) -> None:
        value, note = parse_number("5.17①")
        assert value == Decimal("5.17")
        assert "①" in note


@pytest.mark.parametrize(
    ("cell", "expected"), [("12", 12), (12.0, 12), ("３个", 3), ("（4）", 4), ("5.", 5), ("—", None)]
)
def test_reads_whole_numbers(cell: str | float, expected: int | None) -> None:
    assert parse_integer(cell).value == expected


@pytest.mark.parametrize("cell", [3.5, "3.5", "三", True])
def test_refuses_what_is_not_whole(cell: object) -> None:
    with pytest.raises(Unreadable, match="whole"):
        parse_integer(cell)  # type: ignore[arg-type]


class TestParseRate:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [("65.2%", "0.652"), ("６５．２％", "0.652"), ("-3‰", "-0.003"), (65.2, "0.652")],
    )
    def test_is_a_share(self, cell: str | float, expected: str) -> None:
        assert parse_rate(cell).value == Decimal(expected)

    def test_takes_a_cell_shown_as_percentage_for_the_share_itself(self) -> None:
        assert parse_rate(0.652, shown="percent").value == Decimal("0.652")

    def test_refuses_to_guess(self) -> None:
        with pytest.raises(Unreadable, match="share or a percentage"):
            parse_rate(0.652)

    def test_knows_a_column_headed_with_the_sign(self) -> None:
        assert parse_rate(0.8, in_percent=True).value == Decimal("0.008")


class TestParseTick:
    @pytest.mark.parametrize("cell", ["√", "✓", "✔", "是", "☑", "Y", "1", 1.0, True, " Ｙ "])
    def test_yes(self, cell: object) -> None:
        assert parse_tick(cell).value is True  # type: ignore[arg-type]

    @pytest.mark.parametrize("cell", ["×", "否", "☐", "N", "0", 0.0, False, "无"])
    def test_no(self, cell: object) -> None:
        assert parse_tick(cell).value is False  # type: ignore[arg-type]

    def test_blank_is_neither(self) -> None:
        assert parse_tick("  ").value is None

    def test_refuses_a_word(self) -> None:
        with pytest.raises(Unreadable, match="√"):
            parse_tick("已完成")


@settings(deadline=None)
@given(CELLS, st.sampled_from([parse_number, parse_integer, parse_rate, parse_tick]))
def test_parsers_never_fail_otherwise(cell: object, parse: object) -> None:
    with suppress(Unreadable):
        parse(cell)  # type: ignore[operator]


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("鱼跃医疗\n设备", "鱼跃医疗设备"),
            (" 名\u200b称\u3000 甲 ", "名称 甲"),
            ("ABC\nDEF", "ABC DEF"),
            ("项目（一期）", "项目（一期）"),
        ],
    )
    def test_one_line(self, text: str, expected: str) -> None:
        assert normalize_text(text) == expected

    def test_keeps_lines_where_they_matter(self) -> None:
        assert normalize_lines(" 主体封顶 \r\n\r\n 设备\t安装 ") == "主体封顶\n设备 安装"

    def test_fold_does_not_turn_marks_into_digits(self) -> None:
        assert fold("５．１７①") == "5.17①"
        assert fold("100㎡²") == "100m2²"

    @given(st.text())
    def test_normalizing_twice_changes_nothing(self, text: str) -> None:
        once = normalize_text(text)
        assert normalize_text(once) == once
        assert normalize_lines(normalize_lines(text)) == normalize_lines(text)

    @given(st.one_of(st.text(), st.text(alphabet="'=+-@\t＝a1")))
    def test_guard_is_undone_exactly(self, text: str) -> None:
        assert unguard_formula(guard_formula(text)) == text or text.startswith("'")

    @given(st.sampled_from("=+-@\t\r＝＋－＠"), st.text(min_size=1))
    def test_guarded_text_starts_no_formula(self, lead: str, rest: str) -> None:
        guarded = guard_formula(lead + rest)
        assert guarded.startswith("'") or all(
            c in "-+－＋0123456789.,%()（）—– " or c.isdecimal() for c in guarded
        )

    @pytest.mark.parametrize("text", ["-", "—", "-5.2%", "+86 138-0000", "- - -"])
    def test_numbers_and_dashes_stay_bare(self, text: str) -> None:
        assert guard_formula(text) == text

    @pytest.mark.parametrize(
        ("text", "number"),
        [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("百", None), ("一二", None)],
    )
    def test_chinese_numbers(self, text: str, number: int | None) -> None:
        assert chinese_number(text) == number


def test_dates_are_no_numbers() -> None:
    with pytest.raises(Unreadable):
        parse_number(date(2018, 3, 1))
