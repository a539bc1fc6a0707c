"""Give somebody an account to sign in with."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.accounts.passwords import one_time_password
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import AccountOpened
from guatu.organization.models import Person
from guatu.organization.policies import may_manage_account


@dataclass(frozen=True, slots=True)
class IssuedPassword:
    """A one-time password, to be shown once and never stored in clear."""

    user: User
    password: str


@use_case(may=may_manage_account)
def open_account(*, actor: Actor, person: Person, username: str) -> IssuedPassword:
    """A new account for `person`, with a one-time password that must be changed at the first sign-in.

    Raises `InvalidInput` for a user name that is taken (upper and lower case count as the same) or cannot be one,
    `Refused` where the person has an account.
    """
    if person.user_id is not None:
        raise Refused(_("%s has an account already.") % person.name)
    username = username.strip()
    fault = username_fault(username)
    if fault:
        raise InvalidInput({"username": fault})
    password = one_time_password()
    user = User.objects.create_user(username, password, must_change_password=True)
    change(person, user=user)
    record(
        AccountOpened(zone_id=person.zone_id, person_id=person.id, username=username),
        subject=person,
        changes={"user": (None, username)},
    )
    return IssuedPassword(user, password)


def username_fault(username: str) -> str:
    """What is wrong with a new user name, or nothing."""
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as error:
        return " ".join(error.messages)
    if User.objects.filter(username__iexact=username).exists():
        return _("The user name “%s” is taken.") % username
    return ""
