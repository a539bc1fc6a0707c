"""Try to deliver one message to one webhook."""

from __future__ import annotations

from datetime import datetime

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.due import is_due
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.webhooks.choices import OPEN, WebhookFault, WebhookState
from guatu.webhooks.events import WebhookFailed
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.policies import may_deliver
from guatu.webhooks.rules import LONGEST_WAIT, pause_after, signature
from guatu.webhooks.sending import NotDelivered, Signed, post

_OUTCOME = ("state", "attempts", "fault", "detail", "next_attempt_at", "delivered_at")


@use_case(may=may_deliver)
def deliver_webhook(*, actor: Actor, delivery: WebhookDelivery) -> WebhookDelivery | None:
    """Send it if it is due, and keep how that went: delivered, or failed until the next attempt, or given up.

    Two workers never send the same message at once; a worker that dies on the way leaves it waiting, so that it may
    arrive twice, with the same id, and is never lost. Where one is given up and nothing else has arrived since it was
    written, or the receiver says that it is gone, the webhook is switched off, and the record says so.
    """
    one_at_a_time("deliver_webhook", delivery.zone_id, delivery.id)
    found = (
        WebhookDelivery.objects.filter(zone_id=delivery.zone_id, id=delivery.id)
        .select_related("webhook")
        .first()
    )
    at = now()
    if found is None or found.state not in OPEN or not is_due(found.next_attempt_at, at, LONGEST_WAIT):
        return found
    found.attempts += 1
    try:
        found.detail = _send(found, at)
    except NotDelivered as error:
        _put_off(found, error, at)
        return found
    found.state, found.delivered_at, found.next_attempt_at = WebhookState.DELIVERED, at, None
    found.fault = ""
    found.save(update_fields=_OUTCOME)
    return found


def _send(delivery: WebhookDelivery, at: datetime) -> str:
    """Raises `NotDelivered`."""
    webhook = delivery.webhook
    if not webhook.enabled or webhook.removed_at is not None or not webhook.secret:
        raise NotDelivered(WebhookFault.SWITCHED_OFF)
    body, stamp = delivery.body.encode(), int(at.timestamp())
    sign = signature(webhook.secret, delivery.message_id, stamp, body)
    return post(webhook.url, Signed(delivery.message_id, stamp, sign, body))


def _put_off(delivery: WebhookDelivery, error: NotDelivered, at: datetime) -> None:
    off = error.fault == WebhookFault.SWITCHED_OFF
    pause = None if off or error.gone else pause_after(delivery.attempts)
    delivery.fault, delivery.detail = error.fault, error.detail[:100]
    delivery.state = WebhookState.GIVEN_UP if pause is None else WebhookState.FAILED
    delivery.next_attempt_at = None if pause is None else at + pause
    delivery.save(update_fields=_OUTCOME)
    if pause is None and not off and (error.gone or not _has_arrived(delivery)):
        _switch_off(delivery.webhook, at, error)


def _has_arrived(delivery: WebhookDelivery) -> bool:
    """Whether anything has arrived there since the message was written."""
    return WebhookDelivery.objects.filter(
        zone_id=delivery.zone_id,
        webhook=delivery.webhook,
        delivered_at__gte=delivery.created_at,
    ).exists()


def _switch_off(webhook: Webhook, at: datetime, error: NotDelivered) -> None:
    changes = change(webhook, enabled=False, failed_at=at)
    record(
        WebhookFailed(zone_id=webhook.zone_id, webhook_id=webhook.id),
        subject=webhook,
        changes={"enabled": changes["enabled"]},
        reason=error.detail or str(error.fault.label),
    )
