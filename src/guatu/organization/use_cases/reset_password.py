"""Give somebody a new one-time password."""

from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.accounts.passwords import one_time_password
from guatu.accounts.sessions import end_sessions
from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.core.walls import every_zone_open
from guatu.organization.events import PasswordReset
from guatu.organization.models import Person
from guatu.organization.policies import may_manage_account
from guatu.organization.use_cases.open_account import IssuedPassword


@use_case(may=may_manage_account)
def reset_password(*, actor: Actor, person: Person, reason: str = "") -> IssuedPassword:
    """The old password and every open session end at once; the new one must be changed at the next sign-in.

    Raises `Refused` where the person has no account, or one that is not the actor's to touch.
    """
    user = account_of(person, actor=actor)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    end_sessions(user)
    record(
        PasswordReset(zone_id=person.zone_id, person_id=person.id, username=user.username),
        subject=person,
        reason=reason,
    )
    return IssuedPassword(user, password)


def account_of(person: Person, *, actor: Actor) -> User:
    """The account of `person`, where `actor` may touch it.

    Raises `Refused` where there is none, where it is the actor's own, and where it also serves another zone: whose
    administrator could otherwise act in this one, and the other way round. The console may touch those.
    """
    user = person.user
    if user is None:
        raise Refused(_("%s has no account.") % person.name)
    if actor.user_id == user.id:
        raise Refused(_("This is your own account. Change its password and second factors under your name."))
    if actor.kind != "system" and _serves_another_zone(user, person):
        raise Refused(
            _(
                "The account of %s also serves another zone. Only the console of the installation may change it."
            )
            % person.name
        )
    return user


def _serves_another_zone(user: User, person: Person) -> bool:
    with every_zone_open("an account may serve another zone, of which nothing is told but that"):
        return Person.objects.filter(user=user).exclude(zone_id=person.zone_id).exists()
