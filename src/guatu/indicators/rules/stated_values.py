"""A value as offices write it: 179.74, 约179.74, 超15, 15以上, 前列."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from guatu.indicators.choices import Qualifier

_WORDS = {
    Qualifier.ABOUT: ("大约", "约", "左右", "近"),
    Qualifier.OVER: ("超过", "超", "逾", "多于", "以上", "余", "不低于", "≥", ">="),
    Qualifier.UNDER: ("不到", "不足", "少于", "以下", "低于", "≤", "<="),
}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """A number with how exactly it was stated, or words alone."""

    number: Decimal | None
    qualifier: Qualifier
    text: str = ""


def read_value(text: str) -> Value | None:
    """None where nothing stands there. What is no number, with or without such a word, is kept as words."""
    told = text.strip().replace("，", ",").replace("．", ".")
    if not told:
        return None
    qualifier = Qualifier.EXACT
    rest = told
    # “不低于” before “低于”: the longest word decides.
    words = sorted(((w, q) for q, some in _WORDS.items() for w in some), key=lambda pair: -len(pair[0]))
    for word, meaning in words:
        if rest.startswith(word) or rest.endswith(word):
            qualifier = meaning
            rest = rest.removeprefix(word).removesuffix(word).strip()
            break
    if _NUMBER.fullmatch(rest):
        return Value(Decimal(rest.replace(",", "")), qualifier)
    return Value(None, Qualifier.TEXT, told)
