"""How a light is set. Pure: a project's facts and the zone's rules in, a verdict out.

Every rule that applies is evaluated; the worst colour wins and says why. The pace 序时 is the time-proportional
share of the annual plan, elapsed months ÷ 12. The prose, with sources and examples, is docs/rules/lights.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guatu.core.periods import month_end
from guatu.projects.choices import LightColour
from guatu.projects.rules.light_rules import DelayRule, LightRules

WORSE = {LightColour.GREY: 0, LightColour.GREEN: 1, LightColour.YELLOW: 2, LightColour.RED: 3}
_NEVER = 10**6


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What lights look at, in one zone on one day.

    `months_elapsed`: months of the year whose figures count today, see `months_counted`. `months_reported`: the last
    month with figures, which counts as soon as it is over. `month_counts_from`: from which day the figures of
    January … December count, whether they have come in or not; empty where unknown.
    """

    today: date
    annual_plan_cny: Decimal | None = None
    # None: nothing has been reported this year. It is judged as nothing.
    year_to_date_cny: Decimal | None = None
    months_elapsed: int = 0
    months_reported: int = 0
    month_counts_from: Sequence[date] = ()
    committed_start: date | None = None
    actual_start: date | None = None
    committed_finish: date | None = None
    actual_finish: date | None = None
    # Name and committed finish of the open milestone that is due first, late or not.
    open_milestone: tuple[str, date] | None = None
    # Started, large enough for the statistics library, and not in it: since when.
    library_due_since: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says: a colour, the inputs it used, and days until it would turn red (0 where it is red).

    `days_to_red` is None where the rule cannot turn red by the passing of this year alone.
    """

    rule: str
    colour: LightColour
    inputs: Mapping[str, Any]
    days_to_red: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The light: the worst finding, all findings with the worst first, and the days until the first turns red."""

    colour: LightColour
    decisive: Finding | None
    findings: tuple[Finding, ...]
    days_to_red: int | None


def judge(facts: LightFacts, rules: LightRules) -> Verdict:
    """The light of a project by the zone's rules. Grey where no rule has anything to judge."""
    found = [
        f
        for f in (
            _start(facts, rules),
            _pace(facts, rules),
            _milestone(facts, rules),
            _finish(facts, rules),
            _library(facts, rules),
        )
        if f is not None
    ]
    if not found:
        return Verdict(LightColour.GREY, None, (), None)
    found.sort(key=lambda f: (-WORSE[f.colour], _NEVER if f.days_to_red is None else f.days_to_red))
    days = [f.days_to_red for f in found if f.days_to_red is not None]
    return Verdict(found[0].colour, found[0], tuple(found), min(days, default=None))


def months_counted(today: date, counts_from: Sequence[date], reported_to: int) -> int:
    """How many months of `today`'s year are judged: those reported and over, and those whose figures were due.

    `counts_from` as in `LightFacts`; `reported_to` is the last month with figures (0: none).
    """
    over = max((m for m in range(1, reported_to + 1) if month_end(today.year, m) <= today), default=0)
    due = sum(day <= today for day in counts_from)
    return max(over, due)


def _pace(facts: LightFacts, rules: LightRules) -> Finding | None:
    rule, plan = rules.pace, facts.annual_plan_cny
    if rule is None or not plan or plan < 0 or not facts.months_elapsed or facts.actual_finish is not None:
        return None
    if facts.actual_start is None and (rules.start is not None or not _should_have_started(facts)):
        return None  # not started: the rule of the start speaks, or nothing is due yet
    spent = facts.year_to_date_cny or Decimal(0)
    done, pace = Fraction(spent) / Fraction(plan), Fraction(facts.months_elapsed, 12)
    colour = LightColour(rule.colour_of(done, pace))
    month = rule.red_month(done)
    days = 0 if colour is LightColour.RED else _days_until_month_counts(facts, month)
    inputs = {
        "done": _share(done), "pace": _share(pace), "months": facts.months_elapsed,
        "year_to_date_cny": facts.year_to_date_cny, "annual_plan_cny": plan,
        "measure": rule.measure.value, "value": _share(rule.measure_of(done, pace)),
        "yellow": rule.yellow, "red": rule.red, "red_month": month if days else None,
    }  # fmt: skip
    return Finding("pace", colour, inputs, days)


def _should_have_started(facts: LightFacts) -> bool:
    return facts.committed_start is not None and facts.committed_start < facts.today


def _days_until_month_counts(facts: LightFacts, month: int | None) -> int | None:
    """Days until `month` is judged at the latest; None where that is never, unknown, or only next year."""
    if month is None or month <= facts.months_elapsed or month > len(facts.month_counts_from):
        return None
    day = facts.month_counts_from[month - 1]
    if month <= facts.months_reported:
        day = min(day, month_end(facts.today.year, month))
    return (day - facts.today).days if day.year == facts.today.year else None


def _start(facts: LightFacts, rules: LightRules) -> Finding | None:
    if rules.start is None or facts.committed_start is None:
        return None
    if facts.actual_start is not None or facts.actual_finish is not None:
        return None
    return _delayed("start", facts.committed_start, facts.today, rules.start)


def _milestone(facts: LightFacts, rules: LightRules) -> Finding | None:
    if rules.milestone is None or facts.open_milestone is None or facts.actual_finish is not None:
        return None
    name, due = facts.open_milestone
    return _delayed("milestone", due, facts.today, rules.milestone, name=name)


def _finish(facts: LightFacts, rules: LightRules) -> Finding | None:
    if facts.actual_finish is not None:
        return Finding("finished", LightColour.GREEN, {"finished": facts.actual_finish})
    if rules.milestone is None or facts.committed_finish is None:
        return None
    return _delayed("finish", facts.committed_finish, facts.today, rules.milestone)


def _library(facts: LightFacts, rules: LightRules) -> Finding | None:
    if rules.library is None or facts.library_due_since is None:
        return None
    return _delayed("library", facts.library_due_since, facts.today, rules.library)


def _delayed(name_of_rule: str, due: date, today: date, rule: DelayRule, *, name: str = "") -> Finding:
    red_from = rule.red_from(due)
    colour = (
        LightColour.RED
        if today >= red_from
        else LightColour.YELLOW
        if today >= rule.yellow_from(due)
        else LightColour.GREEN
    )
    inputs = {
        "name": name, "due": due, "days_late": (today - due).days,
        "unit": rule.unit.value, "yellow": rule.yellow, "red": rule.red, "red_from": red_from,
    }  # fmt: skip
    return Finding(name_of_rule, colour, inputs, max(0, (red_from - today).days))


def _share(value: Fraction) -> Decimal:
    """To six places, for people; judging is exact."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"))
