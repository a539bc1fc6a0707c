"""Give a webhook a new signing secret; from now on messages are signed with it."""

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.webhooks.events import WebhookSecretRenewed
from guatu.webhooks.models import Webhook
from guatu.webhooks.policies import may_manage_webhook
from guatu.webhooks.rules import new_secret
from guatu.webhooks.use_cases.add_webhook import IssuedWebhook


@use_case(may=may_manage_webhook)
def renew_webhook_secret(*, actor: Actor, webhook: Webhook) -> IssuedWebhook:
    secret = new_secret()
    change(webhook, secret=secret)
    record(WebhookSecretRenewed(zone_id=webhook.zone_id, webhook_id=webhook.id), subject=webhook)
    return IssuedWebhook(webhook, secret)
