"""Unified social credit codes, and the shape of industries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.enterprises.choices import CreditCodeFault
from guatu.enterprises.rules.credit_codes import ALPHABET, FIRST, check_character, read_credit_code
from guatu.enterprises.rules.industry_codes import read_industry_code

VECTOR = "91350100M000100Y43"


def test_the_vector_of_the_standard() -> None:
    assert read_credit_code(VECTOR).fault is None
    assert read_credit_code("91350100M000100Y4Z").fault == CreditCodeFault.ALPHABET
    assert read_credit_code("91350100M000100Y44").fault == CreditCodeFault.CHECK


@pytest.mark.parametrize(
    "typed", [" 91350100 m000100y43 ", "９１３５０１００Ｍ０００１００Ｙ４３", "91-350100-M000100Y4-3"]
)
def test_what_people_paste_is_folded(typed: str) -> None:
    read = read_credit_code(typed)
    assert (read.text, read.fault) == (VECTOR, None)


@pytest.mark.parametrize("first", FIRST)
def test_every_registering_department(first: str) -> None:
    """A: the army, N: village collectives, Y: others; python-stdnum itself takes only digits."""
    body = first + VECTOR[1:17]
    assert read_credit_code(body + check_character(body)).fault is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (VECTOR[:-1], CreditCodeFault.LENGTH),
        ("B1350100M000100Y4" + check_character("B1350100M000100Y4"), CreditCodeFault.FIRST),
        ("9135A100M000100Y4" + check_character("9135A100M000100Y4"), CreditCodeFault.DIVISION),
        ("91350100I000100Y43", CreditCodeFault.ALPHABET),
    ],
)
def test_what_is_wrong_is_said(code: str, fault: CreditCodeFault) -> None:
    assert read_credit_code(code).fault == fault


def test_the_inner_check_only_warns() -> None:
    fits = "91110000600037341L"
    assert (read_credit_code(fits).fault, read_credit_code(fits).warning) == (None, None)
    body = "91110000600037342"
    read = read_credit_code(body + check_character(body))
    assert (read.fault, read.warning) == (None, CreditCodeFault.INNER)


@given(st.integers(0, 16), st.sampled_from(ALPHABET))
def test_a_slip_of_one_character_is_found(place: int, other: str) -> None:
    slipped = VECTOR[:place] + other + VECTOR[place + 1 :]
    assert (read_credit_code(slipped).fault is None) == (slipped == VECTOR)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("36", "36"), ("c3670", "C3670"), ("Ｃ３６", "C36"), ("98", None), ("3", None), ("X36", None)],
)
def test_industries_have_a_shape(typed: str, kept: str | None) -> None:
    assert read_industry_code(typed) == kept
