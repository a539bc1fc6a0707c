"""The shape of an industry by GB/T 4754-2017: two to four digits, with or without the section's letter. Pure."""

from __future__ import annotations

import re
import unicodedata

_SHAPE = re.compile(r"[A-T]?(0[1-9]|[1-8]\d|9[0-7])\d{0,2}")


def read_industry_code(text: str) -> str | None:
    """The code folded to plain characters; None where it cannot be one. Empty stays empty."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).upper())
    if not folded or (folded.isascii() and _SHAPE.fullmatch(folded)):
        return folded
    return None
