"""Say where somebody's e-mail goes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.organization.events import EmailSet
from guatu.organization.models import Person
from guatu.organization.policies import may_set_email


@use_case(may=may_set_email)
def set_email(*, actor: Actor, person: Person, email: str) -> None:
    """The address of the person's account; empty: no e-mail. It opens nothing: nobody signs in by it, and no password
    is sent to it. Nothing is recorded where nothing differs.

    Raises `InvalidInput` for what is no address, `Refused` where the person has no account.
    """
    user = person.user
    if user is None:
        raise Refused(_("%s has no account.") % person.name)
    email = email.strip()
    if email:
        try:
            User._meta.get_field("email").clean(email, None)
        except ValidationError as error:
            raise InvalidInput({"email": " ".join(error.messages)}) from error
    if email == user.email:
        return
    old, user.email = user.email, email
    user.save(update_fields=["email"])
    record(
        EmailSet(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        changes={"email": (old, email)},
    )
