"""Who may open which page of projects, years, lists and bundles."""

from collections.abc import Iterable

import pytest
from django.test import Client

from guatu.core.models import Zone
from guatu.organization.models import Person
from tests.builders import a_person, a_unit, an_actor
from tests.projects.list_builders import (
    a_created_project,
    a_dated_zone,
    a_list,
    planned,
    put_on,
)
from tests.projects.page_builders import signed_in, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def office(zone: Zone) -> Client:
    return signed_in(an_actor(zone, "office"))


ROLES = ("office", "park office", "clerk", "leader", "statistician", "auditor", "outsider", "nobody")
LOOK = (200, 200, 200, 200, 200, 403, 404, 302)
OWN = (200, 404, 200, 200, 200, 404, 404, 302)
CHANGE = (200, 404, 403, 403, 403, 404, 404, 302)
KEEP_LISTS = (200, 403, 403, 403, 403, 403, 404, 302)
KEEP_A_LIST = (200, 403, 403, 403, 403, 404, 404, 302)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("projects", LOOK),
        ("lists", LOOK),
        ("list", (200, 200, 200, 200, 200, 404, 404, 302)),
        ("contradictions", LOOK),
        ("bundles", LOOK),
        ("linkage", LOOK),
        ("project", OWN),
        ("project-create", (200, 200, 403, 403, 403, 403, 404, 302)),
        ("project-edit", CHANGE),
        ("project-withdraw", CHANGE),
        ("project-reinstate", CHANGE),
        ("year-plan", CHANGE),
        ("bundle-assign", CHANGE),
        ("list-define", KEEP_LISTS),
        ("list-edit", KEEP_A_LIST),
        ("list-enter", KEEP_A_LIST),
        ("list-leave", (200, 404, 403, 403, 403, 404, 404, 302)),
    ],
)
def test_who_may_open_what(zone: Zone, name: str, expected: tuple[int, ...]) -> None:
    project = planned(a_created_project(zone, a_unit(zone, "这个园区")))
    district = a_list(zone)
    (member,) = put_on(district, project)
    arguments: Iterable[object] = {
        "list": (district.id,),
        "list-edit": (district.id,),
        "list-enter": (district.id,),
        "list-leave": (member.id,),
        "year-plan": (project.id, 2018),
    }.get(name, (project.id,) if name in ("project", "bundle-assign") or name.startswith("project-") else ())
    if name == "project-create":
        arguments = ()
    address = url(name, zone, *arguments)
    park = a_unit(zone, "另一个园区")
    clients = (
        *(
            signed_in(an_actor(zone, role, unit=park if at_park else None, username=f"{role}{at_park}"))
            for role, at_park in (
                ("office", False),
                ("office", True),
                ("clerk", False),
                ("leader", False),
                ("statistician", False),
                ("auditor", False),
            )
        ),
        signed_in(an_actor(a_dated_zone("OT", "别的新区"), "office", username="outsider")),
        Client(),
    )
    statuses = tuple(client.get(address).status_code for client in clients)
    assert dict(zip(ROLES, statuses, strict=True)) == dict(zip(ROLES, expected, strict=True))


def test_frozen_list_is_posted_only_by_its_keepers(zone: Zone) -> None:
    district = a_list(zone)
    put_on(district, a_created_project(zone))
    address = url("list-freeze", zone, district.id)
    assert signed_in(an_actor(zone, "clerk")).post(address).status_code == 403
    office = signed_in(an_actor(zone, "office"))
    assert office.get(address).status_code == 405
    assert office.post(address).status_code == 302


def test_names_of_people_are_those_of_the_zone(zone: Zone) -> None:
    project = a_created_project(zone)
    a_person(a_dated_zone("OT", "别的新区"), "外区的人")
    page = text_of(signed_in(an_actor(zone, "office")), url("bundle-assign", zone, project.id))
    assert "外区的人" not in page
    assert Person.objects.filter(name="外区的人").exists()
