"""Telephone numbers of people in the register: in full for whose work it is to call, masked for the others."""

import pytest

from guatu.audit.models import Entry
from guatu.config.roles import ROLES
from guatu.core.models import Zone
from guatu.organization.models import Person
from guatu.organization.selectors import people_named
from guatu.organization.use_cases.edit_person import edit_person
from tests.builders import a_person, an_actor, console
from tests.organization.conftest import OpenAs

pytestmark = pytest.mark.django_db
NUMBER, MASKED = "13812345678", "138****5678"
CALLING = {
    "clerk",
    "grid_worker",
    "leader",
    "office",
    "office_head",
    "supervisor",
    "system_administrator",
}


@pytest.fixture
def person(zone: Zone) -> Person:
    return edit_person(actor=console(zone), person=a_person(zone, "赵某"), name="赵某", mobile=NUMBER)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_by_role(zone: Zone, open_as: OpenAs, person: Person, role: str) -> None:
    client = open_as(zone, role)
    for path in ("people/", f"people/{person.id}/"):
        page = client.get(f"/z/{zone.code}/organization/{path}").content.decode()
        assert (f"tel:{NUMBER}" in page) is (role in CALLING)
        assert (NUMBER in page) is (role in CALLING)
        assert (MASKED in page) is (role not in CALLING) or path != "people/"


def test_ones_own_is_ones_own(zone: Zone, open_as: OpenAs) -> None:
    client = open_as(zone, "statistician")
    own = Person.objects.get(user_id=client.session["_auth_user_id"])
    edit_person(actor=console(zone), person=own, name=own.name, mobile=NUMBER)
    assert NUMBER in client.get(f"/z/{zone.code}/organization/people/{own.id}/").content.decode()


def test_who_does_not_see_it_cannot_guess_at_it(zone: Zone, person: Person) -> None:
    assert list(people_named("2345", actor=an_actor(zone, "clerk"))) == [person]
    assert list(people_named("2345", actor=an_actor(zone, "statistician"))) == []
    assert list(people_named("赵", actor=an_actor(zone, "statistician", username="another"))) == [person]


def test_the_record_keeps_it_masked(zone: Zone, person: Person) -> None:
    edit_person(actor=console(zone), person=person, name="赵某", mobile="13900000000")
    for entry in Entry.objects.filter(zone=zone, event="organization.person.edited"):
        told = str(entry.changes)
        assert NUMBER not in told
        assert "13900000000" not in told
        assert "****" in told
