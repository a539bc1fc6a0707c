"""Dashboards of the zone, a unit, a lead official and a list; and the big screen."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.reading import Flag
from guatu.organization.models import Unit
from guatu.projects.choices import DutyRole, LightColour
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.project import Project, ProjectDuty
from guatu.reports.rules.chosen import AREAS
from guatu.reports.selectors.dashboards import overview, unit_dashboard
from guatu.reports.selectors.screen import big_screen
from tests.builders import a_person, a_unit, a_zone, console
from tests.projects.test_filter_projects import lit
from tests.reports.conftest import signed_in
from tests.reports.test_show_figure import text

H1 = Period.parse("2018H1")


def test_the_zone_leads_to_its_units(danyang: Zone) -> None:
    page = text(signed_in(danyang, "office").get("/z/DY/reports/?period=2018H1"))
    assert "11/35" in page
    for unit in Unit.objects.filter(zone=danyang, parent__parent=None, parent__isnull=False):
        assert reverse("reports:unit", args=["DY", unit.id]) in page
    for one in ProjectList.objects.filter(zone=danyang):
        assert reverse("reports:list", args=["DY", one.id]) in page


def test_a_unit_leads_to_its_projects(danyang: Zone) -> None:
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    page = text(signed_in(danyang, "office").get(f"/z/DY/reports/units/{unit.id}/?period=2018H1"))
    inside = Project.objects.filter(zone=danyang, unit=unit)
    outside = Project.objects.filter(zone=danyang).exclude(unit=unit)[0]
    for project in inside[:50]:
        assert reverse("projects:project", args=["DY", project.id]) in page
    assert reverse("projects:project", args=["DY", outside.id]) not in page


def test_a_lead_official_and_a_list_have_pages_of_their_own(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    lead = a_person(danyang, "挂钩领导")
    project = Project.objects.filter(zone=danyang)[0]
    ProjectDuty.objects.filter(zone=danyang, project=project).delete()
    ProjectDuty.objects.create(
        zone=danyang, project=project, person=lead, role=DutyRole.LEAD_OFFICIAL, valid_from=date(2018, 1, 1)
    )
    page = text(client.get(f"/z/DY/reports/leads/{lead.id}/?period=2018H1"))
    assert reverse("projects:project", args=["DY", project.id]) in page
    assert "where=lead" in page
    one = ProjectList.objects.filter(zone=danyang)[0]
    page = text(client.get(f"/z/DY/reports/lists/{one.id}/?period=2018H1"))
    assert "where=list" in page
    assert ">54</span>" in page


def test_changes_are_told_against_the_period_and_the_year_before(danyang: Zone) -> None:
    project = Project.objects.filter(zone=danyang)[0]
    project.years.create(zone=danyang, year=2017, start_class="new_start")
    board = overview(actor=console(danyang), zone=danyang, period=Period.parse("2018H2"))
    listed = next(one for one in board.figures if one.reading.figure.name == "projects.listed")
    assert listed.since_earlier == 0
    assert listed.since_last_year == 53
    board = overview(actor=console(danyang), zone=danyang, period=Period.parse("2018"))
    assert {one.earlier for one in board.figures} == {None}
    red = next(one for one in board.figures if one.reading.figure.name == "projects.red_lights")
    assert red.last_year is not None
    assert Flag.PARTLY_REPORTED in red.last_year.flags
    assert red.since_last_year is None, "no light of that day is known"


def test_dashboards_ask_few_questions(danyang: Zone, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(25):
        overview(actor=console(danyang), zone=danyang, period=H1)
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    with django_assert_max_num_queries(12):
        unit_dashboard(unit.id, actor=console(danyang), zone=danyang, period=H1)
    with django_assert_max_num_queries(14):
        big_screen(actor=console(danyang), zone=danyang)


@pytest.mark.parametrize("area", AREAS)
def test_every_part_of_the_work_has_its_figures(
    area: str, danyang: Zone, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(33):
        board = overview(actor=console(danyang), zone=danyang, period=Period.parse("2018M06"), area=area)
    assert [one.reading.figure.app for one in board.figures] == [area] * len(AREAS[area].head)
    page = text(signed_in(danyang, "leader").get(f"/z/DY/reports/?area={area}"))
    assert f'area={area}" aria-current="true"' in page


def test_an_area_that_there_is_not_is_named(danyang: Zone) -> None:
    answer = signed_in(danyang, "leader").get("/z/DY/reports/?area=weather")
    assert answer.status_code == 422
    assert "expected one of: projects" in answer.content.decode()


def test_the_big_screen_refreshes_itself(danyang: Zone) -> None:
    page = text(signed_in(danyang, "leader").get("/z/DY/reports/screen/"))
    assert 'hx-trigger="every 60s"' in page
    assert "Milestones of this week" in page
    assert "<form" not in page.split('id="screen"')[1].split("</main>")[0]


def test_the_big_screen_shows_reds(danyang: Zone) -> None:
    project = Project.objects.filter(zone=danyang)[0]
    lit(project, LightColour.RED)
    shown = big_screen(actor=console(danyang), zone=danyang)
    assert project.name in {red.project for red in shown.reds}
    assert shown.red_count >= 1


@pytest.mark.parametrize("path", ["", "screen/"])
def test_who_may_look(danyang: Zone, path: str) -> None:
    stranger = signed_in(a_zone("ZJ", "镇江新区"), "office")
    assert stranger.get(f"/z/DY/reports/{path}").status_code == 404
    assert signed_in(danyang, "auditor").get(f"/z/DY/reports/{path}").status_code == 403


def test_what_is_of_another_zone_is_not_there(danyang: Zone) -> None:
    other = a_zone("ZJ", "镇江新区")
    client = signed_in(danyang, "office")
    unit, person = a_unit(other, "别处"), a_person(other, "别人")
    for path in (f"units/{unit.id}/", f"leads/{person.id}/", f"lists/{unit.id}/"):
        assert client.get(f"/z/DY/reports/{path}").status_code == 404
