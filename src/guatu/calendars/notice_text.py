"""Reading the text of a notice as the State Council's office writes it, or as somebody types it.

Pure. One line or paragraph a holiday: its name, a colon, then clauses that end in what the days are:

    二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
    Labour Day: 2018-04-29 to 2018-05-01 off; 2018-04-28 worked

放假, 补休, 休息 and “off” make days off, 上班 and “worked” working days, 半天 and “half” half days.
What stands in brackets and lines without a date are passed over; so is a line that is only a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.core.errors import Fault, InvalidInput

# Longer than any holiday, so that a slip of the pen does not take a quarter off.
LONGEST_SPAN = 31

_NUMBERING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|[-*•])\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
_DATE = (
    r"(?:(?P<year{n}>\d{{4}})\s*[年./-]\s*)?"
    r"(?P<month{n}>\d{{1,2}})\s*[月./-]\s*(?P<day{n}>\d{{1,2}})\s*日?"
)
_SPAN = re.compile(
    _DATE.format(n=1) + r"(?:\s*(?:至|到|to\b|[-–—~])\s*(?:" + _DATE.format(n=2) + r"|(?P<until>\d{1,2})日))?"
)
_KINDS = (
    (DayKind.HALF, re.compile(r"半天|半日|\bhalf\b")),
    (DayKind.WORKING, re.compile(r"上班|\bwork(?:ed|ing)?\b")),
    (DayKind.OFF, re.compile(r"放假|补休|调休|休息|\boff\b")),
)


def parse_notice_text(text: str, year: int) -> dict[date, DayRule]:
    """The days named in `text`, dates without a year being of `year`.

    Raises `InvalidInput` with a fault for each line that cannot be read, at the place `days`, saying which
    line, what stood there and what was expected.
    """
    days: dict[date, DayRule] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            for day, rule in _read_line(line, year):
                if days.get(day, rule) != rule:
                    raise ValueError(_("%(day)s is named twice.") % {"day": day.isoformat()})
                days[day] = rule
        except ValueError as error:
            faults.append(Fault("days", _("Line %(number)s: %(fault)s") % {"number": number, "fault": error}))
    if faults:
        raise InvalidInput(faults)
    return dict(sorted(days.items()))


def write_notice_text(days: Mapping[date, DayRule]) -> str:
    """Days as text that `parse_notice_text` reads back to the same days."""
    lines = []
    by_name: dict[str, list[date]] = {}
    # In the order of the holidays themselves: a make-up day may lie before the holiday before.
    for day in sorted(days, key=lambda d: (days[d].kind == DayKind.WORKING, d)):
        by_name.setdefault(days[day].name, []).append(day)
    words = {DayKind.OFF: "放假", DayKind.WORKING: "上班", DayKind.HALF: "半天"}
    for name, dates in by_name.items():
        clauses = []
        for kind, word in words.items():
            spans = "、".join(_spans(sorted(day for day in dates if days[day].kind == kind)))
            if spans:
                clauses.append(spans + word)
        lines.append((f"{name}：" if name else "") + "；".join(clauses))
    return "\n".join(lines)


def _spans(dates: list[date]) -> list[str]:
    found = []
    for _key, run in groupby(enumerate(dates), lambda pair: pair[1].toordinal() - pair[0]):
        first, *rest = [day for _index, day in run]
        found.append(f"{first.isoformat()}至{rest[-1].isoformat()}" if rest else first.isoformat())
    return found


def _read_line(line: str, year: int) -> Iterator[tuple[date, DayRule]]:
    text = _BRACKETS.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", line))).strip()
    if not _SPAN.search(text) or _SPAN.fullmatch(text):
        return
    name, colon, rest = text.partition(":")
    if not colon:
        name, rest = "", text
    waiting: list[date] = []
    for clause in re.split(r"[。;,]", rest):
        waiting += _dates(clause, year)
        kind = next((kind for kind, words in _KINDS if words.search(clause.lower())), None)
        if kind is not None:
            yield from ((day, DayRule(kind, name.strip())) for day in waiting)
            waiting = []
    if waiting:
        raise ValueError(
            _("%(day)s is neither off nor worked; write 放假 (off), 上班 (worked) or 半天 (half) after it.")
            % {"day": waiting[0].isoformat()}
        )


def _dates(clause: str, year: int) -> Iterator[date]:
    for found in _SPAN.finditer(clause):
        if clause[found.end() :].lstrip().startswith("起"):
            raise ValueError(_("“%(text)s起” has no end; name every day.") % {"text": found[0]})
        first = _date(found, "1", year)
        if found["until"]:
            last = _day(first.year, first.month, int(found["until"]), found[0])
        elif found["month2"]:
            last = _date(found, "2", first.year)
        else:
            last = first
        if last < first:
            raise ValueError(_("“%(text)s” ends before it begins.") % {"text": found[0]})
        if (last - first).days >= LONGEST_SPAN:
            raise ValueError(
                _("“%(text)s” is longer than %(days)s days.") % {"text": found[0], "days": LONGEST_SPAN}
            )
        yield from (first + timedelta(days=i) for i in range((last - first).days + 1))


def _date(found: re.Match[str], which: str, year: int) -> date:
    named = found[f"year{which}"]
    return _day(
        int(named) if named else year, int(found[f"month{which}"]), int(found[f"day{which}"]), found[0]
    )


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("“%(text)s” is not a date.") % {"text": text}) from None
