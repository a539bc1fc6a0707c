"""Unlock an account."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.organization.events import AccountUnlocked
from guatu.organization.models import Person
from guatu.organization.policies import may_manage_account
from guatu.organization.use_cases.reset_password import account_of


@use_case(may=may_manage_account)
def unlock_account(*, actor: Actor, person: Person, reason: str = "") -> None:
    """The password is the one it had. Raises `Refused` where the account is not locked."""
    user = account_of(person, actor=actor)
    if user.is_active:
        raise Refused(_("The account “%s” is not locked.") % user.username)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(
        AccountUnlocked(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        changes={"is_active": (False, True)},
        reason=reason,
    )
