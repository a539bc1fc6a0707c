"""Read everything that was told so far."""

from datetime import datetime

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import use_case
from guatu.notifications.models import Notification
from guatu.notifications.policies import may_read_all


@use_case(may=may_read_all)
def read_all_notifications(*, actor: Actor, until: datetime | None = None) -> int:
    """Mark read what the actor was told up to `until` (now where none is given), and say how many that were.

    `until` is when the list was drawn, so that what came after it is not marked read unseen.
    """
    return Notification.objects.filter(
        zone_id=actor.zone_id,
        receiver_id=actor.person_id,
        read_at__isnull=True,
        created_at__lte=until or now(),
    ).update(read_at=now())
