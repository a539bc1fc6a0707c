"""Texts are sealed in the database and open in the program."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.sealed import seal, unseal


@given(st.text(min_size=1, max_size=600))
def test_what_is_sealed_opens_to_the_same(text: str) -> None:
    sealed = seal(text)
    assert unseal(sealed) == text
    assert sealed != seal(text)
    assert len(text) < 4 or text not in sealed


def test_nothing_stays_nothing_and_what_was_never_sealed_is_read() -> None:
    assert seal("") == ""
    assert unseal("https://oapi.dingtalk.com/robot/send") == "https://oapi.dingtalk.com/robot/send"


def test_another_key_opens_nothing_and_the_old_one_still_does(settings: Any) -> None:
    settings.SECRET_KEY = "the first key of this installation"
    sealed = seal("机密")
    settings.SECRET_KEY = "the second key of this installation"
    assert unseal(sealed) == ""
    settings.SECRET_KEY_FALLBACKS = ["the first key of this installation"]
    assert unseal(sealed) == "机密"
    assert unseal(sealed[:-4] + "AAAA") == ""


def test_without_a_key_nothing_is_sealed(settings: Any) -> None:
    settings.SECRET_KEY = "unset"
    with pytest.raises(ImproperlyConfigured):
        seal("机密")
