"""Send a test message through a group robot, at once."""

from django.utils.translation import gettext_noop

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.notifications.choices import DeliveryKind, DeliveryState
from guatu.notifications.messages import Message
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.policies import may_manage_channel
from guatu.notifications.use_cases.deliver_message import deliver_message
from guatu.organization.powers import system_actor


@use_case(may=may_manage_channel)
def send_test_message(*, actor: Actor, channel: Channel) -> Delivery:
    """Whoever sets a robot up waits for the answer, so this is sent within the call, whatever the hour, and not tried
    again by itself. Returns the delivery, which says how it went."""
    zone = Zone.objects.get(id=channel.zone_id)
    text = Message(gettext_noop("A test message from Guatu, %(zone)s. It works."), {"zone": zone.name})
    delivery = Delivery.objects.create(
        zone_id=channel.zone_id,
        kind=DeliveryKind.ROBOT,
        channel=channel,
        text=text.as_json(),
        urgent=True,
        next_attempt_at=now(),
    )
    tried = deliver_message(actor=system_actor("messenger", zone), delivery=delivery)
    assert tried is not None  # noqa: S101 – only a digest may come to nothing
    if tried.state == DeliveryState.FAILED:
        tried.state, tried.next_attempt_at = DeliveryState.GIVEN_UP, None
        tried.save(update_fields=["state", "next_attempt_at"])
    return tried
