"""Who may open which page of the organisation, where: role × own unit, the unit beside it, another zone."""

import pytest
from django.test import Client
from django.urls import reverse

from guatu.core.models import Zone
from tests.builders import a_zone, an_actor
from tests.organization.conftest import OpenAs, Place, a_place

READ = {
    "unit": "unit",
    "post": "post",
    "person": "person",
    "task-force": "force",
}
# Page → what it is about, and the permission that opens it there.
UNITS, POSTS, FORCES, ACCOUNTS = "units", "posts", "task forces", "accounts"
CHANGE = {
    "unit-create": ("unit", UNITS),
    "unit-edit": ("unit", UNITS),
    "unit-alias-add": ("unit", UNITS),
    "unit-alias-end": ("alias", UNITS),
    "unit-territory-set": ("unit", UNITS),
    "post-create": ("unit", POSTS),
    "post-edit": ("post", POSTS),
    "post-abolish": ("post", POSTS),
    "person-appoint": ("post", POSTS),
    "person-edit": ("person", POSTS),
    "appointment-end": ("appointment", POSTS),
    "appointment-withdraw": ("coming", POSTS),
    "holder-replace": ("appointment", POSTS),
    "task-force-members-change": ("force", FORCES),
    "task-force-disband": ("force", FORCES),
    "account-open": ("person", ACCOUNTS),
    "password-reset": ("person", ACCOUNTS),
    "account-lock": ("person", ACCOUNTS),
    "account-unlock": ("person", ACCOUNTS),
    "second-factors-remove": ("person", ACCOUNTS),
}
# Closing and moving a unit is up to whoever manages the one above it.
FROM_ABOVE = ("unit-close", "unit-move")
LISTS = ("units", "people", "task-forces", "on-date")
HOLDS = {
    "office": {UNITS, POSTS, FORCES},
    "office_head": {UNITS, POSTS, FORCES},
    "system_administrator": {ACCOUNTS},
    "clerk": set(),
    "leader": set(),
    "auditor": set(),
}


def status(client: Client, zone: Zone, name: str, place: Place | None = None, about: str = "") -> int:
    args = [zone.code, *([getattr(place, about).id] if place else [])]
    return client.get(reverse(f"organization:{name}", args=args)).status_code


@pytest.mark.parametrize("role", HOLDS)
def test_at_the_top_of_the_zone(role: str, zone: Zone, own: Place, open_as: OpenAs) -> None:
    client = open_as(zone, role)
    for name in LISTS:
        assert status(client, zone, name) == 200, name
    for name, about in READ.items():
        assert status(client, zone, name, own, about) == 200, name
    for name, (about, needed) in CHANGE.items():
        expected = 200 if needed in HOLDS[role] else 403
        assert status(client, zone, name, own, about) == expected, name
    for name in FROM_ABOVE:
        assert status(client, zone, name, own, "unit") == (200 if UNITS in HOLDS[role] else 403), name
    for name, needed in (
        ("person-register", POSTS),
        ("stranded", POSTS),
        ("task-force-form", FORCES),
        ("accounts", ACCOUNTS),
    ):
        assert status(client, zone, name) == (200 if needed in HOLDS[role] else 403), name


@pytest.mark.parametrize("role", ["office", "system_administrator"])
def test_in_a_park_and_beside_it(role: str, zone: Zone, own: Place, sibling: Place, open_as: OpenAs) -> None:
    client = open_as(zone, role, unit=own.unit)
    for name, about in READ.items():
        assert status(client, zone, name, sibling, about) == 200, name
    for name, (about, needed) in CHANGE.items():
        held = needed in HOLDS[role]
        assert status(client, zone, name, own, about) == (200 if held else 403), name
        assert status(client, zone, name, sibling, about) == 403, name
    for name in FROM_ABOVE:
        assert status(client, zone, name, own, "unit") == 403, name
        assert status(client, zone, name, sibling, "unit") == 403, name


def test_another_zone_does_not_exist(zone: Zone, open_as: OpenAs) -> None:
    other = a_zone("OZ", "别的新区")
    theirs = a_place(other, "丙园")
    head, keeper = open_as(zone, "office_head"), open_as(zone, "system_administrator")
    for name in LISTS:
        assert status(head, other, name) == 404, name
    for name, about in [*READ.items(), *((n, a) for n, (a, _p) in CHANGE.items())]:
        client = keeper if CHANGE.get(name, ("", ""))[1] == ACCOUNTS else head
        # Neither under its own zone's address nor under mine.
        assert status(client, other, name, theirs, about) == 404, name
        assert status(client, zone, name, theirs, about) == 404, name


def test_somebody_without_a_role_sees_no_roster(zone: Zone, own: Place, open_as: OpenAs) -> None:
    client = open_as(zone)
    for name in LISTS:
        assert status(client, zone, name) == 403, name
    for name, about in READ.items():
        assert status(client, zone, name, own, about) == 404, name


def test_whoever_is_not_signed_in_is_asked_to(zone: Zone) -> None:
    response = Client().get(reverse("organization:units", args=[zone.code]))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("role", "sees"), [("office", True), ("clerk", False)])
def test_nobody_sees_a_button_they_may_not_press(
    role: str, sees: bool, zone: Zone, own: Place, open_as: OpenAs
) -> None:
    client = open_as(zone, role)
    for name, about, buttons in (
        ("unit", "unit", ["unit-edit", "unit-move", "unit-close", "unit-create", "post-create"]),
        ("post", "post", ["post-edit", "post-abolish", "person-appoint"]),
        ("person", "person", ["person-edit", "person-appoint-to"]),
        ("task-force", "force", ["task-force-members-change", "task-force-disband"]),
    ):
        object_id = getattr(own, about).id
        page = client.get(reverse(f"organization:{name}", args=[zone.code, object_id])).content.decode()
        for button in buttons:
            target = reverse(f"organization:{button}", args=[zone.code, object_id])
            assert (f'href="{target}"' in page) == sees, button


def test_lists_take_the_same_number_of_queries_however_long(
    zone: Zone, open_as: OpenAs, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    office, keeper = open_as(zone, "office"), open_as(zone, "system_administrator")
    for number in range(8):
        place = a_place(zone, f"园{number}")
        an_actor(zone, "clerk", unit=place.unit, username=f"clerk{number}")
    for name, most in (("units", 10), ("on-date", 11), ("people", 9), ("accounts", 10), ("task-forces", 8)):
        with django_assert_max_num_queries(most):
            assert status(keeper if name == "accounts" else office, zone, name) == 200
    with django_assert_max_num_queries(15):
        assert status(office, zone, "unit", place, "unit") == 200
    # Each app whose objects somebody can answer for is asked: projects, grids (two), enterprises, investment; and
    # whether the person is an administrator, whom only some may change.
    with django_assert_max_num_queries(17):
        assert status(office, zone, "person", place, "person") == 200
