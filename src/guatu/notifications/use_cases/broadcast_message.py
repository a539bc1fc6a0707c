"""Tell a group something through its robot."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import use_case
from guatu.core.zoned import ZonedModel
from guatu.notifications.choices import DeliveryKind
from guatu.notifications.jobs import defer_deliveries
from guatu.notifications.kinds import kind_named
from guatu.notifications.messages import Message
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.policies import may_broadcast
from guatu.notifications.rules import USUAL_QUIET, first_moment_allowed


@use_case(may=may_broadcast)
def broadcast_message(
    *,
    actor: Actor,
    channel: Channel,
    kind: str,
    text: Message,
    about: ZonedModel | None,
    url: str,
    confidential: bool = True,
    mention: Collection[UUID] = (),
    urgent: bool = False,
    dedup_key: str = "",
) -> Delivery | None:
    """Have the robot say `text` in its group, with a link to the page at `url`, inside the caller's transaction.

    Who is in the group nobody here knows. So unless the caller says that the matter is not `confidential`, the group
    learns only that there is news of that kind, without names, and nobody is mentioned. `mention` has ids of persons:
    WeCom and DingTalk ring them by their telephone number, Feishu shows their names.

    Waits for the end of the quiet hours (22:00–07:00) unless `urgent`. With a `dedup_key` the group is told once;
    returns None where it had been told, or where the robot is switched off. Raises `LookupError` for a kind that is
    not registered.

    What follows from an act of somebody who may not broadcast is told by `system_actor("messenger", zone)`.
    """
    kind_named(kind)
    if not channel.enabled or channel.removed_at is not None:
        return None
    at = now()
    delivery = Delivery(
        zone_id=actor.zone_id,
        kind=DeliveryKind.ROBOT,
        channel=channel,
        news=kind,
        text={} if confidential else text.as_json(),
        url=url,
        mention=[] if confidential else list(dict.fromkeys(mention)),
        urgent=urgent,
        dedup_key=dedup_key,
        created_at=at,
        next_attempt_at=first_moment_allowed(at, USUAL_QUIET, urgent=urgent),
    )
    Delivery.objects.bulk_create([delivery], ignore_conflicts=bool(dedup_key))
    if dedup_key and not Delivery.objects.filter(zone_id=actor.zone_id, id=delivery.id).exists():
        return None
    if delivery.next_attempt_at == at:
        defer_deliveries(actor.zone_id, [delivery.id])
    return delivery
