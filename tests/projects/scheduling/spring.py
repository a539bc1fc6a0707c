"""The working days around the Spring Festival of 2018, by the State Council's notice: 15 to 21 February off,
Sunday the 11th and Saturday the 24th worked instead."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.network import DayUnit, Link, Milestone, Network

FIRST = date(2018, 1, 1)
OFF = {date(2018, 2, day) for day in range(15, 22)}
WORKED = {date(2018, 2, 11), date(2018, 2, 24)}


def spring_days(days: int = 365) -> WorkingDays:
    dates = [FIRST + timedelta(days=offset) for offset in range(days)]
    works = [day in WORKED or (day.weekday() < 5 and day not in OFF) for day in dates]
    return WorkingDays(FIRST, np.array(works, dtype=np.bool_))


def feb(day: int) -> date:
    return date(2018, 2, day)


def march(day: int) -> date:
    return date(2018, 3, day)


def permits() -> Network:
    """The example of `docs/rules/back_scheduling.md`: from the filing to the start of construction."""
    return Network(
        (
            Milestone("filing", 1),
            Milestone("report", 5, (Link("filing"),), shortest=3, promised=4),
            Milestone("notice", 10, (Link("report"),), DayUnit.CALENDAR),
            Milestone("drawings", 6, (Link("filing"),), shortest=5),
            Milestone("permit", 5, (Link("notice"), Link("drawings")), shortest=2, promised=3, statutory=7),
            Milestone("start", 0, (Link("permit"),)),
        )
    )
