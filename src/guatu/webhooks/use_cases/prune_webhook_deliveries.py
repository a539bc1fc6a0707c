"""Take away messages that are long over."""

from datetime import datetime, timedelta

from django.conf import settings

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.notifications.rules import days_kept
from guatu.webhooks.choices import OPEN
from guatu.webhooks.models import WebhookDelivery
from guatu.webhooks.policies import may_prune

_BATCH = 5000


@use_case(may=may_prune)
def prune_webhook_deliveries(*, actor: Actor, now: datetime) -> int:
    """As long as notifications are kept; says how many went. What it told stays in the record."""
    oldest = now - timedelta(days=days_kept(settings.GUATU_NOTIFICATIONS_KEPT_DAYS))
    over = WebhookDelivery.objects.filter(zone_id=actor.zone_id, created_at__lt=oldest).exclude(
        state__in=OPEN
    )
    ids = list(over.order_by("created_at").values_list("id", flat=True)[:_BATCH])
    WebhookDelivery.objects.filter(zone_id=actor.zone_id, id__in=ids).delete()
    return len(ids)
