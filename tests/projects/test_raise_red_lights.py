"""A red light opens a problem, once each time it turns red, or joins one that somebody raised."""

from datetime import date, timedelta
from typing import Any

import pytest

from guatu.core.models import Zone
from guatu.matters.choices import MatterStatus, Source
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.rules.default_rules import DEFAULT_RULES
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.choose_matter_rules import choose_matter_rules
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.withdraw_matter import withdraw_matter
from guatu.organization.powers import system_actor
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.raise_red_lights import RULE, raise_red_lights
from guatu.projects.use_cases.refresh_lights import refresh_lights
from tests.builders import a_zone, console
from tests.projects.plan_builders import on
from tests.projects.progress_builders import a_project, with_calendars

TODAY = date(2018, 7, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    zone = with_calendars(a_zone())
    choose_light_rules(
        actor=console(zone), name="银川规则", preset="yinchuan", in_force_from=date(2018, 1, 1)
    )
    with on(date(2018, 1, 2)):
        load_matter_defaults(actor=console(zone))
    return zone


def a_red_project(zone: Zone, **values: Any) -> Project:
    """It should have started half a year ago."""
    project = a_project(zone, actual_start=None, committed_start=date(2018, 1, 5), **values)
    refresh_lights(actor=console(zone), today=TODAY)
    assert ProjectLight.objects.get(project=project).colour == "red"
    return project


def run(zone: Zone, day: date = TODAY) -> int:
    with on(day):
        return raise_red_lights(actor=system_actor("tick", zone), today=day)


def test_each_red_light_has_one_problem_at_the_project_s_unit(zone: Zone) -> None:
    project = a_red_project(zone)
    assert run(zone) == 1
    assert run(zone) == 0
    [matter] = Matter.objects.filter(subject_id=project.id)
    assert (matter.kind.code, matter.rule, matter.source) == ("problem", RULE, Source.RULE)
    assert (matter.status, matter.lead_unit_id) == (MatterStatus.DISPATCHED, project.unit_id)
    assert matter.title == f"红灯：{project.name}"
    assert "2018年1月5日" in matter.text, "why, in words"


def test_it_joins_what_somebody_raised(zone: Zone) -> None:
    project = a_red_project(zone)
    with on(TODAY):
        mine = raise_matter(
            actor=console(zone), kind=kind_coded("problem", zone.id), title="用地没有落实", subject=project
        )
    assert run(zone) == 1
    [matter] = Matter.objects.filter(subject_id=project.id)
    assert (matter.id, matter.rule) == (mine.id, RULE)
    assert MatterMove.objects.filter(matter=matter, move="comment").count() == 1


def test_a_matter_that_ended_while_it_is_red_is_not_opened_again(zone: Zone) -> None:
    project = a_red_project(zone)
    run(zone)
    with on(TODAY + timedelta(days=2)):
        withdraw_matter(
            actor=console(zone), matter=Matter.objects.get(subject_id=project.id), text="另行处理"
        )
    assert run(zone, TODAY + timedelta(days=3)) == 0
    # It turned green, and red again later.
    ProjectLight.objects.filter(project=project).update(since=TODAY + timedelta(days=30))
    assert run(zone, TODAY + timedelta(days=30)) == 1


def test_a_zone_may_do_without(zone: Zone) -> None:
    a_red_project(zone)
    with on(TODAY):
        choose_matter_rules(actor=console(zone), parameters={**DEFAULT_RULES, "raised_by": []})
    assert run(zone) == 0


def test_a_zone_without_rules_of_matters_raises_nothing() -> None:
    bare = with_calendars(a_zone("BZ"))
    choose_light_rules(
        actor=console(bare), name="银川规则", preset="yinchuan", in_force_from=date(2018, 1, 1)
    )
    a_red_project(bare)
    assert run(bare) == 0
