"""The rules of clocks as rows of a form: from parameters to what is typed and back, and rows moved about. Pure.

What is typed is kept as it was typed; whether it makes rules is asked of `clock_rules.read_rules` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from guatu.core.money import trimmed
from guatu.matters.choices import ClockKind
from guatu.matters.rules.clock_rules import ANY_KIND

# A row: field → the values typed.
Row = dict[str, list[str]]
Typed = Mapping[str, Sequence[str]]

MOST_ROWS = 60
NEARLY = "nearly"
LATE = "late"
CLOCK_FIELDS = (
    "name", "calendar", "kinds", "categories", "urgencies",
    *(f"{clock.value}_{part}" for clock in ClockKind for part in ("amount", "unit")),
)  # fmt: skip
RUNG_FIELDS = ("name", "clock", "when", "after_amount", "after_unit", "receivers", "colour")
REST_FIELDS = (
    "nearly_due", "stop_days", "repeat_amount", "repeat_unit", "start_important", "start_urgent", "raised_by",
)  # fmt: skip


@dataclass(slots=True)
class Ladder:
    """The ladder of a kind (code; `*` for the one that holds where no other does)."""

    kind: str
    rungs: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class RuleRows:
    """A rule set in rows: the lines of the clocks, the ladders, and the rest."""

    clocks: list[Row]
    ladders: list[Ladder]
    rest: Row

    def rearrange(self, act: str, new_kind: str = "") -> bool:
        """Do what a button says: `up:clock-2`, `down:rung-0-3`, `remove:…`, `add:clock`, `add:rung-0`, `add:ladder`,
        `remove:ladder-1`. False, and nothing is done, where the button means nothing here."""
        verb, _colon, target = act.partition(":")
        what, *numbers = target.split("-")
        if verb not in ("add", "remove", "up", "down") or not all(n.isdigit() for n in numbers):
            return False
        places = [int(number) for number in numbers]
        if what == "ladder":
            return self._ladder(verb, places, new_kind)
        if what == "clock":
            rows = self.clocks
        elif what == "rung" and places and places[0] < len(self.ladders):
            rows = self.ladders[places.pop(0)].rungs
        else:
            return False
        if verb == "add":
            if places or len(rows) >= MOST_ROWS:
                return False
            # A new line of clocks stands above the last, which fits everything.
            rows.insert(len(rows) - 1 if what == "clock" and rows else len(rows), {})
            return True
        return len(places) == 1 and _moved(rows, places[0], verb)

    def _ladder(self, verb: str, places: list[int], new_kind: str) -> bool:
        if verb == "add":
            general = next((one for one in self.ladders if one.kind == ANY_KIND), None)
            if not new_kind or any(one.kind == new_kind for one in self.ladders):
                return False
            self.ladders.append(Ladder(new_kind, [dict(row) for row in general.rungs] if general else [{}]))
            return True
        if verb != "remove" or len(places) != 1 or places[0] >= len(self.ladders):
            return False
        if self.ladders[places[0]].kind == ANY_KIND:
            return False
        del self.ladders[places[0]]
        return True


def _moved(rows: list[Row], place: int, verb: str) -> bool:
    if place >= len(rows):
        return False
    if verb == "remove":
        del rows[place]
        return True
    other = place - 1 if verb == "up" else place + 1
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    return True


def flat(rows: RuleRows) -> dict[str, list[str]]:
    """As the fields of a form: `clock-0-name`, `ladder-0-rung-2-name`, with the counts `clocks`, `ladders`, …"""
    typed: dict[str, list[str]] = {"clocks": [str(len(rows.clocks))], "ladders": [str(len(rows.ladders))]}
    typed |= {f"rest-{name}": values for name, values in rows.rest.items()}
    for place, row in enumerate(rows.clocks):
        typed |= {f"clock-{place}-{name}": values for name, values in row.items()}
    for place, ladder in enumerate(rows.ladders):
        typed |= {f"ladder-{place}-kind": [ladder.kind], f"ladder-{place}-rungs": [str(len(ladder.rungs))]}
        for number, row in enumerate(ladder.rungs):
            typed |= {f"ladder-{place}-rung-{number}-{name}": values for name, values in row.items()}
    return typed


def from_typed(typed: Typed) -> RuleRows:
    """What `flat` wrote, as it came back from a browser."""
    ladders = []
    for place in range(_count(typed, "ladders")):
        ladder = f"ladder-{place}"
        rungs = [
            _row(typed, f"{ladder}-rung-{n}", RUNG_FIELDS) for n in range(_count(typed, f"{ladder}-rungs"))
        ]
        ladders.append(Ladder(_one(typed, f"{ladder}-kind"), rungs))
    clocks = [_row(typed, f"clock-{place}", CLOCK_FIELDS) for place in range(_count(typed, "clocks"))]
    return RuleRows(clocks, ladders, _row(typed, "rest", REST_FIELDS))


def _count(typed: Typed, name: str) -> int:
    text = _one(typed, name)
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() else 0


def _one(typed: Typed, name: str) -> str:
    values = typed.get(name) or [""]
    return values[-1].strip()


def _row(typed: Typed, prefix: str, names: Iterable[str]) -> Row:
    return {name: list(typed[f"{prefix}-{name}"]) for name in names if f"{prefix}-{name}" in typed}


def from_parameters(parameters: Mapping[str, Any]) -> RuleRows:
    """The rows of rules that can be read."""
    ladders = sorted(parameters["ladders"].items(), key=lambda pair: pair[0] != ANY_KIND)
    starts = parameters.get("start_rung", {})
    rest: Row = {
        "nearly_due": [trimmed(Decimal(str(parameters.get("nearly_due", "0.8"))) * 100)],
        "stop_days": [str(parameters.get("stop_days", 30))],
        **_typed_limit("repeat", parameters.get("repeat")),
        "start_important": [str(starts.get("important", 0))],
        "start_urgent": [str(starts.get("urgent", 0))],
        "raised_by": [str(rule) for rule in parameters.get("raised_by", [])],
    }
    return RuleRows(
        [_typed_line(line) for line in parameters["clocks"]],
        [Ladder(kind, [_typed_rung(rung) for rung in rungs]) for kind, rungs in ladders],
        rest,
    )


def _typed_line(line: Mapping[str, Any]) -> Row:
    row: Row = {"name": [str(line.get("name", ""))], "calendar": [str(line.get("calendar", ""))]}
    for name in ("kinds", "categories", "urgencies"):
        row[name] = [str(value) for value in line.get(name, [])]
    for clock in ClockKind:
        row |= _typed_limit(clock.value, line.get(clock.value))
    return row


def _typed_rung(rung: Mapping[str, Any]) -> Row:
    after = rung.get("after")
    return {
        "name": [str(rung.get("name", ""))],
        "clock": [str(rung.get("clock", ClockKind.WHOLE.value))],
        "when": [NEARLY if after is None else LATE],
        **_typed_limit("after", after),
        "receivers": [str(receiver) for receiver in rung.get("receivers", [])],
        "colour": [str(rung.get("colour", ""))],
    }


def _typed_limit(name: str, limit: Mapping[str, Any] | None) -> Row:
    if limit is None:
        return {}
    return {f"{name}_amount": [str(limit.get("amount", ""))], f"{name}_unit": [str(limit.get("unit", ""))]}


def to_parameters(rows: RuleRows) -> dict[str, Any]:
    """What was typed as parameters, right or wrong; what is no number stays as it was typed."""
    rest = rows.rest
    starts = {name: _whole(_one(rest, f"start_{name}")) for name in ("important", "urgent")}
    return {
        "clocks": [_line(row) for row in rows.clocks],
        "nearly_due": _share(_one(rest, "nearly_due")),
        "stop_days": _whole(_one(rest, "stop_days")),
        "ladders": {ladder.kind: [_rung(row) for row in ladder.rungs] for ladder in rows.ladders},
        "repeat": _limit(rest, "repeat"),
        "start_rung": {name: value for name, value in starts.items() if value not in (0, "")},
        "raised_by": list(rest.get("raised_by", [])),
    }


def _line(row: Row) -> dict[str, Any]:
    line: dict[str, Any] = {"name": _one(row, "name"), "calendar": _one(row, "calendar")}
    line |= {name: list(row.get(name, [])) for name in ("kinds", "categories", "urgencies")}
    limits = {clock.value: _limit(row, clock.value) for clock in ClockKind}
    return line | {clock: limit for clock, limit in limits.items() if limit is not None}


def _rung(row: Row) -> dict[str, Any]:
    nearly = _one(row, "when") != LATE
    return {
        "name": _one(row, "name"),
        "clock": _one(row, "clock"),
        "after": None if nearly else _limit(row, "after") or {"amount": "", "unit": _one(row, "after_unit")},
        "receivers": list(row.get("receivers", [])),
        "colour": _one(row, "colour"),
    }


def _limit(row: Row, name: str) -> dict[str, str] | None:
    amount = _one(row, f"{name}_amount")
    return {"amount": amount, "unit": _one(row, f"{name}_unit")} if amount else None


def _share(text: str) -> str:
    try:
        number = Decimal(text.rstrip("%％")) if len(text) < 12 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    return trimmed(number / 100) if number.is_finite() and abs(number) < 10_000 else text


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
