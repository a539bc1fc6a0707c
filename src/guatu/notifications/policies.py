"""Who may tell, who may read, and who keeps the group robots."""

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel
from guatu.notifications.models import Channel, Delivery, Notification
from guatu.organization.models import Person, Unit

CHANNELS = "notifications.manage_channels"
DELIVERIES = "notifications.view_delivery"
BROADCAST = "notifications.broadcast_message"
DELIVER = "notifications.deliver_message"
DIGEST = "notifications.send_digest"
PRUNE = "notifications.prune_notifications"


def may_notify_people(actor: Actor, about: ZonedModel | None) -> bool:
    """Telling is no power of its own: it follows from an act that was allowed. What it is about stays in its zone."""
    return about is None or about.zone_id == actor.zone_id


def may_broadcast(actor: Actor, channel: Channel, about: ZonedModel | None) -> bool:
    return (
        actor.zone_id == channel.zone_id
        and (about is None or about.zone_id == actor.zone_id)
        and actor.may(BROADCAST, channel.unit_id)
    )


def may_announce(actor: Actor, channel: Channel) -> bool:
    return may_broadcast(actor, channel, None)


def may_read_notification(actor: Actor, notification: Notification) -> bool:
    return is_oneself(actor, notification.zone_id, notification.receiver_id)


def may_read_all(actor: Actor) -> bool:
    return actor.person_id is not None


def may_save_preferences(actor: Actor, person: Person) -> bool:
    """How somebody wants to be told is theirs alone to say."""
    return is_oneself(actor, person.zone_id, person.id)


def is_oneself(actor: Actor, zone_id: object, person_id: object) -> bool:
    return actor.person_id is not None and (actor.zone_id, actor.person_id) == (zone_id, person_id)


def may_add_channel(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(CHANNELS, unit.id)


def may_manage_channel(actor: Actor, channel: Channel) -> bool:
    return actor.zone_id == channel.zone_id and actor.may(CHANNELS, channel.unit_id)


def may_edit_channel(actor: Actor, channel: Channel, unit: Unit) -> bool:
    """From one unit to another: both lie within reach."""
    return may_manage_channel(actor, channel) and may_add_channel(actor, unit)


def may_retry_delivery(actor: Actor, delivery: Delivery) -> bool:
    """A person's mail belongs to the zone, a group's message to the group's unit."""
    unit_id = delivery.channel.unit_id if delivery.channel else None
    return actor.zone_id == delivery.zone_id and actor.reach(DELIVERIES).covers(unit_id)


def may_deliver(actor: Actor, delivery: Delivery) -> bool:
    return actor.zone_id == delivery.zone_id and actor.may(DELIVER)


def may_send_digest(actor: Actor, person: Person) -> bool:
    return actor.zone_id == person.zone_id and actor.may(DIGEST)


def may_prune_notifications(actor: Actor) -> bool:
    return actor.reach(PRUNE).whole_zone
