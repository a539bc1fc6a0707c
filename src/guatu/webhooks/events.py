"""What can happen to webhooks. A message on its way is no event: it follows from one."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class WebhookEvent(Event):
    """Base of what happens to a webhook."""

    webhook_id: UUID


class WebhookAdded(WebhookEvent):
    name = "webhooks.webhook.added"
    sentence = _("added the webhook")


class WebhookEdited(WebhookEvent):
    name = "webhooks.webhook.edited"
    sentence = _("edited the webhook")


class WebhookSecretRenewed(WebhookEvent):
    name = "webhooks.secret.renewed"
    sentence = _("renewed the signing secret of the webhook")


class WebhookRemoved(WebhookEvent):
    name = "webhooks.webhook.removed"
    sentence = _("removed the webhook")


class WebhookFailed(WebhookEvent):
    name = "webhooks.webhook.failed"
    sentence = _("switched the webhook off, since nothing arrived there")
