"""Figures by the API: the same document as the command's, over what the token may see."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.test import Client

from guatu.cli.figures import command
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from tests.api.clients import a_program, a_token, problem
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import NOON, a_project, a_year, with_calendars

pytestmark = pytest.mark.django_db
FIGURE = "/api/v1/figures/projects.annual_plan"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen_at(NOON):
        yield


@pytest.fixture
def zone() -> Zone:
    zone = with_calendars(a_zone())
    a_year(a_project(zone))
    return zone


@pytest.fixture
def office(zone: Zone) -> Client:
    return a_program(a_token(an_actor(zone, "office")))


def test_the_list_comes_in_pages_and_is_searched(office: Client) -> None:
    page = office.get("/api/v1/figures", {"limit": "3"}).json()
    names = [one["name"] for one in page["items"]]
    following = office.get("/api/v1/figures", {"limit": "3", "cursor": page["next"]}).json()["items"]
    assert names == sorted(names)
    assert following[0]["name"] > names[-1]
    found = office.get("/api/v1/figures", {"q": "construction_start_rate"}).json()["items"]
    assert [one["kind"] for one in found] == ["ratio"]
    problem(office.get("/api/v1/figures", {"cursor": "bm9uZQ"}), 422, "invalid_input")


def test_says_what_the_command_says(zone: Zone, office: Client) -> None:
    answer = office.get(FIGURE, {"period": "2018", "rows": "true"}).json()
    options = ["show", "projects.annual_plan", "--period", "2018", "--rows", "--json", "--zone", zone.code]
    printed = CliRunner().invoke(command, options)
    assert printed.exit_code == 0, printed.output
    assert answer == json.loads(printed.output)
    assert answer["value"] == "120000000.00"
    assert [row["label"] for row in answer["rows"]] == ["碳纤维复合材料"]


def test_over_what_the_token_may_see(zone: Zone) -> None:
    clerk = a_program(a_token(an_actor(zone, "clerk", unit=a_unit(zone, "别处"))))
    answer = clerk.get(FIGURE, {"period": "2018", "rows": "true"}).json()
    assert answer["rows"] == []
    unit = a_unit(zone, "第三处")
    assert clerk.get(FIGURE, {"period": "2018", "unit": unit.code}).json()["scope"]["unit"] == unit.code


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "period"),
        ({"period": "soon"}, "period"),
        ({"period": "2018", "unit": "nowhere"}, "unit"),
        ({"period": "2018", "where": "class"}, "where"),
        ({"period": "2018", "rows": "yes"}, "rows"),
        ({"period": "2018", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_asked_is_named(office: Client, query: dict[str, str], field: str) -> None:
    document = problem(office.get(FIGURE, query), 422, "invalid_input")
    assert [one["field"] for one in document["errors"]] == [field]


def test_figures_that_there_are_not(office: Client) -> None:
    problem(office.get("/api/v1/figures/projects.nothing", {"period": "2018"}), 404, "not_found")
