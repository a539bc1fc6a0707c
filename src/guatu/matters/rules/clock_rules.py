"""The rules of clocks and of the ladder, as a zone may choose them. Pure.

A rule set is stored as JSON and versioned. Of `clocks`, the first line that matches a matter holds:

    {"clocks": [{"name": "…", "kinds": ["demand"], "categories": [], "urgencies": ["urgent"],
                 "calendar": "all-hours",
                 "sign_for": {"amount": "2", "unit": "hour"}, "first_reply": …, "whole": …, "support": …}],
     "nearly_due": "0.8", "stop_days": 30,
     "ladders": {"demand": [{"name": "…", "clock": "whole", "after": {"amount": "0", "unit": "working_day"},
                             "receivers": ["unit"], "colour": "yellow"}], "*": […]},
     "repeat": {"amount": "1", "unit": "working_day"}, "start_rung": {"important": 1, "urgent": 2},
     "raised_by": ["projects.light"]}

An empty list matches everything; a limit that is absent or null sets no clock. A rung with `"after": null` is the
one that is reached when the clock is nearly due. `raised_by` names the rules that may raise matters by themselves. The
prose, with examples, is docs/rules/matter_clocks.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from guatu.calendars.choices import DeadlineUnit
from guatu.calendars.deadlines import Deadline
from guatu.matters.choices import ClockKind, Receiver, SlipColour, Urgency

ANY_KIND = "*"


class FaultyRules(ValueError):
    """Parameters that make no rule set: place (`clocks.0.whole`) → code of what was expected there.

    `list`, `mapping`, `amount`, `unit`, `share`, `whole`, `clock`, `receiver`, `colour`, `urgency`, `order`,
    `catch_all` (the last line of `clocks` matches everything).
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(str(self.faults))


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One line of the table of clocks. Empty `kinds`, `categories`, `urgencies` match all."""

    name: str
    kinds: frozenset[str]
    categories: frozenset[str]
    urgencies: frozenset[str]
    calendar: str
    limits: Mapping[ClockKind, Deadline]

    def matches(self, kind: str, category: str, urgency: str) -> bool:
        wanted = ((self.kinds, kind), (self.categories, category), (self.urgencies, urgency))
        return all(not allowed or value in allowed for allowed, value in wanted)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a ladder. `after` is counted from the due moment of `clock`; None: when it is nearly due."""

    name: str
    clock: ClockKind
    after: Deadline | None
    receivers: tuple[Receiver, ...]
    colour: SlipColour


@dataclass(frozen=True, slots=True)
class MatterRules:
    """A rule set, read and checked."""

    clocks: tuple[ClockLine, ...]
    nearly_due: Decimal
    stop_days: int
    ladders: Mapping[str, tuple[Rung, ...]]
    repeat: Deadline
    start_rung: Mapping[str, int] = field(default_factory=dict)
    raised_by: frozenset[str] = frozenset()

    def line_for(self, kind: str, category: str, urgency: str) -> tuple[int, ClockLine]:
        """The first line that matches, with its place from 0. The last line matches everything."""
        for place, line in enumerate(self.clocks):
            if line.matches(kind, category, urgency):
                return place, line
        raise LookupError(kind)  # never: read_rules asks for a catch-all

    def ladder_for(self, kind: str) -> tuple[Rung, ...]:
        return self.ladders.get(kind, self.ladders[ANY_KIND])


def read_rules(parameters: Mapping[str, Any]) -> MatterRules:
    """The rule set that stored or typed parameters describe. Raises `FaultyRules` naming every fault."""
    reader = _Reader()
    rules = reader.rules(parameters)
    if reader.faults:
        raise FaultyRules(reader.faults)
    return rules


class _Reader:
    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def rules(self, given: Mapping[str, Any]) -> MatterRules:
        lines = tuple(
            self._line(f"clocks.{place}", line)
            for place, line in enumerate(self._list("clocks", given.get("clocks")))
        )
        if not lines or lines[-1].kinds or lines[-1].categories or lines[-1].urgencies:
            self.faults["clocks"] = "catch_all"
        ladders = {
            kind: tuple(
                self._rung(f"ladders.{kind}.{place}", rung)
                for place, rung in enumerate(self._list(f"ladders.{kind}", rungs))
            )
            for kind, rungs in self._mapping("ladders", given.get("ladders")).items()
        }
        if not ladders.get(ANY_KIND):
            self.faults[f"ladders.{ANY_KIND}"] = "list"
        share = self._number("nearly_due", given.get("nearly_due", "0.8"))
        if not 0 < share <= 1:
            self.faults["nearly_due"] = "share"
        days = given.get("stop_days", 30)
        if type(days) is not int or not 1 <= days <= 366:
            self.faults["stop_days"] = days = "whole"
        starts = self._mapping("start_rung", given.get("start_rung", {}))
        for urgency, rung in starts.items():
            if urgency not in Urgency.values:
                self.faults[f"start_rung.{urgency}"] = "urgency"
            elif type(rung) is not int or rung < 0:
                self.faults[f"start_rung.{urgency}"] = "whole"
        repeat = self._deadline("repeat", given.get("repeat")) or Deadline(1, DeadlineUnit.WORKING_DAY)
        if repeat.amount == 0:
            self.faults["repeat"] = "amount"
        raised_by = frozenset(map(str, self._list("raised_by", given.get("raised_by", []))))
        stop_days = days if isinstance(days, int) else 1
        return MatterRules(lines, share, stop_days, ladders, repeat, dict(starts), raised_by)

    def _line(self, place: str, given: Any) -> ClockLine:
        line = self._mapping(place, given)
        limits = {}
        for clock in ClockKind:
            deadline = self._deadline(f"{place}.{clock.value}", line.get(clock.value))
            if deadline is not None:
                limits[clock] = deadline
        kinds, categories, urgencies = (
            frozenset(map(str, self._list(f"{place}.{name}", line.get(name, []))))
            for name in ("kinds", "categories", "urgencies")
        )
        name, calendar = str(line.get("name", "")), str(line.get("calendar", ""))
        return ClockLine(name, kinds, categories, urgencies, calendar, limits)

    def _rung(self, place: str, given: Any) -> Rung:
        rung = self._mapping(place, given)
        clock, colour = rung.get("clock", ClockKind.WHOLE.value), rung.get("colour", "")
        receivers = self._list(f"{place}.receivers", rung.get("receivers"))
        if clock not in ClockKind.values:
            self.faults[f"{place}.clock"], clock = "clock", ClockKind.WHOLE.value
        if colour not in SlipColour.values:
            self.faults[f"{place}.colour"], colour = "colour", ""
        if not receivers or any(r not in Receiver.values for r in receivers):
            self.faults[f"{place}.receivers"], receivers = "receiver", []
        return Rung(
            str(rung.get("name", "")),
            ClockKind(clock),
            self._deadline(f"{place}.after", rung.get("after")),
            tuple(Receiver(r) for r in receivers),
            SlipColour(colour),
        )

    def _deadline(self, place: str, given: Any) -> Deadline | None:
        if given is None:
            return None
        limit = self._mapping(place, given)
        if limit.get("unit") not in DeadlineUnit.values:
            self.faults[place] = "unit"
            return None
        amount = self._number(place, limit.get("amount"))
        try:
            return Deadline(amount, DeadlineUnit(limit["unit"]))
        except ValueError:
            self.faults[place] = "amount"
            return None

    def _number(self, place: str, given: Any) -> Decimal:
        try:
            number = Decimal(str(given))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number > 10_000:
            self.faults[place] = "amount"
            return Decimal(1)
        return number

    def _list(self, place: str, given: Any) -> Sequence[Any]:
        if isinstance(given, (list, tuple)):
            return given
        self.faults[place] = "list"
        return []

    def _mapping(self, place: str, given: Any) -> Mapping[str, Any]:
        if isinstance(given, Mapping):
            return given
        self.faults[place] = "mapping"
        return {}
