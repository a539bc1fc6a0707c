"""The official notices that ship with the program: one file per notice of the State Council's office.

`data/notices/*.toml`: `year`, `document_number`, `title`, `published_on`, `source_url`, `verified` (whether
dates and number were compared with the published text), and a `[[holiday]]` for each paragraph: `name`,
`first` and `last` day off, `make_up` days worked instead. Ordinary weekends that the notice merely mentions
are not in it. Pure; read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.patterns import OFFICE_HOURS, WeeklyPattern
from guatu.calendars.rules import WorkingCalendar


@dataclass(frozen=True, slots=True)
class OfficialNotice:
    """A notice as published. `days` may reach into the year before, at New Year."""

    key: str
    year: int
    document_number: str
    title: str
    published_on: date
    source_url: str
    verified: bool
    days: Mapping[date, DayRule]


@lru_cache(maxsize=1)
def official_notices() -> tuple[OfficialNotice, ...]:
    """Every shipped notice, in the order of publication."""
    folder = resources.files("guatu.calendars") / "data" / "notices"
    found = [
        read_notice(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda notice: (notice.published_on, notice.key)))


def official_days() -> tuple[Mapping[date, DayRule], frozenset[int]]:
    """All shipped notices laid over one another, later ones winning, and the years they cover."""
    days: dict[date, DayRule] = {}
    for notice in official_notices():
        days |= notice.days
    return days, frozenset(notice.year for notice in official_notices())


def read_notice(key: str, text: str) -> OfficialNotice:
    """Parse one file. Raises `ValueError` naming the file, the holiday and what was expected."""
    data = tomllib.loads(text)
    days: dict[date, DayRule] = {}
    for holiday in data["holiday"]:
        for day, rule in _holiday_days(holiday, key):
            if day in days:
                raise ValueError(f"{key}: {day} is named twice")
            days[day] = rule
    return OfficialNotice(
        key=key,
        year=data["year"],
        document_number=data.get("document_number", ""),
        title=data["title"],
        published_on=data["published_on"],
        source_url=data.get("source_url", ""),
        verified=data["verified"],
        days=MappingProxyType(dict(sorted(days.items()))),
    )


def _holiday_days(holiday: Mapping[str, Any], key: str) -> list[tuple[date, DayRule]]:
    name, first, last = holiday["name"], holiday["first"], holiday["last"]
    if last < first:
        raise ValueError(f"{key}: {name} ends ({last}) before it begins ({first})")
    off = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [(day, DayRule(DayKind.OFF, name)) for day in off] + [
        (day, DayRule(DayKind.WORKING, name)) for day in holiday.get("make_up", ())
    ]


def chinese_calendar(pattern: WeeklyPattern = OFFICE_HOURS) -> WorkingCalendar:
    """The calendar of a zone that has applied just the shipped notices; for use without a database."""
    days, years = official_days()
    return WorkingCalendar(pattern=pattern, days=days, official_years=years)
