"""Send somebody the digest of a day."""

from __future__ import annotations

from datetime import date

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.notifications.choices import DeliveryKind
from guatu.notifications.jobs import defer_deliveries
from guatu.notifications.models import Delivery
from guatu.notifications.policies import may_send_digest
from guatu.notifications.rules import first_moment_allowed
from guatu.notifications.selectors import not_yet_mailed, preferences_of
from guatu.organization.models import Person
from guatu.organization.powers import actors_for


@use_case(may=may_send_digest)
def send_digest(*, actor: Actor, person: Person, day: date) -> Delivery | None:
    """One e-mail with what `person` has not read and was not mailed yet; put together when it is sent.

    One a day: asked again for the same day, it does nothing. None where there is nothing to tell, where the person
    holds no post, or where the day's digest is on its way already.
    """
    receiver = actors_for([person.id], Zone.objects.get(id=person.zone_id)).get(person.id)
    if receiver is None:
        return None
    preference = preferences_of(person.zone_id, [person.id])[person.id]
    if not not_yet_mailed(receiver, preference):
        return None
    at = now()
    delivery = Delivery(
        zone_id=person.zone_id,
        kind=DeliveryKind.DIGEST,
        person=person,
        digest_day=day,
        created_at=at,
        next_attempt_at=first_moment_allowed(at, preference.quiet),
    )
    Delivery.objects.bulk_create([delivery], ignore_conflicts=True)
    if not Delivery.objects.filter(zone_id=person.zone_id, id=delivery.id).exists():
        return None
    if delivery.next_attempt_at == at:
        defer_deliveries(person.zone_id, [delivery.id])
    return delivery
