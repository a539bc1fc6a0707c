"""Project codes of fixed-asset investment: the form of GB/T 40058-2021 and the one before it.

Both have 24 characters, `TTTT-RRRRRR-DD-LL-XXXXXX`; see docs/rules/project_codes.md for what each group means and
for what is not checked. Pure: no database, no clock.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum import numdb

# Projects approved by the central government carry a region that begins so; the table of provinces has none.
_CENTRAL = "00"
# Years in which codes of the former form were given, and the first year of the present one.
_FORMER_YEARS = range(2015, 2021)
_FIRST_YEAR = 2020

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d_]")
_SHAPE = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-([0-9A-Z]{6})")
_UNBROKEN = re.compile(r"(\d{4})(\d{6})(\d{2})(\d{2})([0-9A-Z]{6})")
_EXPECTED = _(
    "expected 24 characters in groups of 4, 6, 2, 2 and 6 with hyphens between them, as in TTTT-RRRRRR-DD-LL-XXXXXX"
)


class CodeForm(StrEnum):
    """Which rules a code was given by."""

    FORMER = "former"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code taken apart. `month` and `department` are of the present form, `industry` of the former.

    That the last character is right is never said: how it is computed is not known.
    """

    text: str
    form: CodeForm
    year: int
    month: int | None
    region: str
    department: str
    industry: str
    type: str
    number: str


class ProjectCodeFault(ValueError):
    """Why a text cannot be a project code: a stable `fault` and a sentence for people."""

    def __init__(self, fault: str, message: Any) -> None:
        self.fault = fault
        self.message = message
        super().__init__(str(message))


def fold_project_code(text: str) -> str:
    """Half-width capitals without blanks, one kind of hyphen; hyphens put back where they were left out.

    A text with other characters in it is no code however it is folded, and comes back as it is.
    """
    folded = re.sub(r"\s+", "", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    if not folded.isascii():
        return text
    unbroken = _UNBROKEN.fullmatch(folded.upper())
    return "-".join(unbroken.groups()) if unbroken else folded.upper()


def parse_project_code(text: str, *, today: date) -> ProjectCode:
    """The code in `text`, given no later than `today`. Raises `ProjectCodeFault`."""
    folded = fold_project_code(text)
    shape = _SHAPE.fullmatch(folded) if folded.isascii() else None
    if shape is None:
        raise ProjectCodeFault("shape", _shape_message(folded))
    time, region, third, kind, number = shape.groups()
    form, year, month = _time(time, today)
    if region[:2] != _CENTRAL and not _is_province(region):
        raise ProjectCodeFault(
            "region",
            _("“%(region)s” begins with no province's number; expected a division code such as 321181")
            % {"region": region},
        )
    present = form is CodeForm.PRESENT
    return ProjectCode(
        text=folded,
        form=form,
        year=year,
        month=month,
        region=region,
        department=third if present else "",
        industry="" if present else third,
        type=kind,
        number=number,
    )


def _shape_message(folded: str) -> Any:
    if len(folded) != 24:
        return _("this has %(count)s characters; %(expected)s") % {
            "count": len(folded),
            "expected": _EXPECTED,
        }
    return _EXPECTED


def _time(text: str, today: date) -> tuple[CodeForm, int, int | None]:
    """A year from 2015 to 2020 is the former form; year and month, as 2103, the present one."""
    if int(text) in _FORMER_YEARS:
        year = int(text)
        if year > today.year:
            raise _future(text)
        return CodeForm.FORMER, year, None
    year, month = 2000 + int(text[:2]), int(text[2:])
    if not 1 <= month <= 12 or year < _FIRST_YEAR:
        raise ProjectCodeFault(
            "time",
            _(
                "“%(time)s” is no time at which a code was given; expected a year from 2015 to 2020, or since 2020"
                " the year and month, as 2103 for March 2021"
            )
            % {"time": text},
        )
    if (year, month) > (today.year, today.month):
        raise _future(text)
    return CodeForm.PRESENT, year, month


def _future(text: str) -> ProjectCodeFault:
    return ProjectCodeFault("future", _("the time in it, “%(time)s”, is still to come") % {"time": text})


def _is_province(region: str) -> bool:
    return any("province" in properties for _digits, properties in numdb.get("cn/loc").info(region))
