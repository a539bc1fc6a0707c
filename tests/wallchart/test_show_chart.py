"""The chart's data: who sees which rows, in which groups, in how many queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.organization.models import Person, Unit
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.choices import DutyRole, StartClass
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.use_cases.refresh_lights import refresh_lights
from guatu.wallchart.filters import read_chart_filters
from guatu.wallchart.rows import Chart
from guatu.wallchart.selectors import chart
from tests.builders import a_person, a_unit, a_user, an_actor, console

pytestmark = pytest.mark.django_db

TODAY = date(2018, 7, 2)


@pytest.fixture
def zone() -> Zone:
    zone = Zone(code="CZ", name="图区", clock_date=TODAY)
    open_zone(actor=console(zone), zone=zone)
    return zone


def a_project(
    zone: Zone, name: str, unit: Unit, *, lead: Person | None = None, start: date | None = None
) -> Project:
    project = Project.objects.create(
        zone=zone, name=name, unit=unit, committed_start=start, total_cny=Decimal(10_000_000)
    )
    ProjectYear.objects.create(
        zone=zone,
        project=project,
        year=2018,
        start_class=StartClass.NEW_START,
        annual_plan_cny=Decimal(5_000_000),
    )
    if lead is not None:
        ProjectDuty.objects.create(
            zone=zone, project=project, person=lead, role=DutyRole.LEAD_OFFICIAL, valid_from=date(2018, 1, 1)
        )
    return project


def shown(actor: Actor, zone: Zone, query: str = "", **window: int) -> Chart:
    return chart(actor=actor, zone=zone, filters=read_chart_filters(QueryDict(query), year=2018), **window)[0]


def names(found: Chart) -> list[str]:
    return [row.name for row in found.rows]


def test_rows_stand_in_their_groups_and_every_row_once(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    for number in range(5):
        a_project(zone, f"项目{number}", east if number % 2 else west)
    found = shown(console(zone), zone)
    assert [(g.label, g.count, g.first_row) for g in found.groups] == [("东园", 2, 0), ("西园", 3, 2)]
    assert sorted(names(found)) == [f"项目{n}" for n in range(5)]
    assert [row.group for row in found.rows] == [g.key for g in found.groups for _ in range(g.count)]


def test_a_window_is_a_part_of_the_whole(zone: Zone) -> None:
    unit = a_unit(zone)
    for number in range(7):
        a_project(zone, f"项目{number}", unit)
    whole = shown(console(zone), zone)
    parts = [
        name for offset in (0, 3, 6) for name in names(shown(console(zone), zone, offset=offset, limit=3))
    ]
    assert parts == names(whole)


def test_a_park_sees_its_own_projects_and_those_it_answers_for(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    actor = an_actor(zone, "clerk", unit=east)
    assert actor.person_id is not None
    a_project(zone, "东一", east)
    a_project(zone, "西一", west)
    a_project(zone, "西二", west, lead=Person.objects.get(id=actor.person_id))
    assert sorted(names(shown(actor, zone))) == ["东一", "西二"]


def test_another_zone_sees_nothing(zone: Zone) -> None:
    a_project(zone, "东一", a_unit(zone, "东园"))
    other = Zone(code="OZ", name="另区")
    open_zone(actor=console(other), zone=other)
    assert names(shown(an_actor(other, "leader"), other)) == []


def test_filters_let_through_what_they_name(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    lead = a_person(zone, "领导甲")
    a_project(zone, "早该开工", east, lead=lead, start=date(2018, 1, 31))
    a_project(zone, "年底开工", west, start=date(2018, 12, 31))
    refresh_lights(actor=console(zone), today=TODAY)
    assert names(shown(console(zone), zone, "light=red")) == ["早该开工"]
    assert names(shown(console(zone), zone, "light=green")) == ["年底开工"]
    assert names(shown(console(zone), zone, f"unit={west.id}")) == ["年底开工"]
    assert names(shown(console(zone), zone, f"lead={lead.id}")) == ["早该开工"]
    assert names(shown(console(zone), zone, "q=年底")) == ["年底开工"]
    assert names(shown(console(zone), zone, "started=yes")) == []
    assert names(shown(console(zone), zone, "year=2017")) == []


@pytest.mark.parametrize("query", ["group=colour", "light=blue", "unit=east", "year=18", "class=old"])
def test_an_unknown_filter_is_named(zone: Zone, query: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        shown(console(zone), zone, query)
    assert caught.value.faults[0].place == query.split("=")[0]


@pytest.mark.parametrize("group", ["unit", "park", "lead", "list", "class", "none"])
def test_queries_do_not_grow_with_the_rows(zone: Zone, group: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    units = [a_unit(zone, f"{n}园") for n in range(3)]
    lead = a_person(zone, "领导甲")
    for number in range(30):
        a_project(zone, f"项目{number:02}", units[number % 3], lead=lead)
    with django_assert_max_num_queries(13):
        assert len(shown(console(zone), zone, f"group={group}").rows) == 30


def test_the_page_and_its_data_answer(zone: Zone, client: Client) -> None:
    a_project(zone, "</script><b>甲", a_unit(zone, "东园"))
    actor = an_actor(zone, "office")
    client.force_login(type(a_user("nobody")).objects.get(id=actor.user_id))
    page = client.get("/z/CZ/chart/")
    assert page.status_code == 200
    data = client.get("/z/CZ/chart/data?limit=10").json()
    assert (data["total"], data["rows"][0]["name"]) == (1, "</script><b>甲")
    assert data["rows"][0]["url"].endswith(f"/{data['rows'][0]['id']}/")
    assert client.get("/z/CZ/chart/data?limit=501").status_code == 422
    assert client.get("/z/CZ/chart/print.doc").status_code == 404
    assert client.get("/z/XX/chart/").status_code == 404


def test_strangers_are_asked_to_sign_in(zone: Zone, client: Client) -> None:
    answer = client.get("/z/CZ/chart/data")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
