"""Deliver a message again, with the id that it had."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import use_case
from guatu.webhooks.choices import WebhookState
from guatu.webhooks.jobs import defer_webhooks
from guatu.webhooks.models import WebhookDelivery
from guatu.webhooks.policies import may_redeliver


@use_case(may=may_redeliver)
def redeliver_webhook(*, actor: Actor, delivery: WebhookDelivery) -> WebhookDelivery:
    """Have a worker send it at once, as if for the first time. A receiver that has it knows it by its id. Raises
    `Refused` where the webhook is switched off."""
    if not delivery.webhook.enabled or delivery.webhook.removed_at is not None:
        raise Refused(_("The webhook is switched off or was removed."), code="switched_off")
    delivery.state, delivery.attempts, delivery.next_attempt_at = WebhookState.WAITING, 0, now()
    delivery.fault = delivery.detail = ""
    delivery.save(update_fields=["state", "attempts", "next_attempt_at", "fault", "detail"])
    defer_webhooks(delivery.zone_id, [delivery.id])
    return delivery
