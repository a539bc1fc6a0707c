"""Reading by the API: pages by cursor, fields, filters, the past, and nothing that the token may not see."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.api.collections.table import COLLECTIONS
from guatu.core.clock import now
from guatu.core.models import Zone, ZoneKind
from guatu.projects.models.project import Project
from guatu.projects.use_cases.withdraw_project import withdraw_project
from tests.api.clients import a_program, a_token, problem
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import a_project, with_calendars

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    """A city, so that what is told to those above zones is there."""
    zone = with_calendars(a_zone())
    zone.kind = ZoneKind.CITY
    zone.save(update_fields=["kind"])
    return zone


@pytest.fixture
def office(zone: Zone) -> Client:
    return a_program(a_token(an_actor(zone, "office")))


def test_pages_follow_one_another_and_miss_nothing(zone: Zone, office: Client) -> None:
    unit = a_unit(zone)
    projects = [a_project(zone, unit, name=f"项目{number}") for number in range(5)]
    seen: list[str] = []
    address: str | None = "/api/v1/projects?limit=2&fields=name"
    while address:
        page = office.get(address).json()
        assert all(set(one) == {"id", "name"} for one in page["items"])
        seen += [one["id"] for one in page["items"]]
        address = page["next"] and f"/api/v1/projects?limit=2&fields=name&cursor={page['next']}"
    assert seen == [str(one.id) for one in projects]


def test_an_object_has_its_version_as_its_tag(zone: Zone, office: Client) -> None:
    project = a_project(zone)
    answer = office.get(f"/api/v1/projects/{project.id}")
    document = answer.json()
    assert answer["ETag"] == f'"{project.version}"'
    assert document["unit"] == {"id": str(project.unit_id), "name": project.unit.name}
    assert document["version"] == project.version
    problem(office.get(f"/api/v1/projects/{uuid4()}"), 404, "not_found")


def test_of_the_past_it_tells_what_was_so_then(zone: Zone, office: Client) -> None:
    project = a_project(zone)
    before = now()
    withdraw_project(actor=console(zone), project=project, on=date(2018, 6, 1), reason="退出")
    later = a_project(zone, project.unit, name="后来")
    assert office.get(f"/api/v1/projects/{project.id}").json()["withdrawn_on"] == "2018-06-01"
    at = {"as_of": before.isoformat()}
    assert office.get(f"/api/v1/projects/{project.id}", at).json()["withdrawn_on"] is None
    assert [one["id"] for one in office.get("/api/v1/projects", at).json()["items"]] == [str(project.id)]
    problem(office.get(f"/api/v1/projects/{later.id}", at), 404, "not_found")
    assert "light" in str(
        problem(office.get("/api/v1/projects", {**at, "light": "red"}), 422, "invalid_input")
    )


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"limit": "0"}, ["limit"]),
        ({"limit": "999"}, ["limit"]),
        ({"cursor": "nonsense"}, ["cursor"]),
        ({"fields": "name,colour"}, ["fields"]),
        ({"as_of": "yesterday"}, ["as_of"]),
        ({"unit": "x", "year": "x", "light": "blue"}, ["year", "light", "unit"]),
        ({"colour": "red"}, ["colour"]),
        ({"q": "a\x00b"}, ["q"]),
    ],
)
def test_every_parameter_at_fault_is_named(office: Client, query: dict[str, str], fields: list[str]) -> None:
    document = problem(office.get("/api/v1/projects", query), 422, "invalid_input")
    assert [one["field"] for one in document["errors"]] == fields


def test_filters_narrow_as_on_the_page(zone: Zone, office: Client) -> None:
    started = a_project(zone, name="甲")
    planned = a_project(zone, started.unit, name="乙", actual_start=None)

    def names(**query: str) -> list[str]:
        return [one["name"] for one in office.get("/api/v1/projects", query).json()["items"]]

    assert names(started="yes") == [started.name]
    assert names(started="no") == [planned.name]
    assert names(q="甲") == ["甲"]
    assert names(unit=str(started.unit_id)) == ["甲", "乙"]
    assert names(year="2018") == []


def test_nobody_sees_more_than_their_person(zone: Zone) -> None:
    here, elsewhere = a_project(zone, name="此处"), a_project(a_zone("B"), name="他区")
    unit = a_unit(zone, "别处")
    clerk = a_program(a_token(an_actor(zone, "clerk", unit=unit)))
    assert clerk.get("/api/v1/projects").json()["items"] == []
    problem(clerk.get(f"/api/v1/projects/{here.id}"), 404, "not_found")
    problem(clerk.get(f"/api/v1/projects/{elsewhere.id}"), 404, "not_found")


def test_a_token_reads_no_more_than_it_carries(zone: Zone) -> None:
    actor = an_actor(zone, "office")
    narrow = a_program(a_token(actor, ["matters.view_matter"]))
    problem(narrow.get("/api/v1/projects"), 403, "not_allowed")
    assert narrow.get("/api/v1/matters").status_code == 200


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_each_collection_answers_within_few_queries(
    name: str, zone: Zone, office: Client, django_assert_max_num_queries: Any
) -> None:
    unit = a_unit(zone)
    for number in range(3):
        a_project(zone, unit, name=f"项目{number}")
    office.get("/api/v1/token")  # notes the token's use, once in ten minutes
    with CaptureQueriesContext(connection) as queries:
        answer = office.get(f"/api/v1/{name}")
    assert answer.status_code == 200
    assert len(queries) <= 9, [one["sql"] for one in queries]
    for one in answer.json()["items"][:1]:
        assert set(one) == set(COLLECTIONS[name].field_names)
        assert office.get(f"/api/v1/{name}/{one['id']}").json() == one
    past = office.get(f"/api/v1/{name}", {"as_of": (now() - timedelta(days=1)).isoformat()})
    assert past.json() == {"items": [], "next": None}
    assert Project.objects.count() == 3
