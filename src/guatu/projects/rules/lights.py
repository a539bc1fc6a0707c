"""How a light is set. Pure: a project's facts and a rule set in, a verdict out.

Places differ, so the rules are parameters (standards §6, lights of three cities published):

| preset | progress | planned start or milestone missed | not in the statistics library |
|---|---|---|---|
| yinchuan 银川 | gap 10–30 points yellow, over 30 red | at once yellow, 3 months red | 1 month yellow, 2 red |
| sanya 三亚 | any shortfall up to 50 % under the pace yellow, more red | – | – |
| wuhan 武汉 | under 80 % of the pace yellow, under 60 % red | – | – |

The pace is the time-proportional share 序时: elapsed months ÷ 12 of the annual plan. Every rule that applies is
evaluated; the worst colour wins and says why. The prose is in docs/rules/lights.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guatu.projects.choices import LightColour

WORSE = {LightColour.GREY: 0, LightColour.GREEN: 1, LightColour.YELLOW: 2, LightColour.RED: 3}

# Gaps in percentage points, shares as parts of one, delays in days. None switches a rule off.
PRESETS: dict[str, dict[str, Any]] = {
    "yinchuan": {
        "pace": "points", "yellow": "10", "red": "30",
        "late_yellow_days": 1, "late_red_days": 90, "library_yellow_days": 30, "library_red_days": 60,
    },
    "sanya": {
        "pace": "shortfall", "yellow": "0", "red": "0.5",
        "late_yellow_days": 1, "late_red_days": 90, "library_yellow_days": None, "library_red_days": None,
    },
    "wuhan": {
        "pace": "ratio", "yellow": "0.8", "red": "0.6",
        "late_yellow_days": 1, "late_red_days": 90, "library_yellow_days": None, "library_red_days": None,
    },
}  # fmt: skip
DEFAULT_PRESET = "yinchuan"


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What lights look at, in one zone on one day."""

    today: date
    annual_plan_cny: Decimal | None = None
    year_to_date_cny: Decimal | None = None
    # Whole months of the year for which the ledger has (or should have) figures.
    months_elapsed: int = 0
    committed_start: date | None = None
    actual_start: date | None = None
    committed_finish: date | None = None
    actual_finish: date | None = None
    # The committed finish and name of the milestone that is open the longest past its date.
    late_milestone: tuple[str, date] | None = None
    next_milestone: tuple[str, date] | None = None
    # Started, large enough for the statistics library, and not in it: since when.
    library_due_since: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says: a colour, the inputs it used, and days until it would turn red (0 where it is red)."""

    rule: str
    colour: LightColour
    inputs: Mapping[str, Any]
    days_to_red: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The light: the worst finding, and all findings, worst first."""

    colour: LightColour
    decisive: Finding | None
    findings: tuple[Finding, ...]
    days_to_red: int | None


def judge(facts: LightFacts, parameters: Mapping[str, Any]) -> Verdict:
    """The light of a project by the zone's parameters. Grey where no rule has anything to judge."""
    found = [
        f
        for f in (
            _pace(facts, parameters),
            _start(facts, parameters),
            _milestone(facts, parameters),
            _finish(facts, parameters),
            _library(facts, parameters),
        )
        if f is not None
    ]
    found.sort(key=lambda f: (-WORSE[f.colour], f.days_to_red if f.days_to_red is not None else 10**6))
    if not found:
        return Verdict(LightColour.GREY, None, (), None)
    days = [f.days_to_red for f in found if f.days_to_red is not None]
    return Verdict(found[0].colour, found[0], tuple(found), min(days) if days else None)


def _pace(facts: LightFacts, parameters: Mapping[str, Any]) -> Finding | None:
    if not facts.annual_plan_cny or facts.months_elapsed == 0 or facts.actual_finish is not None:
        return None
    if facts.year_to_date_cny is None or facts.actual_start is None:
        return None  # not started: the start rule speaks
    done = facts.year_to_date_cny / facts.annual_plan_cny
    pace = Decimal(facts.months_elapsed) / 12
    yellow, red = Decimal(parameters["yellow"]), Decimal(parameters["red"])
    match parameters["pace"]:
        case "points":
            measure = (pace - done) * 100
            colour = _band(measure > red, measure >= yellow)
        case "shortfall":
            measure = max(Decimal(0), 1 - done / pace)
            colour = _band(measure > red, measure > yellow)
        case _:
            measure = done / pace
            colour = _band(measure < red, measure < yellow)
    inputs = {
        "done": _rate(done), "pace": _rate(pace), "months": facts.months_elapsed,
        "year_to_date_cny": facts.year_to_date_cny, "annual_plan_cny": facts.annual_plan_cny,
        "measure": measure.quantize(Decimal("0.0001")), "kind": parameters["pace"],
        "yellow": parameters["yellow"], "red": parameters["red"],
    }  # fmt: skip
    return Finding("pace", colour, inputs, 0 if colour is LightColour.RED else None)


def _start(facts: LightFacts, parameters: Mapping[str, Any]) -> Finding | None:
    if facts.actual_start is not None or facts.committed_start is None:
        return None
    return _late("start", "", facts.committed_start, facts.today, parameters)


def _milestone(facts: LightFacts, parameters: Mapping[str, Any]) -> Finding | None:
    open_one = facts.late_milestone or facts.next_milestone
    if open_one is None or facts.actual_finish is not None:
        return None
    return _late("milestone", open_one[0], open_one[1], facts.today, parameters)


def _finish(facts: LightFacts, parameters: Mapping[str, Any]) -> Finding | None:
    if facts.actual_finish is not None:
        return Finding("finished", LightColour.GREEN, {"finished": facts.actual_finish})
    if facts.committed_finish is None:
        return None
    return _late("finish", "", facts.committed_finish, facts.today, parameters)


def _library(facts: LightFacts, parameters: Mapping[str, Any]) -> Finding | None:
    yellow, red = parameters["library_yellow_days"], parameters["library_red_days"]
    if facts.library_due_since is None or yellow is None:
        return None
    days = (facts.today - facts.library_due_since).days
    inputs = {"since": facts.library_due_since, "days": days, "yellow": yellow, "red": red}
    return Finding("library", _band(days >= red, days >= yellow), inputs, max(0, red - days))


def _late(rule: str, name: str, due: date, today: date, parameters: Mapping[str, Any]) -> Finding:
    days = (today - due).days
    yellow, red = parameters["late_yellow_days"], parameters["late_red_days"]
    inputs = {"name": name, "due": due, "days_late": days, "yellow": yellow, "red": red}
    red_day = due + timedelta(days=red)
    return Finding(rule, _band(days >= red, days >= yellow), inputs, max(0, (red_day - today).days))


def _band(red: bool, yellow: bool) -> LightColour:
    return LightColour.RED if red else LightColour.YELLOW if yellow else LightColour.GREEN


def _rate(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))
