"""Asking the queue for work, inside the current transaction: the job exists only if it commits."""

from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

from guatu.core.request_ids import current_request_id

# So many messages a job: one that dies leaves few for the clock to pick up.
_AT_ONCE = 20


def defer_webhooks(zone_id: UUID, delivery_ids: Sequence[UUID]) -> None:
    """Have those messages tried as soon as a worker is free."""
    origin = {"request_id": current_request_id()} if current_request_id() else {}
    for start in range(0, len(delivery_ids), _AT_ONCE):
        app.configure_task("guatu.webhooks.tasks.deliver_messages").defer(
            zone_id=str(zone_id),
            delivery_ids=[str(i) for i in delivery_ids[start : start + _AT_ONCE]],
            **origin,
        )
