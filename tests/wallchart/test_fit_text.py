"""Cleaning, cutting and breaking text: for any text at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.wallchart.print.text import NOT_FIRST, clean, cut, wrap

MIXED = st.text(alphabet="项目建设（，。）“”abc 0123.-/", max_size=60)


def measure(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in ("W", "F") else 0.5 for c in text)


@given(st.text())
def test_clean_leaves_one_line_that_can_be_drawn(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("\u202e项目\u202c", "项目"),
        ("葛\U000e0100城", "葛城"),
        ("a\x00b", "ab"),
        (" \u3000 ", ""),
    ],
)
def test_clean_drops_what_cannot_be_drawn(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(MIXED, st.floats(0, 40))
def test_cut_never_exceeds_its_room(text: str, width: float) -> None:
    shown = cut(text, width, measure)
    assert measure(shown) <= width
    if measure(text) <= width:
        assert shown == text
    elif shown:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])


def test_cut_keeps_as_much_as_fits() -> None:
    assert cut("重大产业项目挂图", 5.5, measure) == "重大产业项…"


@given(MIXED.map(clean), st.floats(3, 30), st.integers(1, 5))
def test_wrap_keeps_to_width_and_number_of_lines(text: str, width: float, most: int) -> None:
    lines = wrap(text, width, measure, most)
    assert len(lines) <= most
    assert all(measure(line) <= width for line in lines)
    assert all(line and line == line.strip() for line in lines)


@given(MIXED.map(clean), st.floats(3, 30))
def test_wrap_loses_nothing_when_there_are_lines_enough(text: str, width: float) -> None:
    lines = wrap(text, width, measure, 1000)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrap_keeps_words_and_punctuation_together() -> None:
    assert wrap("steel frame works", 6, measure, 5) == ["steel frame", "works"]
    lines = wrap("设备安装，调试完成。", 4, measure, 5)
    assert lines == ["设备安", "装，调试", "完成。"]
    assert not any(line[0] in NOT_FIRST for line in lines)


def test_wrap_says_that_text_is_left() -> None:
    lines = wrap("一二三四五六七八九十", 4, measure, 2)
    assert lines == ["一二三四", "五六七…"]
