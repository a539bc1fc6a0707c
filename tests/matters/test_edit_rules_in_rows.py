"""The rules of clocks in rows: what is typed, moved about, judged, previewed, and chosen."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.calendars.choices import DeadlineUnit
from guatu.core.errors import InvalidInput
from guatu.matters.choices import ClockKind, Receiver, SlipColour, Urgency
from guatu.matters.models.kinds import MatterRuleSet
from guatu.matters.rules.clock_rules import read_rules
from guatu.matters.rules.default_rules import DEFAULT_RULES
from guatu.matters.rules.rule_rows import flat, from_parameters, from_typed, to_parameters
from guatu.matters.use_cases.choose_matter_rules import choose_matter_rules
from tests.matters.matter_builders import Cast, at, fresh, in_hand
from tests.projects.page_builders import signed_in

URL = "/z/TZ/matters/rules/choose/"

amounts = st.integers(0, 200).map(str)
limits = st.fixed_dictionaries({"amount": amounts, "unit": st.sampled_from(DeadlineUnit.values)})
words = st.text("甲乙丙abc", max_size=8)
lines = st.fixed_dictionaries(
    {
        "name": words,
        "kinds": st.lists(st.sampled_from(["demand", "hazard"]), unique=True),
        "categories": st.lists(st.sampled_from(["land", "fire"]), unique=True),
        "urgencies": st.lists(st.sampled_from(Urgency.values), unique=True),
        "calendar": st.sampled_from(["", "all-hours"]),
    },
    optional={clock.value: limits for clock in ClockKind},
)
rungs = st.fixed_dictionaries(
    {
        "name": words,
        "clock": st.sampled_from(ClockKind.values),
        "after": st.none() | limits,
        "receivers": st.lists(st.sampled_from(Receiver.values), min_size=1, unique=True),
        "colour": st.sampled_from(SlipColour.values),
    }
)
rule_sets = st.fixed_dictionaries(
    {
        "clocks": st.lists(lines, max_size=4).map(lambda some: [*some, {**DEFAULT_RULES["clocks"][-1]}]),
        "nearly_due": st.integers(1, 100).map(lambda share: str(share / 100)),
        "stop_days": st.integers(1, 366),
        "ladders": st.fixed_dictionaries(
            {"*": st.lists(rungs, min_size=1, max_size=4)}, optional={"demand": st.lists(rungs, max_size=3)}
        ),
        "repeat": st.just({"amount": "1", "unit": "working_day"}),
        "start_rung": st.dictionaries(st.sampled_from(["important", "urgent"]), st.integers(1, 4)),
        "raised_by": st.lists(st.just("projects.light"), max_size=1),
    }
)


@given(rule_sets)
def test_rows_say_what_the_rules_say(parameters: dict[str, Any]) -> None:
    typed = flat(from_parameters(parameters))
    assert read_rules(to_parameters(from_typed(typed))) == read_rules(parameters)


@given(
    rule_sets,
    st.lists(
        st.from_regex(r"(up|down|remove|add):(clock|rung-[01]|ladder)(-[0-4])?", fullmatch=True), max_size=8
    ),
)
def test_buttons_lose_and_invent_nothing(parameters: dict[str, Any], acts: list[str]) -> None:
    rows = from_parameters(parameters)
    for act in acts:
        before, done = deepcopy(rows), rows.rearrange(act, "hazard")
        if not done:
            assert rows == before
        verb = act.partition(":")[0]
        count = len(rows.clocks) + len(rows.ladders) + sum(len(one.rungs) for one in rows.ladders)
        was = len(before.clocks) + len(before.ladders) + sum(len(one.rungs) for one in before.ladders)
        if done and verb in ("up", "down"):
            assert count == was
        elif done:
            assert count > was if verb == "add" else count < was
    assert any(ladder.kind == "*" for ladder in rows.ladders)


@pytest.mark.parametrize(
    "act",
    [
        "",
        "up",
        "up:clock-x",
        "up:clock-0",
        "down:clock-9",
        "add:clock-1",
        "sell:clock-1",
        "up:ladder-0",
        "remove:ladder-0",
    ],
)
def test_a_button_without_meaning_does_nothing(act: str) -> None:
    rows = from_parameters(DEFAULT_RULES)
    assert not rows.rearrange(act, "")
    assert rows == from_parameters(DEFAULT_RULES)


def sent(**changes: Any) -> dict[str, Any]:
    """The form as the browser sends it back, with some fields changed."""
    typed = {name: values for name, values in flat(from_parameters(DEFAULT_RULES)).items() if values}
    return typed | {"in_force_from": "2018-07-02", "apply_to_open": "on", "do": "preview"} | changes


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _monday(self) -> Any:
        with at():
            yield

    def test_what_is_unchanged_moves_nothing(self, cast: Cast) -> None:
        in_hand(cast)
        office = signed_in(cast.office)
        page = office.get(URL).content.decode()
        assert 'name="clock-1-kinds" value="demand"' in page
        answer = office.post(URL, sent())
        assert answer.status_code == 200
        assert "0 of 1 open matters" in answer.content.decode()

    def test_previewed_then_chosen(self, cast: Cast) -> None:
        matter = in_hand(cast)
        office = signed_in(cast.office)
        changed = sent(**{"clock-3-whole_amount": "5"})
        page = office.post(URL, changed).content.decode()
        assert "1 of 1 open matters" in page
        assert "Sooner: 1. Later: 0." in page
        assert MatterRuleSet.objects.count() == 1
        digest = page.split('name="previewed" value="')[1].split('"')[0]
        other = changed | {"clock-3-whole_amount": "6", "do": "choose", "previewed": digest}
        assert office.post(URL, other).status_code == 200
        assert MatterRuleSet.objects.count() == 1
        assert office.post(URL, changed | {"do": "choose", "previewed": digest}).status_code == 302
        chosen = MatterRuleSet.objects.get(number=2)
        expected = json.loads(json.dumps(DEFAULT_RULES))
        expected["clocks"][3]["whole"]["amount"] = "5"
        assert read_rules(chosen.parameters) == read_rules(expected)
        assert fresh(matter).rule_set.number == 2

    def test_rows_move_without_losing_what_was_typed(self, cast: Cast) -> None:
        office = signed_in(cast.office)
        page = office.post(URL, sent(do="down:clock-0", **{"clock-0-name": "紧急"})).content.decode()
        assert 'name="clock-1-name" value="紧急"' in page
        assert MatterRuleSet.objects.count() == 1
        page = office.post(URL, sent(do="add:clock")).content.decode()
        assert 'name="clock-4-name" value="其他事项"' in page
        page = office.post(URL, sent(do="add:ladder", new_ladder="hazard")).content.decode()
        assert "Ladder for 安全隐患" in page
        assert 'name="ladder-2-rung-6-name"' in page
        page = office.post(URL, sent(do="remove:rung-0-0")).content.decode()
        assert "签收逾期" not in page

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"clock-1-whole_amount": "x"}, "Expected a number"),
            ({"clock-3-kinds": ["hazard"]}, "The last line has to match every matter."),
            ({"clock-0-calendar": "moon"}, "There is no such calendar."),
            ({"ladder-0-rung-1-receivers": []}, "Name at least one receiver"),
            ({"ladder-0-rung-3-after_amount": ""}, "Expected a number"),
            ({"rest-nearly_due": "120"}, "Expected a share"),
            ({"rest-stop_days": "many"}, "Expected a whole number."),
            ({"rest-start_urgent": "-1"}, "Expected a whole number."),
            ({"clocks": "0"}, "The last line has to match every matter."),
            ({"in_force_from": "never"}, "date"),
        ],
    )
    def test_faults_stand_where_they_are(self, cast: Cast, changes: dict[str, Any], told: str) -> None:
        answer = signed_in(cast.office).post(URL, sent(**changes))
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert MatterRuleSet.objects.count() == 1

    def test_the_text_is_judged_in_the_same_way(self, cast: Cast) -> None:
        rules = json.loads(json.dumps(DEFAULT_RULES))
        rules["clocks"][0]["calendar"] = "moon"
        rules["clocks"][1]["kinds"] = ["petition"]
        rules["clocks"][2]["categories"] = ["nothing"]
        rules["ladders"]["petition"] = rules["ladders"]["*"]
        with pytest.raises(InvalidInput) as error:
            choose_matter_rules(actor=cast.office, parameters=rules)
        assert {fault.place for fault in error.value.faults} == {
            "clocks.0.calendar",
            "clocks.1.kinds",
            "clocks.2.categories",
            "ladders.petition",
        }
        form = {"parameters": json.dumps(rules), "in_force_from": "2018-07-02", "do": "preview"}
        answer = signed_in(cast.office).post(f"{URL}text/", form)
        assert answer.status_code == 422
        assert "clocks.0.calendar" in answer.content.decode()

    def test_only_the_office_changes_them(self, cast: Cast) -> None:
        assert signed_in(cast.clerk).get(URL).status_code == 403
        assert signed_in(cast.clerk).post(URL, sent()).status_code == 403
