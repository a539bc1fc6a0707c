"""Remove a contact: personal data that nobody needs any more goes."""

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.enterprises.events import ContactRemoved
from guatu.enterprises.models.enterprise import Contact
from guatu.enterprises.use_cases.edit_contact import may_edit_contact


@use_case(may=may_edit_contact)
def remove_contact(*, actor: Actor, contact: Contact) -> None:
    record(
        ContactRemoved(zone_id=contact.zone_id, enterprise_id=contact.enterprise_id),
        subject=contact,
        about=(contact.enterprise_id,),
    )
    Contact.objects.filter(zone_id=contact.zone_id, id=contact.id).delete()
