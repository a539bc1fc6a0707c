"""Unified social credit codes 统一社会信用代码, GB 32100-2015. Pure.

One character for the registering department, one for the category, six digits of the division, nine of the body
(GB 11714, itself with a check character), one check character. The prose is docs/rules/enterprises.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from stdnum.cn.uscc import calc_check_digit

from guatu.enterprises.choices import CreditCodeFault

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# 机构编制, 外交, 司法, 文化, 民政, 旅游, 宗教, 工会, 市场监管; 军队, 农业 (village collectives), others.
FIRST = "123456789ANY"
LENGTH = 18
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code as it is kept, what is wrong with it, and what is only odd."""

    text: str
    fault: CreditCodeFault | None = None
    warning: CreditCodeFault | None = None


def read_credit_code(text: str) -> CreditCode:
    """The code in what somebody typed or pasted: full-width characters, blanks and hyphens are folded away."""
    code = re.sub(r"[\s\-]+", "", unicodedata.normalize("NFKC", text)).upper()
    fault = _fault(code)
    warning = None if fault or inner_check_fits(code) else CreditCodeFault.INNER
    return CreditCode(code, fault, warning)


def _fault(code: str) -> CreditCodeFault | None:
    if len(code) != LENGTH:
        return CreditCodeFault.LENGTH
    if set(code) - set(ALPHABET):
        return CreditCodeFault.ALPHABET
    if code[0] not in FIRST:
        return CreditCodeFault.FIRST
    if not code[2:8].isdigit():
        return CreditCodeFault.DIVISION
    if code[-1] != check_character(code[:-1]):
        return CreditCodeFault.CHECK
    return None


def check_character(first: str) -> str:
    """The last character for the seventeen before it."""
    found: str = calc_check_digit(first)
    return found


def inner_check_character(body: str) -> str:
    """The ninth character of an organisation code for the eight before it (GB 11714)."""
    total = sum(int(c, 36) * w for c, w in zip(body, _INNER_WEIGHTS, strict=True))
    found = 11 - total % 11
    return {10: "X", 11: "0"}.get(found, str(found))


def inner_check_fits(code: str) -> bool:
    """Whether the 17th character fits the eight before it. Old bodies exist where it does not: this only warns."""
    return code[16] == inner_check_character(code[8:16])
