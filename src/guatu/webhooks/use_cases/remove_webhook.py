"""Remove a webhook; its history stays, its secret goes."""

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import change, record, use_case
from guatu.webhooks.events import WebhookRemoved
from guatu.webhooks.models import Webhook
from guatu.webhooks.policies import may_manage_webhook


@use_case(may=may_manage_webhook)
def remove_webhook(*, actor: Actor, webhook: Webhook, reason: str = "") -> Webhook:
    change(webhook, removed_at=now(), enabled=False, secret="")
    record(
        WebhookRemoved(zone_id=webhook.zone_id, webhook_id=webhook.id),
        subject=webhook,
        reason=reason.strip(),
    )
    return webhook
