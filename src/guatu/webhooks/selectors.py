"""Reading webhooks and what is on its way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.due import due_by
from guatu.core.errors import NotAllowed, NotFound
from guatu.core.events import known_events
from guatu.webhooks.choices import OPEN
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.policies import MANAGE, may_manage_webhooks
from guatu.webhooks.rules import LONGEST_WAIT

# Of whom nothing is told elsewhere: webhooks of themselves, and what concerns one person alone.
_NEVER = frozenset({"webhooks", "feeds", "notifications"})


def visible_webhooks(*, actor: Actor) -> QuerySet[Webhook]:
    """Those that were not removed. Raises `NotAllowed`."""
    if not may_manage_webhooks(actor):
        raise NotAllowed(MANAGE)
    return Webhook.objects.filter(zone_id=actor.zone_id, removed_at__isnull=True)


def with_last_delivery(webhooks: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """Prefetch each one's newest delivery, as `webhook.last` (a list of at most one; one further query)."""
    newer = WebhookDelivery.objects.filter(
        zone=OuterRef("zone"), webhook=OuterRef("webhook"), id__gt=OuterRef("pk")
    )
    newest = WebhookDelivery.objects.filter(~Exists(newer))
    return webhooks.prefetch_related(Prefetch("deliveries", queryset=newest, to_attr="last"))


def get_webhook(webhook_id: UUID, *, actor: Actor) -> Webhook:
    """Raises `NotFound`, also for whoever may see none."""
    found = _visible(actor).filter(id=webhook_id).first()
    if found is None:
        raise NotFound(_("There is no such webhook."))
    return found


def deliveries_of(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """The newest first."""
    return WebhookDelivery.objects.filter(zone_id=webhook.zone_id, webhook=webhook)


def _visible(actor: Actor) -> QuerySet[Webhook]:
    return visible_webhooks(actor=actor) if may_manage_webhooks(actor) else Webhook.objects.none()


def get_delivery(delivery_id: UUID, *, actor: Actor) -> WebhookDelivery:
    """Raises `NotFound`, also for whoever may see none."""
    found = (
        WebhookDelivery.objects.filter(zone_id=actor.zone_id, webhook__in=_visible(actor))
        .select_related("webhook")
        .filter(id=delivery_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such delivery."))
    return found


def due_deliveries(zone_id: UUID, moment: datetime) -> QuerySet[WebhookDelivery]:
    """What is to be tried by now, the longest due first."""
    due = due_by("next_attempt_at", moment, LONGEST_WAIT)
    return WebhookDelivery.objects.filter(due, zone_id=zone_id, state__in=OPEN).order_by(
        "next_attempt_at", "id"
    )


def events_offered() -> dict[str, list[str]]:
    """App → its events that a webhook may hear of, both in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_events()):
        app = name.partition(".")[0]
        if app not in _NEVER and known_events()[name].__module__.startswith("guatu."):
            found.setdefault(app, []).append(name)
    return found
