"""Lock an account: nobody signs in with it, and open sessions end."""

from django.utils.translation import gettext as _

from guatu.accounts.sessions import end_sessions
from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.organization.events import AccountLocked
from guatu.organization.models import Person
from guatu.organization.policies import may_manage_account
from guatu.organization.use_cases.reset_password import account_of


@use_case(may=may_manage_account)
def lock_account(*, actor: Actor, person: Person, reason: str = "") -> None:
    """Takes effect with the next request of whoever is signed in. Raises `Refused` where it is locked already."""
    user = account_of(person, actor=actor)
    if not user.is_active:
        raise Refused(_("The account “%s” is locked already.") % user.username)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    record(
        AccountLocked(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        changes={"is_active": (True, False)},
        reason=reason,
    )
