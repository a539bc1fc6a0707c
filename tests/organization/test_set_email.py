"""Where somebody's e-mail goes."""

import pytest

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.models import Person
from guatu.organization.use_cases.set_email import set_email
from tests.builders import a_person, a_unit, a_zone, an_actor

pytestmark = pytest.mark.django_db


def test_people_say_it_themselves_and_administrators_for_them() -> None:
    zone = a_zone()
    clerk = an_actor(zone, "clerk", unit=a_unit(zone))
    other = an_actor(zone, "office")
    administrator = an_actor(zone, "system_administrator")
    person = Person.objects.get(id=clerk.person_id)
    set_email(actor=clerk, person=person, email=" a@example.com ")
    set_email(actor=clerk, person=person, email="a@example.com")
    set_email(actor=administrator, person=person, email="")
    with pytest.raises(NotAllowed):
        set_email(actor=other, person=person, email="b@example.com")
    assert User.objects.get(id=clerk.user_id).email == ""
    entries = Entry.objects.filter(event="organization.email.set").order_by("sequence")
    assert [e.changes["email"] for e in entries] == [["", "a@example.com"], ["a@example.com", ""]]


def test_what_is_no_address_and_who_has_no_account() -> None:
    zone = a_zone()
    administrator = an_actor(zone, "system_administrator")
    with pytest.raises(InvalidInput):
        set_email(actor=administrator, person=Person.objects.get(id=administrator.person_id), email="x@")
    with pytest.raises(Refused):
        set_email(actor=administrator, person=a_person(zone), email="a@example.com")
