"""Add a group robot."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.notifications.choices import ChannelKind
from guatu.notifications.events import ChannelAdded
from guatu.notifications.masking import masked
from guatu.notifications.models import Channel
from guatu.notifications.policies import may_add_channel
from guatu.notifications.senders.webhooks import address_is_known
from guatu.organization.models import Unit


@use_case(may=may_add_channel)
def add_channel(
    *, actor: Actor, unit: Unit, kind: str, name: str, webhook: str, secret: str = "", enabled: bool = True
) -> Channel:
    """A robot of a chat group of `unit`, by the webhook that its app shows.

    The record keeps the address masked and of the signing secret only that there is one. Raises `InvalidInput` for a
    name missing or taken, a closed unit, and an address that is none of that kind of robot.
    """
    name, webhook, secret = name.strip(), webhook.strip(), secret.strip()
    faults = channel_faults(unit, kind=kind, name=name, webhook=webhook, secret=secret)
    if faults:
        raise InvalidInput(faults)
    channel = Channel.objects.create(
        zone_id=actor.zone_id,
        unit=unit,
        kind=kind,
        name=name,
        webhook=webhook,
        secret=secret,
        enabled=enabled,
    )
    record(
        ChannelAdded(zone_id=actor.zone_id, channel_id=channel.id),
        subject=channel,
        changes={
            "name": (None, name),
            "kind": (None, str(kind)),
            "unit": (None, unit.name),
            "webhook": (None, masked(webhook)),
            "enabled": (None, enabled),
        },
        about=(unit.id,),
    )
    return channel


def channel_faults(
    unit: Unit, *, kind: str, name: str, webhook: str, secret: str, channel: Channel | None = None
) -> dict[str, str]:
    """What is wrong with a robot's particulars; `channel` is left out of the comparison of names."""
    faults = {}
    others = Channel.objects.filter(zone_id=unit.zone_id, name=name, removed_at__isnull=True)
    if channel is not None:
        others = others.exclude(id=channel.id)
    if not name:
        faults["name"] = _("A group robot needs a name, such as that of its group.")
    elif others.exists():
        faults["name"] = _("There is a group robot of that name already.")
    if unit.closed_on is not None:
        faults["unit"] = _("“%s” has been closed.") % unit.name
    if kind not in ChannelKind.values:
        faults["kind"] = _("There is no such choice.")
    elif not address_is_known(ChannelKind(kind), webhook):
        faults["webhook"] = _(
            "This is no webhook of %(kind)s. Copy the whole address from the robot's settings in the group."
        ) % {"kind": ChannelKind(kind).label}
    elif kind == ChannelKind.WECOM and secret:
        faults["secret"] = _("Robots of WeCom sign nothing; leave it empty.")
    return faults
