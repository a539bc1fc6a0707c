"""Try a delivery again now."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import use_case
from guatu.notifications.choices import DeliveryState
from guatu.notifications.jobs import defer_deliveries
from guatu.notifications.models import Delivery
from guatu.notifications.policies import may_retry_delivery


@use_case(may=may_retry_delivery)
def retry_delivery(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Have a worker try it at once, as if for the first time: its pauses begin anew. Quiet hours do not hold it:
    somebody has asked. Raises `Refused` for what was sent, and for a group whose robot is no more."""
    if delivery.state == DeliveryState.SENT:
        raise Refused(_("This message was sent; sending it again would tell it twice."), code="sent")
    if not delivery.may_be_retried:
        raise Refused(_("This group robot is switched off or was removed."), code="channel_gone")
    delivery.state, delivery.attempts = DeliveryState.WAITING, 0
    delivery.next_attempt_at = now()
    delivery.save(update_fields=["state", "attempts", "next_attempt_at"])
    defer_deliveries(delivery.zone_id, [delivery.id])
    return delivery
