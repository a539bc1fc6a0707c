"""Remove somebody's second factors, for whoever has lost the telephone or the key."""

from django.utils.translation import gettext as _

from guatu.accounts.second_factors import remove_second_factors as remove_all
from guatu.accounts.sessions import end_sessions
from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.organization.events import SecondFactorsRemoved
from guatu.organization.models import Person
from guatu.organization.policies import may_manage_account
from guatu.organization.use_cases.reset_password import account_of


@use_case(may=may_manage_account)
def remove_second_factors(*, actor: Actor, person: Person, reason: str = "") -> None:
    """From then on the password alone is asked, unless a role asks for more; open sessions end.

    Raises `Refused` where there are none.
    """
    user = account_of(person, actor=actor)
    if not remove_all(user):
        raise Refused(_("The account “%s” has no second factors.") % user.username)
    end_sessions(user)
    record(
        SecondFactorsRemoved(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        reason=reason,
    )
