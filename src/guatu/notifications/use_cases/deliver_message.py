"""Try to send one message to one receiver."""

from __future__ import annotations

from datetime import datetime

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.due import is_due
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.notifications.choices import LASTING_FAULTS, DeliveryKind, DeliveryState, SendFault
from guatu.notifications.composing import digest_mail, line_for_group, mail_about
from guatu.notifications.kinds import may_see_subject
from guatu.notifications.models import Channel, Delivery, Notification
from guatu.notifications.policies import may_deliver
from guatu.notifications.rules import LONGEST_WAIT, USUAL_QUIET, first_moment_allowed, pause_after
from guatu.notifications.selectors import OPEN, not_yet_mailed, preferences_of
from guatu.notifications.senders import NotSent
from guatu.notifications.senders.mail import send_mail
from guatu.notifications.senders.webhooks import send_to_group
from guatu.organization.models import Person
from guatu.organization.powers import actors_for


@use_case(may=may_deliver)
def deliver_message(*, actor: Actor, delivery: Delivery) -> Delivery | None:
    """Send it if it is due, and keep how that went: sent, or failed until the next attempt, or given up.

    Two workers never send the same message at once. The message leaves within the transaction that marks it sent: a
    worker that dies in between leaves it waiting, and it is sent again, so that a crash may tell one receiver twice,
    and never loses a message. Whether the receiver may see what it is about is asked again.

    Returns the delivery, or None where it was a digest for which nothing is left to tell: that one is taken away.
    """
    one_at_a_time("deliver_message", delivery.zone_id, delivery.id)
    found = (
        Delivery.objects.select_related("person__user", "channel", "notification")
        .filter(zone_id=delivery.zone_id, id=delivery.id)
        .first()
    )
    at = now()
    if found is None or found.state not in OPEN or not is_due(found.next_attempt_at, at, LONGEST_WAIT):
        return found
    zone = Zone.objects.get(id=found.zone_id)
    found.attempts += 1
    try:
        mailed = _send(found, zone)
    except NotSent as error:
        _put_off(found, error, at)
        return found
    if found.kind == DeliveryKind.DIGEST and not mailed:
        found.delete()
        return None
    Notification.objects.filter(zone_id=zone.id, id__in=[n.id for n in mailed]).update(mailed_at=at)
    found.state, found.sent_at, found.next_attempt_at = DeliveryState.SENT, at, None
    found.fault = found.fault_detail = ""
    found.save(update_fields=["state", "attempts", "sent_at", "next_attempt_at", "fault", "fault_detail"])
    return found


def _send(delivery: Delivery, zone: Zone) -> list[Notification]:
    """Send it; returns the notifications that were mailed. Raises `NotSent`."""
    try:
        if delivery.channel is not None:
            _send_to_group(delivery, delivery.channel)
            return []
        if delivery.person is None:
            raise NotSent(SendFault.NO_ADDRESS)
        return _send_mail(delivery, delivery.person, zone)
    except (KeyError, TypeError, ValueError) as error:
        # A text whose places and parameters do not fit: trying again is in vain, and others must not wait for it.
        raise NotSent(SendFault.BROKEN, type(error).__name__) from error


def _send_to_group(delivery: Delivery, channel: Channel) -> None:
    if not channel.enabled or channel.removed_at is not None:
        raise NotSent(SendFault.CHANNEL_GONE)
    mentioned = list(Person.objects.filter(zone_id=delivery.zone_id, id__in=delivery.mention))
    send_to_group(channel, line_for_group(delivery, mentioned))


def _send_mail(delivery: Delivery, person: Person, zone: Zone) -> list[Notification]:
    receiver = actors_for([person.id], zone).get(person.id)
    if receiver is None:
        raise NotSent(SendFault.NOT_VISIBLE)
    if person.user is None or not person.user.is_active or not person.user.email:
        raise NotSent(SendFault.NO_ADDRESS)
    preference = preferences_of(zone.id, [person.id])[person.id]
    notification = delivery.notification
    if notification is None:
        news = not_yet_mailed(receiver, preference)
        if news:
            send_mail(person.user.email, *digest_mail(news, person, preference, zone))
        return news
    if not may_see_subject(receiver, notification.subject_type, notification.subject_id):
        raise NotSent(SendFault.NOT_VISIBLE)
    send_mail(person.user.email, *mail_about(notification, person, preference, zone))
    return [notification]


def _put_off(delivery: Delivery, error: NotSent, at: datetime) -> None:
    """Until after a pause that grows with each attempt, and not within quiet hours; or give it up."""
    pause = None if error.fault in LASTING_FAULTS else pause_after(delivery.attempts)
    delivery.fault, delivery.fault_detail = error.fault, error.detail[:300]
    if pause is None:
        delivery.state, delivery.next_attempt_at = DeliveryState.GIVEN_UP, None
    else:
        quiet = USUAL_QUIET
        if delivery.person_id is not None:
            quiet = preferences_of(delivery.zone_id, [delivery.person_id])[delivery.person_id].quiet
        delivery.state = DeliveryState.FAILED
        delivery.next_attempt_at = first_moment_allowed(at + pause, quiet, urgent=delivery.is_urgent)
    delivery.save(update_fields=["state", "attempts", "next_attempt_at", "fault", "fault_detail"])
