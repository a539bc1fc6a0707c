"""The time that a header or title names: “1-6月完成投资”, “截至6月底”, “2018年计划投资”."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.core.periods import Period
from guatu.sheets.text import chinese_number


class Shape(StrEnum):
    """What kind of time a header names."""

    MONTH = "month"  # 6月, 本月
    MONTHS = "months"  # 4-6月, 二季度, 下半年
    TO_DATE = "to_date"  # 1-6月, 上半年, 截至6月底, 今年以来: from January (or from the beginning) until then
    YEAR = "year"  # 2018年, 全年, 年度
    SINCE_START = "since_start"  # 开工以来累计, 至2017年底累计, 累计


@dataclass(frozen=True, slots=True)
class HeaderPeriod:
    """A time as named in a header; what it leaves open (the year, “this month”) is None."""

    shape: Shape
    year: int | None = None
    first_month: int | None = None
    last_month: int | None = None

    def resolve(self, year: int | None = None, as_of: date | None = None) -> Period | None:
        """The period itself, completed from the table's year and the day it was drawn up.

        None for “since the start”, and while the year or month stays unknown.
        """
        year = self.year or year or (as_of.year if as_of else None)
        if year is None or self.shape is Shape.SINCE_START:
            return None
        if self.shape is Shape.YEAR:
            return Period.parse(f"{year}")
        last = self.last_month
        if last is None and as_of is not None:
            last = as_of.month if as_of.year == year else 12
        if last is None:
            return None
        first = self.first_month or (last if self.shape is Shape.MONTH else 1)
        if first == last:
            return Period.parse(f"{year}M{first:02}")
        return Period.parse(f"{year}" if (first, last) == (1, 12) else f"{year}M{first:02}-M{last:02}")


_YEAR = r"(?:(?P<year>(?:19|20|21)\d\d)年度?)?"
_PATTERNS = (
    (Shape.SINCE_START, r"(?:自|从)?项?目?(?:开工|开建|开始建设|建设)(?:以来|至今|起至今)累?计?"),
    (Shape.SINCE_START, r"(?:截[至止到]|至|到)到?(?P<year>(?:19|20|21)\d\d)年(?:底|末|12月底?)累?计?"),
    (
        Shape.TO_DATE,
        rf"(?:截[至止到]|至)到?{_YEAR}(?P<last>\d\d?)月(?:\d\d?日|底|末|份|[上中下]旬)?止?累?计?",
    ),
    (Shape.TO_DATE, r"截[至止到](?:目前|当前|本月)累?计?"),
    (Shape.MONTHS, rf"{_YEAR}(?P<first>\d\d?)月?(?:[-–—~至到]+)(?P<last>\d\d?)月份?累?计?"),
    (Shape.MONTHS, rf"{_YEAR}(?P<named>上半年|下半年|前三季度|第?[一二三四1-4]季度)累?计?"),
    (Shape.TO_DATE, rf"{_YEAR}(?P<last>\d\d?)月(?:底|末)累?计?"),
    (Shape.MONTH, rf"{_YEAR}(?P<last>\d\d?)月份?(?!\d)"),
    (Shape.MONTH, r"[本当]月份?"),
    (Shape.TO_DATE, r"(?:今年|年初|年内|本年|当年)(?:度?累计|以?来)累?计?|自年初累?计?|年度?累计"),
    (Shape.YEAR, r"(?P<year>(?:19|20|21)\d\d)年度?|(?:本|当|今|全)年度?内?|年度"),
    (Shape.SINCE_START, r"累计"),
)
_COMPILED = [(shape, re.compile(pattern)) for shape, pattern in _PATTERNS]
_LEFT_YEAR = re.compile(r"((?:19|20|21)\d\d)年度?|[本当今全]年度?|年度")
_DONE = re.compile("完成|已|累计|实际")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}


def extract_period(folded: str) -> tuple[HeaderPeriod | None, str, str]:
    """The time named in a folded header, the header without it, and with a 〈…〉 in its place.

    “1-6月完成投资” → (January to June, “完成投资”, “〈period〉完成投资”), so that next month's header
    “1-7月完成投资” is known as the same column.
    """
    for shape, pattern in _COMPILED:
        match = pattern.search(folded)
        if match is None:
            continue
        period = _period_of(shape, match.groupdict(), folded)
        if period is None:
            continue
        rest = folded[: match.start()] + folded[match.end() :]
        left = _LEFT_YEAR.search(rest) if period.year is None else None
        if left is not None and shape is not Shape.SINCE_START:
            year = int(left.group(1)) if left.group(1) else None
            period = HeaderPeriod(period.shape, year, period.first_month, period.last_month)
            rest = rest[: left.start()] + rest[left.end() :]
        place = f"〈{period.shape}〉"
        return period, rest, folded[: match.start()] + place + folded[match.end() :]
    return None, folded, folded


def _period_of(shape: Shape, found: dict[str, str | None], folded: str) -> HeaderPeriod | None:
    year = int(found["year"]) if found.get("year") else None  # type: ignore[arg-type]
    named, first, last = found.get("named"), found.get("first"), found.get("last")
    if shape is Shape.YEAR:
        return HeaderPeriod(Shape.TO_DATE if _DONE.search(folded) else shape, year)
    if named:
        if named in _HALVES:
            months = _HALVES[named]
        else:
            mark = re.sub("[第季度]", "", named)
            quarter = chinese_number(mark) or int(mark)
            months = (3 * quarter - 2, 3 * quarter)
        return HeaderPeriod(Shape.TO_DATE if months[0] == 1 else shape, year, *months)
    begin, end = int(first) if first else None, int(last) if last else None
    if not all(1 <= month <= 12 for month in (begin, end) if month is not None) or (begin or 1) > (end or 12):
        return None
    if shape is Shape.MONTHS and begin == 1:
        return HeaderPeriod(Shape.YEAR if end == 12 else Shape.TO_DATE, year, begin, end)
    if shape is Shape.MONTH and end is not None:
        begin = end
    return HeaderPeriod(shape, year, begin, end)
