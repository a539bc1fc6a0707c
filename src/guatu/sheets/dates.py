"""Dates as offices write them: 2018.3, 2018年3月底, 2018年上半年, 6月中旬, 20180301, 2017—2019年.

A date is kept with its precision, so that “2018年3月” is not turned into a day nobody named. No time zones:
a cell holds a civil date of the place.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from django.utils.translation import gettext as _

from guatu.sheets.text import chinese_number, fold
from guatu.sheets.values import Parsed, Unreadable, exact_decimal, is_blank, split_footnote
from guatu.sheets.workbook import Value

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Precision(StrEnum):
    DAY = "day"
    TEN_DAYS = "ten_days"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a longer time named as a whole: `date` is its first day, `end` its last."""

    date: dt.date
    precision: Precision = Precision.DAY

    @property
    def end(self) -> dt.date:
        if self.precision is Precision.DAY:
            return self.date
        if self.precision is Precision.TEN_DAYS and self.date.day < 21:
            return self.date + dt.timedelta(days=9)
        month = self.date.month + _MONTHS.get(self.precision, 1) - 1
        return dt.date(self.date.year, month, monthrange(self.date.year, month)[1])

    def __str__(self) -> str:
        """As an office writes it; `parse_partial_date` reads it back."""
        day, year = self.date, f"{self.date.year}年"
        match self.precision:
            case Precision.YEAR:
                return year
            case Precision.HALF:
                return year + ("上半年" if day.month == 1 else "下半年")
            case Precision.QUARTER:
                return year + f"第{'一二三四'[day.month // 3]}季度"
            case Precision.MONTH:
                return year + f"{day.month}月"
            case Precision.TEN_DAYS:
                return year + f"{day.month}月{'上中下'[day.day // 10]}旬"
        return year + f"{day.month}月{day.day}日"


_BEFORE = re.compile(r"^(?:预计|力争|计划|拟|拟于|争取|确保|约|暂定|将于|已于|于)+")
_AFTER = re.compile(
    r"(?:(?:之?前|以前|左右|份)?(?:已|正式|全面|陆续|完成|实现)*(?:开工|动工|开建|竣工|完工|建成|投产|试生产|签约|落地|启动)?)$"
)
NOT_YET = re.compile(
    r"(?:未|尚未|还未|暂未|没有|待|拟)(?:开工|开始|开建|动工|建|签约|竣工|完工|投产|启动|落实|明确|确定|批)"
)
_REMARK = re.compile(r"(?<=.)\(([^()]*)\)$")
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = re.compile(
    rf"{_YEAR}(?P<sep>[./、-]|年)(?P<month>\d\d?)(?:(?:(?<=\d)(?P=sep)|月)(?P<day>\d\d?)[日号]?)?月?"
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)?")
_CLOCK = re.compile(r"(?<=\d)t?(?:\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)$")
_WORDS = re.compile(
    r"(?:(?P<year>(?:19|20|21)\d\d)(?:年度?)?|(?P<short>\d\d)年|(?P<this>今年|本年))?(?:[.-](?=[上下hq第一二三四]))?"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月份?(?:(?P<day>\d{1,2})[日号]|(?P<ten>[上中下]旬|初|中|底|末))?"
    r"|(?P<half>[上下]半年|h[12])|(?P<quarter>第?[一二三四1-4]季度?|q[1-4])|(?P<edge>年?[初中底末]))?"
)
_TENS = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 21, "末": 21}


def strip_words(folded: str) -> str:
    """A folded text without the words around a date: 预计2018年3月开工 → 2018年3月."""
    return _AFTER.sub("", _BEFORE.sub("", folded))


def _expected_date() -> str:
    return _("a date such as 2018年3月, 2018.3, 2018-03-01 or 2018年上半年")


def _unreadable(reason: str | None = None) -> Unreadable:
    return Unreadable(reason or _("this is not a date"), _expected_date())


def _made(year: int, month: int = 1, day: int = 1, precision: Precision = Precision.DAY) -> PartialDate:
    try:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(year)
        return PartialDate(dt.date(year, month, day), precision)
    except ValueError as error:
        raise _unreadable(_("there is no such day")) from error


def _of_number(number: float, shown: str) -> Parsed[PartialDate]:
    """A bare number: a year, year and month as 2018.3, 201803, 20180301, or Excel's number of a day."""
    if not isfinite(number) or not 0 < number < 1e9:
        raise _unreadable()
    exact = exact_decimal(number)
    whole, rest = int(exact), exact % 1
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return _of_decimal_year(whole, rest, shown)
    if 20_000 <= whole < 80_000:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=whole)
        return Parsed(
            _shown(day, shown), _("a day number of the spreadsheet, read as %(day)s") % {"day": day}
        )
    if not rest and 190_000 <= whole < 22_000_000 and len(str(whole)) in (6, 8):
        return parse_date_text(str(whole), None)
    raise _unreadable()


def _of_decimal_year(year: int, rest: Decimal, shown: str) -> Parsed[PartialDate]:
    if not rest:
        return Parsed(_made(year, precision=Precision.YEAR))
    digits = str(rest.normalize())[2:]
    if digits == "1" and shown == "two_decimals":
        digits = "10"
    if len(digits) > 2 or not 1 <= int(digits) <= 12:
        raise _unreadable(_("there is no such month"))
    note = ""
    if digits == "1":
        note = _(
            "the number %(year)s.1 may be January or October; January was taken"
            " (write %(year)s年10月 for October)"
        ) % {"year": year}
    return Parsed(_made(year, int(digits), precision=Precision.MONTH), note)


def _shown(day: dt.date, shown: str) -> PartialDate:
    """A date cell, as precise as its number format shows it."""
    if shown == "year":
        return PartialDate(dt.date(day.year, 1, 1), Precision.YEAR)
    if shown == "month":
        return PartialDate(dt.date(day.year, day.month, 1), Precision.MONTH)
    return PartialDate(day)


def parse_date_text(folded: str, default_year: int | None) -> Parsed[PartialDate]:
    """A date from a folded text without words before or after it; raises `Unreadable` for anything else."""
    text = _CLOCK.sub("", folded) if ":" in folded else folded
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        year, month, day = int(match["year"]), int(match["month"]), match["day"]
        if day:
            return Parsed(_made(year, month, int(day)))
        return Parsed(_made(year, month, precision=Precision.MONTH))
    words = _WORDS.fullmatch(text)
    if words is None or not text:
        raise _unreadable()
    return _of_words(words, default_year)


def _of_words(words: re.Match[str], default_year: int | None) -> Parsed[PartialDate]:
    year, note = default_year, ""
    if words["year"]:
        year = int(words["year"])
    elif words["short"]:
        year = int(words["short"]) + (2000 if int(words["short"]) < 50 else 1900)
        note = _("the year %(short)s was read as %(year)s") % {"short": words["short"], "year": year}
    if year is None:
        raise _unreadable(_("the year is missing"))
    if words["half"]:
        return Parsed(
            _made(year, 1 if words["half"] in ("上半年", "h1") else 7, precision=Precision.HALF), note
        )
    if words["quarter"]:
        mark = re.sub("[第季度q]", "", words["quarter"])
        quarter = chinese_number(mark) or int(mark)
        return Parsed(_made(year, 3 * quarter - 2, precision=Precision.QUARTER), note)
    named = bool(words["year"] or words["short"] or words["this"])
    if words["edge"] and (named or words["edge"][0] == "年"):
        month = {"初": 1, "中": 6, "底": 12, "末": 12}[words["edge"][-1]]
        return Parsed(_made(year, month, precision=Precision.MONTH), note)
    if words["month"]:
        month = chinese_number(words["month"]) or (int(words["month"]) if words["month"].isdecimal() else 0)
        if words["day"]:
            return Parsed(_made(year, month, int(words["day"])), note)
        if words["ten"]:
            return Parsed(_made(year, month, _TENS[words["ten"]], Precision.TEN_DAYS), note)
        return Parsed(_made(year, month, precision=Precision.MONTH), note)
    if not named or words["edge"]:
        raise _unreadable()
    return Parsed(_made(year, precision=Precision.YEAR), note)


def parse_partial_date(
    value: Value, *, default_year: int | None = None, shown: str = ""
) -> Parsed[PartialDate]:
    """A date with its precision. `default_year` completes “6月中旬”; without it the year must be written.

    `shown` tells how the cell's number format shows it: `month` or `year` (a date cell without its day),
    `two_decimals` (2018.1 is seen as 2018.10, October). Blank, —, 无 and 未开工 are None.
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise _unreadable(_("there is no such day"))
        return Parsed(_shown(value, shown))
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _unreadable()
    if not isinstance(value, str):
        return _of_number(value, shown)
    folded, mark = split_footnote(fold(value))
    if is_blank(folded):
        return Parsed(None)
    if NOT_YET.match(folded):
        return Parsed(None, value.strip())
    remark = mark
    if (behind := _REMARK.search(folded)) is not None:
        folded, remark = folded[: behind.start()], behind.group(1)
    folded = strip_words(folded)
    parsed = parse_date_text(folded, default_year)
    if remark and not parsed.note:
        return Parsed(parsed.value, _("the remark “%(remark)s” was left out") % {"remark": remark})
    return parsed
