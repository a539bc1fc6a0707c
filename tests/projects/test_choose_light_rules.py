"""Choosing the rules: versions, who may, what is refused; and the preview of what would change."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.core.openers import openers
from guatu.projects.choices import Ledger
from guatu.projects.models.lights import LightRuleSet, ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.rules.light_rules import PRESETS, read_rules
from guatu.projects.selectors.light_rules import LightPreview, preview_lights, rules_in_force
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.override_light import override_light
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import MONDAY, NOON, a_project, a_year, with_calendars

pytestmark = pytest.mark.django_db

FIRST = date(2018, 1, 1)


def choose(zone: Zone, preset: str = "yinchuan", on: date = FIRST, **more: Any) -> LightRuleSet:
    with frozen_at(NOON):
        return choose_light_rules(**({"actor": console(zone), "preset": preset, "in_force_from": on} | more))


@pytest.fixture
def zone() -> Zone:
    """Six projects under construction with 5, 15, 25, 35, 45 and 55 % of their plans done at mid-year."""
    zone = with_calendars(a_zone())
    unit = a_unit(zone)
    for done in (5, 15, 25, 35, 45, 55):
        project = a_project(zone, unit=unit, name=f"{done}%")
        a_year(project)
        InvestmentEntry.objects.create(
            zone_id=zone.id,
            project=project,
            ledger=Ledger.DISPATCH,
            year=2018,
            first_month=1,
            last_month=6,
            total=Decimal(120_000_000) * done / 100,
            entered_by="test",
        )
    return zone


def colours(zone: Zone) -> dict[str, str]:
    return dict(ProjectLight.objects.filter(zone=zone).values_list("project__name", "colour"))


def previewed(zone: Zone, preset: str, **more: Any) -> LightPreview:
    with frozen_at(NOON):
        return preview_lights(
            actor=more.get("actor", console(zone)), rules=read_rules(PRESETS[preset]), today=MONDAY
        )


YINCHUAN = {"5%": "red", "15%": "red", "25%": "yellow", "35%": "yellow", "45%": "green", "55%": "green"}
SANYA = {"5%": "red", "15%": "red", "25%": "yellow", "35%": "yellow", "45%": "yellow", "55%": "green"}


def test_lights_follow_at_once(zone: Zone) -> None:
    choose(zone)
    assert colours(zone) == YINCHUAN
    choose(zone, "sanya", on=MONDAY)
    assert colours(zone) == SANYA
    assert Entry.objects.filter(event="projects.light.changed").count() == 1


def test_versions_are_kept_and_the_newest_that_has_begun_holds(zone: Zone) -> None:
    first = choose(zone)
    second = choose(zone, "wuhan", on=date(2018, 8, 1), name="试行", reason="主任办公会决定")
    assert [(s.number, s.preset, str(s)) for s in LightRuleSet.objects.filter(zone=zone)] == [
        (2, "wuhan", "试行 · 2"),
        (1, "yinchuan", str(first)),
    ]
    assert rules_in_force(zone.id, MONDAY) == first
    assert rules_in_force(zone.id, date(2018, 8, 1)) == second
    assert colours(zone) == YINCHUAN
    entry = Entry.objects.get(event="projects.light_rules.chosen", subject_id=second.id)
    assert entry.reason == "主任办公会决定"
    assert entry.changes["parameters"][0] == PRESETS["yinchuan"]


@pytest.mark.parametrize("day", [date(2018, 7, 1), date(2017, 12, 31)])
def test_rules_do_not_begin_in_the_past(zone: Zone, day: date) -> None:
    choose(zone)
    with pytest.raises(InvalidInput, match="in_force_from"):
        choose(zone, "wuhan", on=day)


def test_rules_do_not_begin_before_those_already_chosen(zone: Zone) -> None:
    choose(zone)
    choose(zone, "wuhan", on=date(2018, 8, 1))
    with pytest.raises(InvalidInput, match="in_force_from"):
        choose(zone, "sanya", on=date(2018, 7, 15))
    assert choose(zone, "sanya", on=date(2018, 8, 1)).number == 3


def test_every_parameter_at_fault_is_named(zone: Zone) -> None:
    with pytest.raises(InvalidInput) as caught:
        choose(
            zone,
            parameters={
                "pace": {"measure": "points", "yellow": "40", "red": "30"},
                "start": {"unit": "month", "yellow": 1, "red": 99},
            },
        )
    assert {fault.place for fault in caught.value.faults} == {"pace_red", "start_red"}
    with pytest.raises(InvalidInput, match="unknown preset"):
        choose(zone, "beijing")
    assert not LightRuleSet.objects.exists()


def test_preview_says_which_lights_would_change_and_why(zone: Zone) -> None:
    choose(zone)
    preview = previewed(zone, "sanya")
    [change] = preview.changed
    assert (change.project.name, change.old, change.new) == ("45%", "green", "yellow")
    assert "5.0 points" in change.old_reason
    assert "90.0%" in change.new_reason
    assert preview.by_change == [("green", "yellow", 1)]
    assert preview.before == {"red": 2, "yellow": 2, "green": 2, "grey": 0}
    assert preview.after == {"red": 2, "yellow": 3, "green": 1, "grey": 0}
    assert colours(zone) == YINCHUAN  # nothing has changed yet


@pytest.mark.parametrize("preset", ["sanya", "wuhan"])
def test_choosing_does_what_the_preview_said(zone: Zone, preset: str) -> None:
    choose(zone)
    with frozen_at(NOON):
        override_light(
            actor=console(zone),
            project=Project.objects.get(name="45%"),
            colour="green",
            reason="特殊情况",
            expires_on=MONDAY,
        )
    before, preview = colours(zone), previewed(zone, preset)
    choose(zone, preset, on=MONDAY)
    after = colours(zone)
    assert {name for name in before if before[name] != after[name]} == {
        c.project.name for c in preview.changed
    }
    assert all(after[c.project.name] == c.new for c in preview.changed)
    assert after["45%"] == "green"  # by hand


def test_preview_shows_no_more_than_the_actor_may_see(zone: Zone) -> None:
    choose(zone)
    stranger = an_actor(zone, "clerk", unit=a_unit(zone, "另一园区"))
    assert previewed(zone, "sanya", actor=stranger).total == 0


def test_preview_asks_a_fixed_number_of_queries(zone: Zone, django_assert_max_num_queries: Any) -> None:
    choose(zone)
    with django_assert_max_num_queries(12):
        previewed(zone, "wuhan")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("office", True), ("office_head", True), ("leader", False), ("clerk", False),
        ("supervisor", False), ("auditor", False), ("system_administrator", False),
    ],
)  # fmt: skip
def test_who_may_choose(zone: Zone, role: str, may: bool) -> None:
    actor = an_actor(zone, role)
    if may:
        assert choose(zone, actor=actor).chosen_by == actor.name
    else:
        with pytest.raises(NotAllowed):
            choose(zone, actor=actor)


def test_an_office_of_a_park_does_not_choose_for_the_zone(zone: Zone) -> None:
    actor = an_actor(zone, "office", unit=a_unit(zone, "另一园区"))
    with pytest.raises(NotAllowed):
        choose(zone, actor=actor)


def test_new_zone_begins_with_rules() -> None:
    zone = a_zone("NZ")
    for _twice in range(2):
        for opener in openers():
            opener(console(zone))
    assert LightRuleSet.objects.filter(zone=zone).values_list("number", "preset").get() == (1, "yinchuan")
