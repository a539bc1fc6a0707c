"""Rule sets as stored and typed, and what they say in words."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given

from guatu.core.money import trimmed
from guatu.projects.rules.light_rules import PRESETS, PUBLISHED, FaultyRules, LightRules, read_rules
from guatu.projects.rules.light_sentences import outlook, reason, sentence
from guatu.projects.rules.lights import judge
from guatu.projects.rules.rule_sentences import PRESET_LABELS, PRESET_SOURCES, in_words
from guatu.projects.rules.stored_verdicts import stored_verdict
from tests.projects.light_builders import any_rules, preset, some_facts

LATE = {"unit": "month", "yellow": 0, "red": 3}


def with_pace(**pace: Any) -> dict[str, Any]:
    return {**PRESETS["yinchuan"], "pace": {"measure": "points", "yellow": "10", "red": "30"} | pace}


@pytest.mark.parametrize(
    ("parameters", "faults"),
    [
        (with_pace(measure="guess"), {"pace_measure": "measure"}),
        (with_pace(yellow="ten"), {"pace_yellow": "number"}),
        (with_pace(yellow=None, red="NaN"), {"pace_yellow": "number", "pace_red": "number"}),
        (with_pace(red="101"), {"pace_red": "points"}),
        (with_pace(yellow="30", red="10"), {"pace_red": "order"}),
        (with_pace(measure="ratio", yellow="0.6", red="0.8"), {"pace_red": "order"}),
        (with_pace(measure="shortfall", yellow="0", red="50"), {"pace_red": "share"}),
        ({"start": {**LATE, "unit": "week"}}, {"start_unit": "unit"}),
        ({"start": {**LATE, "red": 61}}, {"start_red": "whole"}),
        (
            {"library": {**LATE, "yellow": -1, "red": "3"}},
            {"library_yellow": "whole", "library_red": "whole"},
        ),
        ({"milestone": {**LATE, "yellow": 4}}, {"milestone_red": "order"}),
        ({"milestone": LATE, "override_days": 0}, {"override_days": "days"}),
        ({"milestone": LATE, "weather": {}}, {"weather": "unknown"}),
        ({"pace": None, "start": None}, {"pace_measure": "none"}),
    ],
)
def test_every_fault_is_named_at_its_place(parameters: dict[str, Any], faults: dict[str, str]) -> None:
    with pytest.raises(FaultyRules) as caught:
        read_rules(parameters)
    assert caught.value.faults == faults


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_presets_are_rule_sets_with_a_name_and_a_source(name: str) -> None:
    rules = read_rules(PRESETS[name])
    assert PRESET_LABELS[name]
    assert PRESET_SOURCES[name]
    used = {rule for rule, _said in in_words(rules)}
    assert PUBLISHED[name] <= used
    assert used - PUBLISHED[name] == {"milestone"}  # our addition to all three


@given(any_rules())
def test_every_rule_used_is_told_in_words(rules: LightRules) -> None:
    said = dict(in_words(rules))
    assert set(said) == {
        name for name in ("pace", "start", "milestone", "library") if getattr(rules, name) is not None
    }
    assert all(said.values())
    if rules.pace is not None and rules.pace.measure == "points":
        assert trimmed(rules.pace.red) in said["pace"]


def test_published_bounds_in_words() -> None:
    with translation.override("en"):
        said = {name: dict(in_words(preset(name))) for name in PRESETS}
    assert said["yinchuan"]["pace"] == (
        "Yellow from 10 to 30 percentage points behind the pace, both included; red beyond."
    )
    assert said["yinchuan"]["start"] == "Yellow from the day after; red after 3 months."
    assert said["yinchuan"]["library"] == "Yellow after 1 month; red after 2 months."
    assert said["sanya"]["pace"] == "Yellow at any shortfall up to 50% of what the pace asks; red beyond."
    assert said["wuhan"]["pace"] == "Yellow below 80% of what the pace asks; red below 60%."


def test_reasons_in_words() -> None:
    """The workbook's own example: 金鹏健身器材, 0.06 of 1.09 亿元 at mid-year."""
    facts = some_facts(annual_plan_cny=Decimal("109000000"), year_to_date_cny=Decimal("6000000"))
    with translation.override("en"):
        behind = reason(stored_verdict(judge(facts, preset("yinchuan"))))
        ratio = reason(stored_verdict(judge(facts, preset("wuhan"))))
        nothing = reason({})
    assert behind == "5.5% of the annual plan done, 44.5 points behind the pace of 50.0%."
    assert ratio == "5.5% of the annual plan done: 11.0% of what the pace of 50.0% asks."
    assert nothing == "Nothing to judge yet: no annual plan, no dates."


def test_outlook_names_the_month_whose_figures_turn_it_red() -> None:
    finding = stored_verdict(judge(some_facts(), preset("yinchuan")))["findings"][0]
    with translation.override("en"):
        assert outlook(finding) == "Without further money the figures of October make it red, in 130 days."
        assert sentence(finding) == "50.0% of the annual plan done, on the pace of 50.0%."
    assert outlook({**finding, "colour": "red", "days_to_red": 0}) == ""
