"""Read one notification."""

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import use_case
from guatu.notifications.models import Notification
from guatu.notifications.policies import may_read_notification


@use_case(may=may_read_notification)
def read_notification(*, actor: Actor, notification: Notification) -> Notification:
    """Mark it read; the first reading counts."""
    if notification.read_at is None:
        notification.read_at = now()
        notification.save(update_fields=["read_at"])
    return notification
