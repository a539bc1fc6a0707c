"""From when to when: 建设起止年限 and the like."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guatu.sheets.dates import (
    NOT_YET,
    PartialDate,
    Precision,
    parse_date_text,
    parse_partial_date,
    strip_words,
)
from guatu.sheets.text import fold
from guatu.sheets.values import Parsed, Unreadable, is_blank, split_footnote
from guatu.sheets.workbook import Value


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From the beginning of `start` to the last day of `end`; `end` is None while it is open (2018年至今)."""

    start: PartialDate
    end: PartialDate | None

    def __str__(self) -> str:
        """As an office writes it; `parse_year_range` reads it back."""
        if self.end == self.start:
            return str(self.start)
        if self.end and self.start.precision is self.end.precision is Precision.YEAR:
            return f"{self.start.date.year}—{self.end.date.year}年"
        return f"{self.start}至{self.end or '今'}"


_SEPARATOR = re.compile(r"——|--|[-–—―─~～〜至到]")
_OPEN = re.compile(r"(.+?)(?:[-–—―─~至到]+(?:今|现在)?|起)")


def parse_year_range(value: Value, *, default_year: int | None = None) -> Parsed[DateSpan]:
    """“2017—2019年”, “2018.3-2019.12”, “2018年3-12月”, “2018年至今”: from and to, as precise as written.

    `default_year` completes “3-12月”. Blank is None; one that ends before it begins is refused.
    """
    expected = _("years such as 2017-2019 or 2018.3-2019.12")
    if not isinstance(value, str):
        try:
            single = parse_partial_date(value, default_year=default_year)
        except Unreadable as error:
            raise Unreadable(error.reason, expected) from error
        return Parsed(DateSpan(single.value, single.value) if single.value else None, single.note)
    folded = split_footnote(fold(value))[0]
    if is_blank(folded) or NOT_YET.match(folded):
        return Parsed(None)
    folded = strip_words(folded).strip("()")
    for left, right in _halves(folded):
        span = _joined(left, right, default_year)
        if span is not None:
            if span.value and span.value.end and span.value.end.end < span.value.start.date:
                raise Unreadable(_("it ends before it begins"), expected)
            return span
    raise Unreadable(_("these are not years or months from and to"), expected)


def _halves(folded: str) -> list[tuple[str, str | None]]:
    """The ways to cut a text into from and to, the likeliest first; None for “the same”, empty for “open”."""
    whole: list[tuple[str, str | None]] = [(folded, None)]
    cuts: list[tuple[str, str | None]] = [
        (folded[: cut.start()], folded[cut.end() :]) for cut in _SEPARATOR.finditer(folded)
    ]
    if (still := _OPEN.fullmatch(folded)) is not None:
        cuts.append((still.group(1), ""))
    return whole + [cut for cut in cuts if cut[0]]


def _read(text: str, default_year: int | None) -> PartialDate | None:
    try:
        return parse_date_text(strip_words(text), default_year).value
    except Unreadable:
        return None


def _joined(left: str, right: str | None, default_year: int | None) -> Parsed[DateSpan] | None:
    start = _read(left, default_year)
    if right is None:
        return Parsed(DateSpan(start, start)) if start else None
    if start is None and left.isdecimal() and re.fullmatch(r"\d{1,2}月(?:份|底|末)?", right):
        start = _read(left + "月", default_year)  # “3-12月”, with the year from elsewhere
    if start is None:
        return None
    if right in ("", "今", "现在"):
        return Parsed(DateSpan(start, None))
    if re.fullmatch(r"\d\d年?", right) and start.precision is Precision.YEAR:
        right = f"{start.date.year // 100}{right[:2]}"
    elif re.fullmatch(r"\d{1,2}", right) and start.precision is Precision.MONTH:
        right += "月"
    end = _read(right, start.date.year)
    if end is not None and start.precision is Precision.YEAR and re.fullmatch(r"\d\d?月.*", right):
        return None
    return Parsed(DateSpan(start, end)) if end else None
