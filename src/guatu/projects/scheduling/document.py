"""A bare network as a JSON document, scheduled into another: what `guatu schedule --network` reads and prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from guatu.core.errors import Fault
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.compression import Compression, compress
from guatu.projects.scheduling.errors import NetworkError
from guatu.projects.scheduling.network import (
    DAY_FIELDS,
    LENGTH_FIELDS,
    MAX_MILESTONES,
    Day,
    DayUnit,
    Link,
    LinkType,
    Milestone,
    Network,
    faults_of,
    shown,
)
from guatu.projects.scheduling.plan import Plan, schedule

# A document with more faults than this is not worth listing to the end.
MAX_FAULTS = 100
# Beyond this size an infeasible plan is only said to be infeasible: finding the least to compress takes long.
MAX_COMPRESSED = 2_000

MILESTONE_KEYS = ("id", "duration", "predecessors", "unit", *DAY_FIELDS, *LENGTH_FIELDS)
LINK_KEYS = ("id", "type", "lag", "unit")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def schedule_document(
    document: object,
    *,
    target: Day | None = None,
    start: Day | None = None,
    working_days: WorkingDays | None = None,
) -> dict[str, Any]:
    """Schedules `{"milestones": [{"id", "duration", "predecessors": [{"id", "type", "lag"}], …}]}`.

    Besides `not_before`, `not_after` and `fixed`, a milestone may have the other fields of
    `network.Milestone`, and it and its predecessors a `unit`. With `working_days`, or with a date for
    `target` or `start`, days are dates (`"2018-03-01"`); otherwise times are whole units from 0.

    Returns `{"span", "start", "finish", "feasible", "milestones": [{"id", "early_start", "early_finish",
    "late_start", "late_finish", "float", "free_float", "critical"}]}` and, where the plan is not feasible,
    `"compression"`. Raises `NetworkError` (`CycleError` for a cycle) with one fault per place.
    """
    dated = working_days is not None or isinstance(start, date) or isinstance(target, date)
    network, names = _read(document, dated)
    if dated and start is None and target is None:
        fault = Fault("start", "expected a start or a target date, as the calendar has dates")
        raise NetworkError([fault])
    plan = schedule(network, calendar=working_days, start=start, target=target)
    written = _written_plan(plan, names)
    if not plan.feasible:
        small = len(network.milestones) <= MAX_COMPRESSED
        written["compression"] = _written(compress(plan, calendar=working_days), names) if small else None
    return written


# --- reading ---


@dataclass
class _Reader:
    """Reads values that may be anything. What is wrong is noted with its place, and read as `default`."""

    dated: bool
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, expected: str, found: object) -> None:
        self.faults.append(Fault(place, f"expected {expected}, found {shown(found)}"))

    def whole(self, value: object, place: str, default: Any) -> Any:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault(place, "a whole number", value)
        return default

    def day(self, value: object, place: str) -> Day | None:
        if not self.dated:
            if isinstance(value, str):
                self.fault(place, "a whole number (without a calendar or a date, times are units)", value)
                return None
            number: int | None = self.whole(value, place, None)
            return number
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.fault(place, "a date such as 2018-03-01", value)
        return None

    def one_of(self, kind: type[LinkType] | type[DayUnit], value: object, place: str, default: Any) -> Any:
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        *others, last = kind
        self.fault(place, f"{', '.join(others)} or {last}", value)
        return default

    def name(self, value: object, place: str) -> str | None:
        """An id: a text, or a whole number as it is written."""
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self.fault(place, "a text that is not empty", value)
        return None

    def entries(self, value: object, place: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.fault(place, "a list", value)
        return []

    def keys(self, entry: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
        """Notes keys that look like slips of the pen. Others are the writer's own and left alone."""
        for key in entry.keys() - set(known):
            close = get_close_matches(str(key), known, 1, 0.8)
            if close and close[0] not in entry:
                self.faults.append(Fault(f"{place}.{key}", f"is not known; {close[0]} is meant?"))


def _read(document: object, dated: bool) -> tuple[Network, dict[str, Any]]:
    """The network, and for each id the value that stood in the document."""
    reader = _Reader(dated)
    milestones: list[Milestone] = []
    names: dict[str, Any] = {}
    if not isinstance(document, dict):
        reader.fault("document", 'an object with "milestones"', document)
    elif "milestones" not in document:
        reader.faults.append(Fault("milestones", "is missing; expected a list of milestones"))
    else:
        entries = reader.entries(document["milestones"], "milestones")
        if len(entries) > MAX_MILESTONES:
            raise NetworkError(
                [Fault("milestones", f"expected at most {MAX_MILESTONES}, found {len(entries)}")]
            )
        for position, entry in enumerate(entries):
            milestone = _milestone(reader, entry, f"milestones[{position}]")
            milestones.append(milestone)
            names[milestone.id] = entry["id"] if isinstance(entry, dict) and "id" in entry else milestone.id
    _refuse(reader.faults, tuple(milestones))
    return Network(tuple(milestones)), names


def _refuse(faults: list[Fault], milestones: tuple[Milestone, ...]) -> None:
    """Raises what is wrong with the values together with what is wrong between them."""
    seen = {fault.place for fault in faults}

    def is_known(place: str) -> bool:
        return place in seen or any(place[:end] in seen for end in range(len(place)) if place[end] == ".")

    faults = [*faults, *(fault for fault in faults_of(milestones) if not is_known(fault.place))]
    if len(faults) > MAX_FAULTS:
        rest = len(faults) - MAX_FAULTS
        faults = [*faults[:MAX_FAULTS], Fault("milestones", f"and {rest} more faults")]
    if faults:
        raise NetworkError(faults)


def _milestone(reader: _Reader, entry: object, place: str) -> Milestone:
    # A milestone that cannot be read keeps its place, under a name that nobody can refer to.
    nameless = f"\0{place}"
    if not isinstance(entry, dict):
        reader.fault(place, "an object", entry)
        return Milestone(nameless, 0)
    reader.keys(entry, MILESTONE_KEYS, place)
    for key in ("id", "duration"):
        if key not in entry:
            reader.faults.append(Fault(f"{place}.{key}", "is missing"))
    given = {key: value for key, value in entry.items() if value is not None}
    unit = DayUnit.WORKING
    if "unit" in given:
        unit = reader.one_of(DayUnit, given["unit"], f"{place}.unit", unit)
    links = [
        _link(reader, link, f"{place}.predecessors[{index}]", unit)
        for index, link in enumerate(reader.entries(given.get("predecessors", []), f"{place}.predecessors"))
    ]
    fields: dict[str, Any] = {
        key: reader.day(given[key], f"{place}.{key}") for key in DAY_FIELDS if key in given
    }
    fields |= {key: reader.whole(given[key], f"{place}.{key}", None) for key in LENGTH_FIELDS if key in given}
    return Milestone(
        id=(reader.name(entry["id"], f"{place}.id") if "id" in entry else None) or nameless,
        duration=reader.whole(entry["duration"], f"{place}.duration", 0) if "duration" in entry else 0,
        predecessors=tuple(links),
        unit=unit,
        **fields,
    )


def _link(reader: _Reader, entry: object, place: str, unit: DayUnit) -> Link:
    """A predecessor. Without a unit of its own, its lag is in the unit of the milestone that waits."""
    nameless = Link(f"\0{place}")
    if not isinstance(entry, dict):
        reader.fault(place, "an object", entry)
        return nameless
    reader.keys(entry, LINK_KEYS, place)
    given = {key: value for key, value in entry.items() if value is not None}
    if "id" not in given:
        reader.faults.append(Fault(f"{place}.id", "is missing"))
        return nameless
    predecessor = reader.name(given["id"], f"{place}.id")
    tie, lag = LinkType.FS, 0
    if "type" in given:
        tie = reader.one_of(LinkType, given["type"], f"{place}.type", tie)
    if "lag" in given:
        lag = reader.whole(given["lag"], f"{place}.lag", lag)
    if "unit" in given:
        unit = reader.one_of(DayUnit, given["unit"], f"{place}.unit", unit)
    return Link(predecessor or nameless.predecessor, tie, lag, unit)


# --- writing ---


def _written_day(day: Day) -> str | int:
    return day.isoformat() if isinstance(day, date) else day


def _written_plan(plan: Plan, names: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "span": plan.span,
        "start": _written_day(plan.start),
        "finish": _written_day(plan.finish),
        "feasible": plan.feasible,
        "milestones": [
            {
                "id": names[m.id],
                "early_start": _written_day(m.early_start),
                "early_finish": _written_day(m.early_finish),
                "late_start": _written_day(m.late_start),
                "late_finish": _written_day(m.late_finish),
                "float": m.total_float,
                "free_float": m.free_float,
                "critical": m.critical,
            }
            for m in plan.milestones
        ],
    }


def _written(compression: Compression, names: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "milestones": [
            {
                "id": names[m.id],
                "duration": m.duration,
                "compressed": m.compressed,
                "days": m.days,
                "approvals": [{"approver": str(band.approver), "days": band.days} for band in m.bands],
            }
            for m in compression.milestones
        ],
        "shortfalls": [
            {
                "id": None if s.id is None else names[s.id],
                "kind": str(s.kind),
                "limit": _written_day(s.limit),
                "earliest": _written_day(s.earliest),
                "days": s.days,
            }
            for s in compression.shortfalls
        ],
    }
