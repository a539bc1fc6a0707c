"""A network of milestones: what it consists of and when it is sound.

Days are `date`s, or whole numbers where the network is planned without a calendar. Durations and lags are
whole days, each in its own unit. See `docs/rules/back_scheduling.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from guatu.core.errors import Fault
from guatu.projects.scheduling.errors import CycleError, NetworkError
from guatu.projects.scheduling.ordering import find_cycle, topological_order

Day = date | int

MAX_MILESTONES = 20_000
MAX_LINKS = 100_000
MAX_DAYS = 100_000


class LinkType(StrEnum):
    """Which end of the predecessor the milestone waits for, and with which of its own."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"

    @property
    def from_finish(self) -> bool:
        """Whether the link leaves from the predecessor's finish."""
        return self in (LinkType.FS, LinkType.FF)

    @property
    def to_finish(self) -> bool:
        """Whether the link holds the milestone's finish."""
        return self in (LinkType.FF, LinkType.SF)


class DayUnit(StrEnum):
    """What one day of a duration or of a lag is. Without a calendar the two are the same."""

    WORKING = "working_day"
    CALENDAR = "calendar_day"


@dataclass(frozen=True, slots=True)
class Link:
    """The milestone that holds this link waits for `predecessor`, and `lag` days more (fewer if negative)."""

    predecessor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    unit: DayUnit = DayUnit.WORKING


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of a plan. All its durations are in days of its `unit`; a duration of 0 is a pure event.

    - `not_before`: earliest start. `not_after`: latest finish. `fixed`: starts on that day, whatever waits.
      `target`: the day it is to finish by, from which late dates count (`not_after` only tightens them).
    - `shortest`: what is technically possible; without it nothing can be compressed. `promised`: what the
      place has promised; `statutory`: what the law allows. Both decide who must approve a compression.
    - `actual_start`, `actual_finish`: facts. `remaining`: days still to go from the data date, of a
      milestone that has started; without it, what is left of the duration, and at least one day.
    """

    id: str
    duration: int
    predecessors: tuple[Link, ...] = ()
    unit: DayUnit = DayUnit.WORKING
    not_before: Day | None = None
    not_after: Day | None = None
    fixed: Day | None = None
    target: Day | None = None
    shortest: int | None = None
    promised: int | None = None
    statutory: int | None = None
    actual_start: Day | None = None
    actual_finish: Day | None = None
    remaining: int | None = None


DAY_FIELDS = ("not_before", "not_after", "fixed", "target", "actual_start", "actual_finish")
LENGTH_FIELDS = ("shortest", "promised", "statutory", "remaining")


@dataclass(frozen=True)
class Network:
    """Milestones and, through their `predecessors`, the links between them. Their order means nothing.

    Raises `NetworkError` with every fault found (doubled id, unknown predecessor, a duration that is no
    whole number of days …) and `CycleError` where milestones wait for each other.
    """

    milestones: tuple[Milestone, ...]

    def __post_init__(self) -> None:
        faults = list(faults_of(self.milestones))
        if faults:
            raise NetworkError(faults)
        unplaced = self._placing[1]
        if unplaced:
            cycle = find_cycle(self.predecessor_positions, unplaced)
            raise CycleError([self.milestones[position].id for position in cycle])

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each id stands in `milestones`."""
        return {milestone.id: position for position, milestone in enumerate(self.milestones)}

    @cached_property
    def predecessor_positions(self) -> tuple[tuple[int, ...], ...]:
        """For each milestone, the positions of those it waits for, one per link."""
        where = self.positions
        return tuple(tuple(where[link.predecessor] for link in m.predecessors) for m in self.milestones)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions in an order in which each milestone follows its predecessors."""
        return tuple(self._placing[0])

    @cached_property
    def _placing(self) -> tuple[list[int], list[int]]:
        return topological_order(self.predecessor_positions)

    @cached_property
    def longest_span(self) -> int:
        """Days, each of its own unit, that no plan of this network can exceed: how far a calendar must
        reach from the start (and back from the target), not counting days off and fixed dates."""
        lags = sum(abs(link.lag) for m in self.milestones for link in m.predecessors)
        return lags + sum(max(m.duration, m.remaining or 0) for m in self.milestones)


def shown(value: object) -> str:
    """A value found where another was expected, as a message shows it: like JSON, and not endless."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_a(kind: type, value: object) -> bool:
    return isinstance(value, kind)


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def faults_of(milestones: tuple[Milestone, ...]) -> Iterator[Fault]:
    """Everything wrong with milestones but cycles, each with its place: `milestones[3].predecessors[0].id`."""
    if len(milestones) > MAX_MILESTONES:
        yield Fault("milestones", f"expected at most {MAX_MILESTONES}, found {len(milestones)}")
        return
    links = sum(len(milestone.predecessors) for milestone in milestones)
    if links > MAX_LINKS:
        yield Fault("milestones", f"expected at most {MAX_LINKS} predecessors in all, found {links}")
        return
    known: dict[str, int] = {}
    for position, milestone in enumerate(milestones):
        place = f"milestones[{position}]"
        if not _is_a(str, milestone.id) or not milestone.id:
            yield Fault(f"{place}.id", f"expected a text that is not empty, found {shown(milestone.id)}")
        elif milestone.id in known:
            yield Fault(
                f"{place}.id", f"{shown(milestone.id)} is already the id of milestones[{known[milestone.id]}]"
            )
        else:
            known[milestone.id] = position
    for position, milestone in enumerate(milestones):
        place = f"milestones[{position}]"
        yield from _length_faults(milestone, place)
        yield from _day_faults(milestone, place)
        for index, link in enumerate(milestone.predecessors):
            yield from _link_faults(link, f"{place}.predecessors[{index}]", known)


def _length_faults(milestone: Milestone, place: str) -> Iterator[Fault]:
    if not _is_a(DayUnit, milestone.unit):
        yield Fault(f"{place}.unit", f"expected {' or '.join(DayUnit)}, found {shown(milestone.unit)}")
    for name in ("duration", *LENGTH_FIELDS):
        value = getattr(milestone, name)
        if value is None and name != "duration":
            continue
        if not is_whole(value) or not 0 <= value <= MAX_DAYS:
            yield Fault(
                f"{place}.{name}",
                f"expected a whole number of days from 0 to {MAX_DAYS}, found {shown(value)}",
            )
    shortest, duration = milestone.shortest, milestone.duration
    if is_whole(shortest) and is_whole(duration) and shortest is not None and shortest > duration:
        yield Fault(f"{place}.shortest", f"expected at most the duration {duration}, found {shortest}")


def _day_faults(milestone: Milestone, place: str) -> Iterator[Fault]:
    days = {name: getattr(milestone, name) for name in DAY_FIELDS}
    given = {name: day for name, day in days.items() if day is not None}
    sound = True
    for name, day in given.items():
        if is_whole(day):
            if abs(day) > MAX_DAYS:
                sound = False
                yield Fault(
                    f"{place}.{name}", f"expected a number from -{MAX_DAYS} to {MAX_DAYS}, found {day}"
                )
        elif not isinstance(day, date) or isinstance(day, datetime):
            sound = False
            yield Fault(f"{place}.{name}", f"expected a date or a whole number, found {shown(day)}")
    if len({isinstance(day, date) for day in given.values()}) > 1:
        yield Fault(place, f"expected either dates or numbers, found both ({', '.join(given)})")
    elif sound:
        yield from _day_order_faults(days, place)
    if milestone.remaining is not None and milestone.actual_start is None:
        yield Fault(f"{place}.remaining", "only a milestone that has started has days remaining")


def _day_order_faults(days: dict[str, Day | None], place: str) -> Iterator[Fault]:
    def comes_before(earlier: Day | None, later: Day | None) -> bool:
        return earlier is not None and later is not None and earlier < later  # type: ignore[operator]

    if comes_before(days["actual_finish"], days["actual_start"]):
        yield Fault(f"{place}.actual_finish", f"comes before the actual start {days['actual_start']}")
    if comes_before(days["fixed"], days["not_before"]):
        yield Fault(f"{place}.fixed", f"comes before not_before {days['not_before']}")


def _link_faults(link: Link, place: str, known: dict[str, int]) -> Iterator[Fault]:
    if link.predecessor not in known:
        yield Fault(f"{place}.id", f"there is no milestone {shown(link.predecessor)}")
    if not _is_a(LinkType, link.type):
        yield Fault(f"{place}.type", f"expected FS, SS, FF or SF, found {shown(link.type)}")
    if not _is_a(DayUnit, link.unit):
        yield Fault(f"{place}.unit", f"expected {' or '.join(DayUnit)}, found {shown(link.unit)}")
    if not is_whole(link.lag) or abs(link.lag) > MAX_DAYS:
        yield Fault(
            f"{place}.lag", f"expected a whole number from -{MAX_DAYS} to {MAX_DAYS}, found {shown(link.lag)}"
        )
