"""Put down that somebody signed in, was refused, signed out, or changed what they sign in with."""

from guatu.accounts.models import User
from guatu.accounts.sign_ins import Visit, What
from guatu.core.actor import Actor
from guatu.core.use_case import Subject, record, use_case
from guatu.organization.events import (
    FactorAdded,
    FactorRemoved,
    IdentityLinked,
    IdentityUnlinked,
    PasswordChanged,
    SignedIn,
    SignedOut,
    SignInEvent,
    SignInFailed,
)
from guatu.organization.models import Person
from guatu.organization.policies import may_record_session

_EVENTS: dict[str, type[SignInEvent]] = {
    "signed_in": SignedIn,
    "failed": SignInFailed,
    "signed_out": SignedOut,
    "password_changed": PasswordChanged,
    "factor_added": FactorAdded,
    "factor_removed": FactorRemoved,
    "linked": IdentityLinked,
    "unlinked": IdentityUnlinked,
}


@use_case(may=may_record_session)
def record_session(*, actor: Actor, person: Person, user: User, what: What, visit: Visit) -> None:
    """An entry about the account, not the person: whoever may see a person does not see their coming and going."""
    said = "fault" if what == "failed" else "way"
    changes = {"address": visit.address, "device": visit.device, said: visit.way.split()}
    record(
        _EVENTS[what](zone_id=person.zone_id, address=visit.address, device=visit.device, way=visit.way),
        subject=Subject(User._meta.label_lower, user.id, person.name),
        changes={name: (None, value) for name, value in changes.items()},
    )
