"""Change what the register says of a person."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.masks import masked_phone
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import PersonEdited
from guatu.organization.models import Person
from guatu.organization.policies import may_edit_person


@use_case(may=may_edit_person)
def edit_person(*, actor: Actor, person: Person, name: str, mobile: str = "", reason: str = "") -> Person:
    """Bring the entry to these values; nothing is recorded where nothing differs."""
    name = name.strip()
    if not name:
        raise InvalidInput({"name": _("A person needs a name.")})
    changes = change(person, name=name, mobile=mobile.strip())
    if "mobile" in changes:  # the record is for ever, and more people read it than need the number
        old, new = changes["mobile"]
        changes["mobile"] = masked_phone(old), masked_phone(new)
    if changes:
        record(
            PersonEdited(zone_id=person.zone_id, person_id=person.id),
            subject=person,
            changes=changes,
            reason=reason,
        )
    return person
