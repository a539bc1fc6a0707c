"""Builders for tests of lights: rules, facts, and what Hypothesis may make of both."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from guatu.core.periods import month_end
from guatu.projects.rules.light_rules import PRESETS, LightRules, read_rules
from guatu.projects.rules.lights import LightFacts

# A month's figures count from the 9th of the month after it.
COUNTS_FROM = tuple(month_end(2018, month) + timedelta(days=9) for month in range(1, 13))
PLAN = Decimal(100_000_000)


def preset(name: str) -> LightRules:
    return read_rules(PRESETS[name])


def some_facts(**values: Any) -> LightFacts:
    """A project under construction at mid-year, with half of its plan done and no dates."""
    given = {
        "today": date(2018, 7, 2),
        "annual_plan_cny": PLAN,
        "year_to_date_cny": PLAN / 2,
        "months_elapsed": 6,
        "month_counts_from": COUNTS_FROM,
        "actual_start": date(2018, 1, 10),
    } | values
    return LightFacts(**given)


days = st.dates(date(2016, 1, 1), date(2020, 12, 31))
maybe_day = st.none() | days
money = st.decimals(0, 10**10, places=2)


@st.composite
def any_facts(draw: st.DrawFn) -> LightFacts:
    """Facts as a zone may have them on any day of 2018."""
    milestone = draw(st.none() | st.tuples(st.just("封顶"), days))
    started = draw(maybe_day)
    return LightFacts(
        today=draw(st.dates(date(2018, 1, 1), date(2018, 12, 31))),
        annual_plan_cny=draw(st.none() | st.just(Decimal(0)) | st.decimals(1, 10**10, places=2)),
        year_to_date_cny=draw(st.none() | money),
        months_elapsed=draw(st.integers(0, 12)),
        month_counts_from=COUNTS_FROM,
        committed_start=draw(maybe_day),
        actual_start=started,
        committed_finish=draw(maybe_day),
        actual_finish=draw(maybe_day) if started else None,
        open_milestone=milestone,
        library_due_since=draw(maybe_day),
    )


@st.composite
def any_rules(draw: st.DrawFn) -> LightRules:
    """Any rule set that a zone may choose, the presets often."""
    if draw(st.booleans()):
        return preset(draw(st.sampled_from(sorted(PRESETS))))
    measure = draw(st.sampled_from(["points", "shortfall", "ratio"]))
    most = 100 if measure == "points" else 1
    bounds = sorted([draw(st.decimals(0, most, places=2)) for _ in range(2)], reverse=measure == "ratio")
    parameters: dict[str, Any] = {
        "pace": {"measure": measure, "yellow": str(bounds[0]), "red": str(bounds[1])}
    }
    for rule in ("start", "milestone", "library"):
        limits = sorted([draw(st.integers(0, 12)) for _ in range(2)])
        unit = draw(st.sampled_from(["month", "day"]))
        parameters[rule] = draw(st.none() | st.just({"unit": unit, "yellow": limits[0], "red": limits[1]}))
    return read_rules(parameters)
