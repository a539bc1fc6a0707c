"""Hand what somebody answers for over to somebody else."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.organization.duties import Duty, open_duties, provider_named
from guatu.organization.models import Appointment, Person
from guatu.organization.policies import may_hand_over_duties
from guatu.organization.powers import held_on


@use_case(may=may_hand_over_duties)
def hand_over_duties(
    *, actor: Actor, person: Person, keys: Collection[str], to: Person, on: date, reason: str = ""
) -> list[Duty]:
    """`to` answers for the duties named by `keys` (`Duty.key`) from `on` on: all of them, or none.

    Returns what was handed over. Each goes through its own app's use case, which records it. Raises `InvalidInput`
    for a key that is not an open duty of `person`, or a receiver who holds no post on that day.
    """
    faults: dict[str, str] = {}
    if to.id == person.id:
        faults["to"] = _("%s answers for these already.") % to.name
    elif not Appointment.objects.filter(held_on(on), zone_id=to.zone_id, person=to).exists():
        faults["to"] = _("%s holds no post on that day.") % to.name
    if not keys:
        faults["duties"] = _("Choose at least one duty.")
    known = {duty.key: duty for duty in open_duties(actor=actor, person_ids=[person.id])}
    if set(keys) - set(known):
        faults["duties"] = _("Some of these duties are no longer %s’s. Look at the list again.") % person.name
    if faults:
        raise InvalidInput(faults)
    handed = [known[key] for key in known if key in set(keys)]
    for duty in handed:
        provider = provider_named(duty.provider)
        if provider is not None:
            provider.hand_over(duty.id, actor=actor, to=to, on=on, reason=reason)
    return handed
