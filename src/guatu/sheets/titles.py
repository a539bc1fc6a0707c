"""What the lines above a table say: title, unit of money, who reports, as of when, which year."""

import re
from dataclasses import dataclass

from guatu.sheets.amounts import Unit, find_units
from guatu.sheets.dates import PartialDate, parse_partial_date
from guatu.sheets.text import fold, normalize_text
from guatu.sheets.values import Unreadable

_REPORTER = re.compile(r"(?:填报|报送|编制|制表|上报|填表|汇总)(?:单位|部门)\s*[:：]\s*([^\s\u3000]+)")
_DATE = (
    r"((?:(?:19|20|21)\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬|份)?"
    r"|(?:19|20|21)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?)"
)
_AS_OF = (
    re.compile(rf"截[至止到]:?{_DATE}"),
    re.compile(rf"(?:填报|报送|填表|制表|统计|更新|上报)(?:日期|时间):?{_DATE}"),
    re.compile(r"((?:19|20|21)\d\d年)(?:1月?[-–—~至到]+(\d{1,2}月)|(上半年)|前?(三季度))"),
    re.compile(r"((?:19|20|21)\d\d年\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?)"),
)
_YEAR = re.compile(r"((?:19|20|21)\d\d)年")


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """`units` are all units of money named; `as_of_text` is kept also where its year is missing."""

    title: str = ""
    units: tuple[Unit, ...] = ()
    reporting_unit: str = ""
    year: int | None = None
    as_of: PartialDate | None = None
    as_of_text: str = ""


def parse_titles(lines: list[str], default_year: int | None = None) -> TitleFacts:
    """Read the texts that stand above a table, in order. `default_year` completes “截至6月中旬”."""
    if not lines:
        return TitleFacts(year=default_year)
    everything = "\n".join(lines)
    folded = fold(everything)
    years = _YEAR.search(folded)
    year = int(years.group(1)) if years else default_year
    as_of, text = _as_of(folded, year)
    units: dict[Unit, None] = {unit: None for line in lines for unit in find_units(line)}
    reporter = _REPORTER.search(everything)
    return TitleFacts(
        title=_title(lines),
        units=tuple(units),
        reporting_unit=reporter.group(1).rstrip("；;，,。") if reporter else "",
        year=year,
        as_of=as_of,
        as_of_text=text,
    )


def _title(lines: list[str]) -> str:
    """The first line that is more than a number of an appendix or a “单位：…”."""
    for line in lines:
        text = normalize_text(line)
        if len(text) > 4 and not re.match(
            r"(?:附件|附表|表|单位|填报)[一二三四五六七八九十\d\-]*\s*[:：]?", text
        ):
            return text
    return normalize_text(lines[0])


def _as_of(folded: str, year: int | None) -> tuple[PartialDate | None, str]:
    for pattern in _AS_OF:
        match = pattern.search(folded)
        if match is None:
            continue
        text = "".join(group for group in match.groups() if group)
        try:
            return parse_partial_date(text, default_year=year).value, text
        except Unreadable:
            return None, text
    return None, ""
