"""Enter somebody in the register of persons."""

from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.events import PersonRegistered
from guatu.organization.models import Person
from guatu.organization.policies import may_register_person


@use_case(may=may_register_person)
def register_person(*, actor: Actor, name: str, mobile: str = "", user: User | None = None) -> Person:
    """A new person; two people may bear one name."""
    name = name.strip()
    if not name:
        raise InvalidInput({"name": _("A person needs a name.")})
    person = Person.objects.create(zone_id=actor.zone_id, name=name, mobile=mobile.strip(), user=user)
    record(
        PersonRegistered(zone_id=actor.zone_id, person_id=person.id),
        subject=person,
        changes={"name": (None, name)},
    )
    return person
