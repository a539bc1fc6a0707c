"""Add somebody to speak to at an enterprise."""

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.enterprises.contact_fields import checked_contact
from guatu.enterprises.events import ContactAdded
from guatu.enterprises.models.enterprise import Contact, Enterprise
from guatu.enterprises.policies import may_manage_contacts


@use_case(may=may_manage_contacts)
def add_contact(
    *, actor: Actor, enterprise: Enterprise, name: str, role: str = "", phone: str = ""
) -> Contact:
    """The record says that there is a contact, not the telephone number. Raises `InvalidInput`."""
    values = checked_contact(name, role, phone)
    contact = Contact.objects.create(zone_id=enterprise.zone_id, enterprise=enterprise, **values)
    record(
        ContactAdded(zone_id=enterprise.zone_id, enterprise_id=enterprise.id),
        subject=contact,
        changes={"role": (None, values["role"])},
        about=(enterprise.id,),
    )
    return contact
