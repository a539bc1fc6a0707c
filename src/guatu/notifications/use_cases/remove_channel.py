"""Remove a group robot."""

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import change, record, use_case
from guatu.notifications.choices import DeliveryState, SendFault
from guatu.notifications.events import ChannelRemoved
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.policies import may_manage_channel
from guatu.notifications.selectors import OPEN
from guatu.notifications.use_cases.edit_channel import without_secrets


@use_case(may=may_manage_channel)
def remove_channel(*, actor: Actor, channel: Channel, reason: str = "") -> Channel:
    """Its keys are wiped, what was still on its way to the group is given up, what was sent stays on file."""
    if channel.removed_at is not None:
        return channel
    changes = change(channel, removed_at=now(), enabled=False, webhook="", secret="")
    Delivery.objects.filter(zone_id=channel.zone_id, channel=channel, state__in=OPEN).update(
        state=DeliveryState.GIVEN_UP, fault=SendFault.CHANNEL_GONE, next_attempt_at=None
    )
    record(
        ChannelRemoved(zone_id=channel.zone_id, channel_id=channel.id),
        subject=channel,
        changes=without_secrets(changes),
        reason=reason,
        about=(channel.unit_id,),
    )
    return channel
