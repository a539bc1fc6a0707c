"""Bare networks of milestones as JSON, and the calendars they can be scheduled on without a database.

{"milestones": [{"id": "a", "duration": 3, "predecessors": [{"id": "b", "type": "FS", "lag": 0}],
                 "not_before": "2018-07-02", "not_after": …, "fixed": …}]}

Durations and lags are whole days; with a calendar, working days unless `unit` says otherwise. Days are dates
(ISO), or whole numbers where nothing has a date. `target`, `shortest`, `promised`, `statutory`, `actual_start`,
`actual_finish` and `remaining` are understood too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np

from guatu.calendars.official import chinese_calendar
from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.calendar import WorkingDays, day_number
from guatu.projects.scheduling.network import (
    DAY_FIELDS,
    LENGTH_FIELDS,
    Day,
    DayUnit,
    Link,
    LinkType,
    Milestone,
    Network,
)
from guatu.projects.scheduling.plan import schedule

MAX_BYTES = 64 * 1024 * 1024
MILESTONE_KEYS = ("id", "name", "duration", "unit", "predecessors", *DAY_FIELDS, *LENGTH_FIELDS)
LINK_KEYS = ("id", "type", "lag", "unit")


class CalendarName(StrEnum):
    """On what days is worked: all alike, Monday to Friday, or China's working days by the official notices."""

    NONE = "none"
    WEEKDAYS = "weekdays"
    CN = "cn"


def read_network(text: str) -> Network:
    """The network in a JSON text. Raises `InvalidInput` naming every place that is wrong and what was expected
    there, `CycleError` naming the milestones that wait for each other."""
    if len(text) > MAX_BYTES:
        raise InvalidInput({"network": f"expected at most {MAX_BYTES} characters"})
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput({"network": f"expected JSON: {error}"}) from error
    rows = document.get("milestones") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise InvalidInput({"milestones": "expected an object with a list called “milestones”"})
    faults: list[Fault] = []
    milestones = tuple(_milestone(row, f"milestones[{at}]", faults) for at, row in enumerate(rows))
    if faults:
        raise InvalidInput(faults)
    return Network(milestones)


def _milestone(row: Any, place: str, faults: list[Fault]) -> Milestone:
    given = _table(row, MILESTONE_KEYS, place, faults)
    for name in ("id", "duration"):
        if name not in given:
            faults.append(Fault(f"{place}.{name}", "is missing"))
    links = given.get("predecessors") or []
    if not isinstance(links, list):
        faults.append(Fault(f"{place}.predecessors", f"expected a list, found {links!r:.60}"))
        links = []
    values: dict[str, Any] = {name: given.get(name) for name in LENGTH_FIELDS}
    values |= {name: _day(given.get(name), f"{place}.{name}", faults) for name in DAY_FIELDS}
    return Milestone(
        id=given.get("id", ""),
        duration=given.get("duration", 0),
        predecessors=tuple(
            _link(link, f"{place}.predecessors[{at}]", faults) for at, link in enumerate(links)
        ),
        unit=_choice(DayUnit, given.get("unit"), DayUnit.WORKING, f"{place}.unit", faults),
        **values,
    )


def _link(row: Any, place: str, faults: list[Fault]) -> Link:
    given = _table(row, LINK_KEYS, place, faults)
    if "id" not in given:
        faults.append(Fault(f"{place}.id", "is missing"))
    lag = given.get("lag")
    return Link(
        predecessor=given.get("id", ""),
        type=_choice(LinkType, given.get("type"), LinkType.FS, f"{place}.type", faults),
        lag=0 if lag is None else lag,
        unit=_choice(DayUnit, given.get("unit"), DayUnit.WORKING, f"{place}.unit", faults),
    )


def _table(row: Any, keys: tuple[str, ...], place: str, faults: list[Fault]) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        faults.append(Fault(place, f"expected an object, found {row!r:.60}"))
        return {}
    for name in row:
        if name not in keys:
            faults.append(Fault(f"{place}.{name}", f"is not known; there are {', '.join(keys)}"))
    return row


def _choice(choices: Any, value: Any, default: Any, place: str, faults: list[Fault]) -> Any:
    if value is None:
        return default
    if value in list(choices):
        return choices(value)
    faults.append(Fault(place, f"expected {', '.join(choices)}, found {value!r:.60}"))
    return default


def _day(value: Any, place: str, faults: list[Fault]) -> Day | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        faults.append(
            Fault(place, f"expected a date such as 2018-07-02 or a whole number, found {value!r:.60}")
        )
        return None


def calendar_for(
    name: CalendarName, network: Network, start: date | None, target: date | None
) -> WorkingDays | None:
    """The named calendar, as far as the network can reach from its dates; None for `CalendarName.NONE`."""
    days = [day for day in (start, target) if day is not None]
    for milestone in network.milestones:
        days += [d for field in DAY_FIELDS if isinstance(d := getattr(milestone, field), date)]
    if name is CalendarName.NONE or not days:
        return None
    # A long holiday takes eight days off at once, so that a working day costs less than two and a few.
    room = timedelta(days=2 * _length(network) + 60)
    first = max(min(days), date.min + room + timedelta(days=366)) - room
    last = min(max(days), date.max - room - timedelta(days=366)) + room
    if name is CalendarName.WEEKDAYS:
        numbers = np.arange(day_number(first), day_number(last) + 1)
        # 1970-01-01 was a Thursday.
        return WorkingDays(first, (numbers + 3) % 7 < 5)
    return WorkingDays(first, chinese_calendar().working_days(first, last))


def _length(network: Network) -> int:
    """Days of whatever unit from the first start to the last finish, where no date holds anything back."""
    free = tuple(Milestone(m.id, m.duration, m.predecessors, m.unit) for m in network.milestones)
    longest = max((m.remaining or 0 for m in network.milestones), default=0)
    lags = max((abs(link.lag) for m in network.milestones for link in m.predecessors), default=0)
    return schedule(Network(free)).span + longest + lags
