"""The rules of lights: the published bounds exactly, worse facts never a better light, and the days to red."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guatu.projects.choices import LightColour
from guatu.projects.rules.light_rules import DelayUnit, LightRules, later
from guatu.projects.rules.lights import WORSE, LightFacts, judge, months_counted
from tests.projects.light_builders import COUNTS_FROM, PLAN, any_facts, any_rules, days, preset, some_facts

MID_YEAR = Decimal("0.5")  # the pace after six months


def colour_of_pace(name: str, done: str) -> str:
    """The light at mid-year with that share of the annual plan done."""
    return judge(some_facts(year_to_date_cny=PLAN * Decimal(done)), preset(name)).colour


@pytest.mark.parametrize(
    ("done", "colour"),
    [
        ("0.60", "green"),
        ("0.50", "green"),
        ("0.40001", "green"),  # 9.999 points behind
        ("0.40", "yellow"),  # exactly 10: within “10 to 30”
        ("0.30", "yellow"),
        ("0.20", "yellow"),  # exactly 30: still within
        ("0.19999", "red"),
        ("0", "red"),
    ],
)
def test_yinchuan_bounds_in_points(done: str, colour: str) -> None:
    assert colour_of_pace("yinchuan", done) == colour


@pytest.mark.parametrize(
    ("done", "colour"),
    [
        ("0.50", "green"),  # on the pace
        ("0.49999", "yellow"),  # any shortfall
        ("0.25", "yellow"),  # exactly half of the pace
        ("0.24999", "red"),
    ],
)
def test_sanya_bounds_as_shortfall(done: str, colour: str) -> None:
    assert colour_of_pace("sanya", done) == colour


@pytest.mark.parametrize(
    ("done", "colour"),
    [
        ("0.40", "green"),  # exactly 80 % of the pace
        ("0.39999", "yellow"),
        ("0.30", "yellow"),  # exactly 60 %
        ("0.29999", "red"),
    ],
)
def test_wuhan_bounds_as_ratio(done: str, colour: str) -> None:
    assert colour_of_pace("wuhan", done) == colour


def test_bounds_are_exact_where_thirds_cannot_be_written() -> None:
    # After four months the pace is a third; 7 of 30 is exactly 10 points behind it.
    facts = some_facts(annual_plan_cny=Decimal(30), year_to_date_cny=Decimal(7), months_elapsed=4)
    assert judge(facts, preset("yinchuan")).colour is LightColour.YELLOW
    facts = replace(facts, year_to_date_cny=Decimal("7.01"))
    assert judge(facts, preset("yinchuan")).colour is LightColour.GREEN


@pytest.mark.parametrize(
    ("today", "colour", "to_red"),
    [
        (date(2018, 3, 31), "green", 92),
        (date(2018, 4, 1), "yellow", 91),  # the planned month is over
        (date(2018, 6, 30), "yellow", 1),
        (date(2018, 7, 1), "red", 0),  # three months without a start: April, May, June
    ],
)
def test_yinchuan_planned_month_missed(today: date, colour: str, to_red: int) -> None:
    facts = LightFacts(today=today, committed_start=date(2018, 3, 31), annual_plan_cny=PLAN, months_elapsed=6)
    verdict = judge(facts, preset("yinchuan"))
    assert (verdict.colour, verdict.days_to_red, verdict.decisive.rule) == (colour, to_red, "start")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("today", "colour"),
    [
        (date(2018, 2, 10), "green"),
        (date(2018, 2, 11), "yellow"),  # more than one month after 10 January
        (date(2018, 3, 10), "yellow"),
        (date(2018, 3, 11), "red"),  # more than two
    ],
)
def test_yinchuan_not_in_the_library(today: date, colour: str) -> None:
    facts = LightFacts(today=today, actual_start=date(2018, 1, 10), library_due_since=date(2018, 1, 10))
    assert judge(facts, preset("yinchuan")).colour == colour


@pytest.mark.parametrize("name", ["sanya", "wuhan"])
def test_cities_that_judge_money_alone_judge_who_should_have_started(name: str) -> None:
    waiting = some_facts(actual_start=None, year_to_date_cny=None, committed_start=date(2018, 7, 2))
    assert judge(waiting, preset(name)).colour is LightColour.GREY
    missed = replace(waiting, committed_start=date(2018, 7, 1))
    assert judge(missed, preset(name)).colour is LightColour.RED


def test_what_was_never_reported_is_judged_as_nothing() -> None:
    verdict = judge(some_facts(year_to_date_cny=None), preset("yinchuan"))
    assert verdict.colour is LightColour.RED
    assert verdict.decisive is not None
    assert verdict.decisive.inputs["year_to_date_cny"] is None


def test_nothing_to_judge_is_grey() -> None:
    verdict = judge(LightFacts(today=date(2018, 7, 2)), preset("yinchuan"))
    assert (verdict.colour, verdict.decisive, verdict.days_to_red) == (LightColour.GREY, None, None)


def test_worst_rule_decides_and_all_are_told() -> None:
    facts = some_facts(open_milestone=("封顶", date(2018, 6, 30)), committed_finish=date(2019, 12, 31))
    verdict = judge(facts, preset("yinchuan"))
    told = [(f.rule, f.colour) for f in verdict.findings]
    assert told == [("milestone", "yellow"), ("pace", "green"), ("finish", "green")]
    assert verdict.days_to_red == 91  # the milestone's three months end with September


def test_finished_project_is_green_whatever_was_late() -> None:
    facts = some_facts(
        year_to_date_cny=Decimal(0),
        actual_finish=date(2018, 6, 1),
        committed_finish=date(2018, 1, 1),
        open_milestone=("封顶", date(2018, 1, 1)),
    )
    assert judge(facts, preset("yinchuan")).colour is LightColour.GREEN


@pytest.mark.parametrize(
    ("spent", "red_month"),
    [
        ("0.50", 10),  # 83.3 − 50 = 33.3 points at the end of October
        ("0.41", 9),  # 75 − 41 = 34
        ("0.45", 10),  # 75 − 45 = 30 exactly: not red yet in September
        ("0.70", None),  # 100 − 70 = 30 exactly: never this year
        ("0.6999", None),  # only December's figures, which count next year
    ],
)
def test_days_to_red_of_the_pace(spent: str, red_month: int | None) -> None:
    verdict = judge(some_facts(year_to_date_cny=PLAN * Decimal(spent)), preset("yinchuan"))
    expected = None if red_month is None else (COUNTS_FROM[red_month - 1] - date(2018, 7, 2)).days
    assert verdict.days_to_red == expected


@given(any_facts(), any_rules())
def test_days_to_red_is_the_first_red_day(facts: LightFacts, rules: LightRules) -> None:
    """With nothing further happening, the light is red that many days from now, and on no day before."""
    reported_to = facts.months_elapsed
    facts = replace(
        facts,
        months_elapsed=months_counted(facts.today, COUNTS_FROM, reported_to),
        months_reported=reported_to,
    )
    # Rules that have nothing to judge yet, and will have later, cannot say when.
    assume(facts.months_elapsed > 0 and (facts.actual_start is not None or rules.start is not None))
    verdict = judge(facts, rules)
    end_of_year = (date(2018, 12, 31) - facts.today).days

    def colour_in(ahead: int) -> LightColour:
        today = facts.today + timedelta(days=ahead)
        months = months_counted(today, COUNTS_FROM, reported_to)
        return judge(replace(facts, today=today, months_elapsed=months), rules).colour

    if verdict.colour is LightColour.RED:
        assert verdict.days_to_red == 0
    elif verdict.days_to_red is not None and verdict.days_to_red <= end_of_year:
        assert colour_in(verdict.days_to_red) is LightColour.RED
        assert colour_in(verdict.days_to_red - 1) is not LightColour.RED
    else:
        assert colour_in(end_of_year) is not LightColour.RED


def test_a_month_reported_early_counts_when_it_is_over() -> None:
    # April's figures came in before its end; at its end they are judged, not only on the 9th of May.
    facts = some_facts(
        today=date(2018, 4, 20), year_to_date_cny=PLAN * Decimal("0.03"), months_elapsed=3, months_reported=4
    )
    assert judge(facts, preset("yinchuan")).days_to_red == 10


@given(any_facts(), any_rules(), st.decimals(0, 10**9, places=2))
def test_less_money_is_never_a_better_light(facts: LightFacts, rules: LightRules, less: Decimal) -> None:
    poorer = replace(facts, year_to_date_cny=(facts.year_to_date_cny or Decimal(0)) - less)
    assert WORSE[judge(poorer, rules).colour] >= WORSE[judge(facts, rules).colour]


@given(any_facts(), any_rules(), st.integers(0, 400), st.integers(0, 12))
def test_later_is_never_a_better_light(facts: LightFacts, rules: LightRules, ahead: int, months: int) -> None:
    """On a later day of the same year, or with more months counted, nothing gets better by itself."""
    later_day = min(facts.today + timedelta(days=ahead), date(2018, 12, 31))
    after = replace(facts, today=later_day, months_elapsed=max(facts.months_elapsed, months))
    assert WORSE[judge(after, rules).colour] >= WORSE[judge(facts, rules).colour]


@given(any_facts(), any_rules(), days)
def test_an_earlier_due_date_is_never_a_better_light(facts: LightFacts, rules: LightRules, due: date) -> None:
    assume(facts.open_milestone is not None)
    name, committed = facts.open_milestone  # type: ignore[misc]
    earlier = replace(facts, open_milestone=(name, min(due, committed)))
    assert WORSE[judge(earlier, rules).colour] >= WORSE[judge(facts, rules).colour]


@given(any_facts(), any_rules())
def test_the_light_is_the_worst_finding(facts: LightFacts, rules: LightRules) -> None:
    verdict = judge(facts, rules)
    ranks = [WORSE[f.colour] for f in verdict.findings]
    assert ranks == sorted(ranks, reverse=True)
    assert WORSE[verdict.colour] == max(ranks, default=0)
    assert all((f.days_to_red == 0) == (f.colour is LightColour.RED) for f in verdict.findings)


@given(days, st.integers(0, 60), st.integers(0, 60), st.sampled_from(list(DelayUnit)))
def test_adding_time_keeps_the_order_of_days(day: date, amount: int, more: int, unit: DelayUnit) -> None:
    assert later(day, amount, unit) <= later(day + timedelta(days=1), amount, unit)
    assert later(day, amount, unit) <= later(day, amount + more, unit)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2018, 3, 31), 3, date(2018, 6, 30)),
        (date(2018, 6, 30), 3, date(2018, 9, 30)),
        (date(2018, 2, 28), 3, date(2018, 5, 31)),  # the end of a month leads to the end of a month
        (date(2018, 1, 30), 1, date(2018, 2, 28)),
        (date(2018, 11, 15), 3, date(2019, 2, 15)),
    ],
)
def test_months_after_a_day(day: date, months: int, expected: date) -> None:
    assert later(day, months, DelayUnit.MONTH) == expected


def test_months_count_once_reported_or_due() -> None:
    day = date(2018, 7, 2)
    assert months_counted(day, COUNTS_FROM, 6) == 6  # June is over and reported
    assert months_counted(day, COUNTS_FROM, 7) == 6  # July is not over
    assert months_counted(day, COUNTS_FROM, 0) == 5  # May's figures were due on 9 June
    assert months_counted(date(2018, 7, 9), COUNTS_FROM, 0) == 6
