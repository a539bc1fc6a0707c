"""Industries by GB/T 4754-2017: sections and divisions."""

import string

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.rules.industries import (
    Industry,
    IndustryFault,
    divisions,
    parse_industry,
    section_of,
    sections,
)

some_division = st.integers(1, 97).map("{:02}".format)
rest = st.text(string.digits, max_size=2)


def read(text: str) -> tuple[Industry | None, str]:
    """The industry, or why there is none."""
    try:
        return parse_industry(text), ""
    except IndustryFault as fault:
        return None, fault.fault if str(fault.message) else "no reason"


def test_table_is_whole() -> None:
    assert [section.code for section, _members in sections()] == list("ABCDEFGHIJKLMNOPQRST")
    assert list(divisions()) == [f"{number:02}" for number in range(1, 98)]
    assert all(d.zh and d.en for d in divisions().values())
    assert len({d.zh for d in divisions().values()}) == 97
    bounds = {section.code: (members[0].code, members[-1].code) for section, members in sections()}
    assert bounds["A"] == ("01", "05")
    assert bounds["C"] == ("13", "43")
    assert bounds["G"] == ("53", "60")
    assert bounds["T"] == ("97", "97")


@given(some_division, rest)
def test_digits_name_their_division(division: str, more: str) -> None:
    industry = parse_industry(division + more)
    assert (industry.text, industry.division.code) == (division + more, division)
    assert industry.is_exact == bool(more)
    with_letter = parse_industry(f"{industry.section.code.lower()} {division}{more}")
    assert with_letter.text == industry.section.code + division + more
    assert with_letter.is_exact == industry.is_exact


@given(some_division, rest, st.sampled_from(string.ascii_uppercase))
def test_letter_is_the_divisions_own(division: str, more: str, letter: str) -> None:
    if letter == section_of(division).code:
        assert parse_industry(letter + division + more).section.code == letter
    else:
        with pytest.raises(IndustryFault) as raised:
            parse_industry(letter + division + more)
        assert raised.value.fault == "section"


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    industry, fault = read(text)
    if industry is None:
        assert fault in {"shape", "division", "section"}
    else:
        assert industry.division.code in industry.text


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("C", "shape", "two to four digits"),
        ("3", "shape", "two to four digits"),
        ("36701", "shape", "two to four digits"),
        ("汽车", "shape", "two to four digits"),
        ("00", "division", "no division 00"),
        ("98", "division", "no division 98"),
        ("D3670", "section", "(Manufacture of automobiles) belongs to section C, not to D"),
    ],
)
def test_fault_says_what_was_expected(text: str, fault: str, said: str) -> None:
    with translation.override("en"), pytest.raises(IndustryFault) as raised:
        parse_industry(text)
    assert raised.value.fault == fault
    with translation.override("en"):
        assert said in str(raised.value.message)


def test_names_follow_the_language() -> None:
    with translation.override("zh-hans"):
        assert parse_industry("C36").division.name == "汽车制造业"
    with translation.override("en"):
        assert parse_industry("C36").division.name == "Manufacture of automobiles"
