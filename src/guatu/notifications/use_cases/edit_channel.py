"""Change a group robot."""

from __future__ import annotations

from typing import Any

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.notifications.events import ChannelEdited
from guatu.notifications.masking import masked
from guatu.notifications.models import Channel
from guatu.notifications.policies import may_edit_channel
from guatu.notifications.use_cases.add_channel import channel_faults
from guatu.organization.models import Unit

_HIDDEN = "····"


@use_case(may=may_edit_channel)
def edit_channel(
    *,
    actor: Actor,
    channel: Channel,
    unit: Unit,
    name: str,
    webhook: str | None = None,
    secret: str | None = None,
    enabled: bool = True,
) -> Channel:
    """Bring the robot to these values; nothing is recorded where nothing differs. Its kind stays.

    `webhook` and `secret` stay as they are where None is given: no page shows them, so none can send them back. An
    empty secret takes it away. Raises `InvalidInput` like `add_channel`.
    """
    values: dict[str, Any] = {
        "unit": unit,
        "name": name.strip(),
        "enabled": enabled,
        "webhook": channel.webhook if webhook is None else webhook.strip(),
        "secret": channel.secret if secret is None else secret.strip(),
    }
    checked = {k: values[k] for k in ("name", "webhook", "secret")}
    faults = channel_faults(unit, kind=channel.kind, channel=channel, **checked)
    if faults:
        raise InvalidInput(faults)
    changes = change(channel, **values)
    if changes:
        record(
            ChannelEdited(zone_id=actor.zone_id, channel_id=channel.id),
            subject=channel,
            changes=without_secrets(changes),
            about=(unit.id,),
        )
    return channel


def without_secrets(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """That an address or a secret was changed is recorded, not to what."""
    shown = dict(changes)
    if "webhook" in shown:
        old, new = shown["webhook"]
        shown["webhook"] = (masked(old) if old else "", masked(new) if new else "")
    if "secret" in shown:
        old, new = shown["secret"]
        shown["secret"] = (_HIDDEN if old else "", f"{_HIDDEN} 2" if old and new else _HIDDEN if new else "")
    return shown
