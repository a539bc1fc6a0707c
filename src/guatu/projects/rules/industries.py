"""Industries by GB/T 4754-2017: the 20 sections and 97 divisions. Pure but for its own table.

Groups and classes (the third and fourth digit) are taken as written; see docs/rules/project_codes.md.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TABLE = Path(__file__).parent.parent / "data" / "industries.json"
_SHAPE = re.compile(r"([A-Z])?(\d{2,4})")


@dataclass(frozen=True, slots=True)
class Named:
    """A section or division with its name in the standard, and in English."""

    code: str
    zh: str
    en: str

    @property
    def name(self) -> str:
        """The name in the language in force."""
        return self.zh if (get_language() or "zh").startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Industry:
    """A code of two to four digits, with or without the letter of its section."""

    text: str
    section: Named
    division: Named

    @property
    def is_exact(self) -> bool:
        """Whether the code names more than the division."""
        return len(self.text.lstrip("ABCDEFGHIJKLMNOPQRST")) > 2


class IndustryFault(ValueError):
    """Why a text cannot be an industry: a stable `fault` and a sentence for people."""

    def __init__(self, fault: str, message: Any) -> None:
        self.fault = fault
        self.message = message
        super().__init__(str(message))


def parse_industry(text: str) -> Industry:
    """The industry in `text`. Raises `IndustryFault`."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).upper())
    shape = _SHAPE.fullmatch(folded) if folded.isascii() else None
    if shape is None:
        raise IndustryFault(
            "shape",
            _("expected two to four digits, with or without the letter of the section: 36, 3670, C3670"),
        )
    letter, digits = shape[1], shape[2]
    division = divisions().get(digits[:2])
    if division is None:
        raise IndustryFault(
            "division", _("there is no division %(division)s; expected 01 to 97") % {"division": digits[:2]}
        )
    section = section_of(digits[:2])
    if letter is not None and letter != section.code:
        raise IndustryFault(
            "section",
            _("division %(division)s (%(name)s) belongs to section %(section)s, not to %(letter)s")
            % {"division": division.code, "name": division.name, "section": section.code, "letter": letter},
        )
    return Industry(folded, section, division)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Named, tuple[Named, ...]], ...]:
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        (Named(r["code"], r["zh"], r["en"]), tuple(Named(*division) for division in r["divisions"]))
        for r in rows
    )


@lru_cache(maxsize=1)
def divisions() -> Mapping[str, Named]:
    """Two digits → division, in the order of the standard."""
    return {division.code: division for _section, members in _table() for division in members}


@lru_cache(maxsize=1)
def _homes() -> Mapping[str, Named]:
    return {division.code: section for section, members in _table() for division in members}


def section_of(division: str) -> Named:
    """The section that a division (two digits) belongs to."""
    return _homes()[division]


def sections() -> tuple[tuple[Named, tuple[Named, ...]], ...]:
    """Every section with its divisions."""
    return _table()
