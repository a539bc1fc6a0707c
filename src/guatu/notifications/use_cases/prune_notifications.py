"""Take away old notifications that were read, and old deliveries that are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.notifications.choices import DeliveryState
from guatu.notifications.events import NotificationsPruned
from guatu.notifications.models import Delivery, Notification
from guatu.notifications.policies import may_prune_notifications
from guatu.notifications.rules import days_kept
from guatu.organization.selectors import root_unit

BATCH = 2000
_OVER = (DeliveryState.SENT, DeliveryState.GIVEN_UP)


@use_case(may=may_prune_notifications)
def prune_notifications(*, actor: Actor, now: datetime) -> int:
    """What is older than the days that the installation keeps it; at most one batch of each, says how many.

    What nobody has read stays, and so does what is still on its way.
    """
    oldest = now - timedelta(days=days_kept(settings.GUATU_NOTIFICATIONS_KEPT_DAYS))
    over = Delivery.objects.filter(zone_id=actor.zone_id, created_at__lt=oldest, state__in=_OVER)
    waiting = Delivery.objects.filter(zone_id=actor.zone_id, notification__isnull=False).exclude(
        state__in=_OVER
    )
    read = Notification.objects.filter(
        zone_id=actor.zone_id, created_at__lt=oldest, read_at__lt=oldest
    ).exclude(id__in=waiting.values("notification_id"))
    deliveries, notifications = _take(over), _take(read)
    if deliveries or notifications:
        record(
            NotificationsPruned(
                zone_id=actor.zone_id,
                before=oldest.date(),
                notifications=notifications,
                deliveries=deliveries,
            ),
            subject=root_unit(actor.zone_id),
        )
    return deliveries + notifications


def _take(rows: QuerySet[Delivery] | QuerySet[Notification]) -> int:
    ids = list(rows.order_by("created_at").values_list("id", flat=True)[:BATCH])
    if ids:
        rows.filter(id__in=ids).delete()
    return len(ids)
