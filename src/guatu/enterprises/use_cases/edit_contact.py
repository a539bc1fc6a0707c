"""Change a contact."""

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.contact_fields import checked_contact, hidden
from guatu.enterprises.events import ContactEdited
from guatu.enterprises.models.enterprise import Contact
from guatu.enterprises.policies import may_manage_contacts


def may_edit_contact(actor: Actor, contact: Contact) -> bool:
    return may_manage_contacts(actor, contact.enterprise)


@use_case(may=may_edit_contact)
def edit_contact(*, actor: Actor, contact: Contact, name: str, role: str = "", phone: str = "") -> Contact:
    """Raises `InvalidInput`, `StaleVersion`."""
    changes = change(contact, **checked_contact(name, role, phone))
    if changes:
        record(
            ContactEdited(zone_id=contact.zone_id, enterprise_id=contact.enterprise_id),
            subject=contact,
            changes=hidden(changes),
            about=(contact.enterprise_id,),
        )
    return contact
