"""What happens by itself: messages go out, are tried again, and old ones go."""

from __future__ import annotations

import time
from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.walls import zone_open
from guatu.organization.powers import system_actor
from guatu.webhooks.models import WebhookDelivery
from guatu.webhooks.selectors import due_deliveries
from guatu.webhooks.use_cases.deliver_webhook import deliver_webhook
from guatu.webhooks.use_cases.prune_webhook_deliveries import prune_webhook_deliveries

# A job ends after so many seconds, so that one slow receiver keeps nothing else waiting.
_PATIENCE = 30.0
_AT_ONCE = 200


@app.task
def deliver_messages(zone_id: str, delivery_ids: list[str], request_id: str = "") -> None:
    """Try those messages: deferred by whoever wrote them, in the same transaction. The log reads `request_id`."""
    zone = Zone.objects.filter(id=zone_id).first()
    if zone is not None:
        deliver_each(zone, [UUID(i) for i in delivery_ids])


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliver_due_webhooks", lock="deliver_due_webhooks")
def deliver_due_messages(timestamp: int) -> None:
    """Every minute: what waited for the end of a pause, and what a worker left behind."""
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            ids = list(due_deliveries(zone.id, now()).values_list("id", flat=True)[:_AT_ONCE])
        deliver_each(zone, ids)


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="prune_webhooks", lock="prune_webhooks")
def prune_messages(timestamp: int) -> None:
    """Every night: what is long over goes."""
    for zone in Zone.objects.order_by("code"):
        prune_webhook_deliveries(actor=system_actor("webhooks", zone), now=now())


def deliver_each(zone: Zone, delivery_ids: Sequence[UUID]) -> None:
    """Each in a transaction of its own, so that none falls with another. Safe to run twice."""
    actor, end = system_actor("webhooks", zone), time.monotonic() + _PATIENCE
    with zone_open(zone.id):
        for delivery_id in delivery_ids:
            if time.monotonic() > end:
                return
            delivery = WebhookDelivery.objects.filter(zone_id=zone.id, id=delivery_id).first()
            if delivery is not None:
                deliver_webhook(actor=actor, delivery=delivery)
