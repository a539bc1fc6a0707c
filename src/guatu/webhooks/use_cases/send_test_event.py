"""Send a test message to a webhook, at once."""

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.organization.powers import system_actor
from guatu.webhooks.choices import WebhookState
from guatu.webhooks.composing import TEST, message
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.policies import may_manage_webhook
from guatu.webhooks.use_cases.deliver_webhook import deliver_webhook


@use_case(may=may_manage_webhook)
def send_test_event(*, actor: Actor, webhook: Webhook) -> WebhookDelivery:
    """Whoever sets a webhook up waits for the answer, so this is sent within the call and not tried again by itself.
    Returns the delivery, which says how it went."""
    zone = Zone.objects.get(id=webhook.zone_id)
    delivery = WebhookDelivery.objects.create(
        zone_id=zone.id,
        webhook=webhook,
        event=TEST,
        body=message(TEST, {"zone": zone.code}),
        next_attempt_at=now(),
    )
    tried = deliver_webhook(actor=system_actor("webhooks", zone), delivery=delivery) or delivery
    if tried.state == WebhookState.FAILED:
        tried.state, tried.next_attempt_at = WebhookState.GIVEN_UP, None
        tried.save(update_fields=["state", "next_attempt_at"])
    return tried
