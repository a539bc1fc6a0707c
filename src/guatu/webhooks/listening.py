"""Hearing of entries as they are written, and writing a message for each webhook that is to hear of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.webhooks.composing import MANY, about_entry, about_many
from guatu.webhooks.jobs import defer_webhooks
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.rules import hears

# More entries in one change than this are told of as one.
MOST = 100


def hear(zone_id: UUID, entries: Sequence[Mapping[str, Any]]) -> None:
    """Called inside the transaction: the messages and the job exist only if it commits. One query where nobody is to
    hear of anything. A change in which a confidential matter takes part is told to nobody."""
    webhooks = list(Webhook.objects.filter(zone_id=zone_id, enabled=True, removed_at__isnull=True))
    wanted = [(w, [e for e in entries if hears(w.events, e["event"])]) for w in webhooks]
    wanted = [(webhook, heard) for webhook, heard in wanted if heard]
    if not wanted or _is_confidential(zone_id, entries):
        return
    code = Zone.objects.values_list("code", flat=True).get(id=zone_id)
    at = now()
    messages = []
    for webhook, heard in wanted:
        if len(heard) > MOST:
            texts = [(MANY, about_many(heard, code))]
        else:
            texts = [(entry["event"], about_entry(entry, code)) for entry in heard]
        messages += [
            WebhookDelivery(zone_id=zone_id, webhook=webhook, event=event, body=body, next_attempt_at=at)
            for event, body in texts
        ]
    WebhookDelivery.objects.bulk_create(messages)
    defer_webhooks(zone_id, [m.id for m in messages])


def _is_confidential(zone_id: UUID, entries: Sequence[Mapping[str, Any]]) -> bool:
    ids = {i for entry in entries for i in entry["about"]}
    return (
        Matter.objects.filter(zone_id=zone_id, id__in=ids, is_confidential=True).exists()
        or MatterMove.objects.filter(zone_id=zone_id, id__in=ids, matter__is_confidential=True).exists()
    )
