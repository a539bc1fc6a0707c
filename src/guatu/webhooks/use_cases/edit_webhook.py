"""Change a webhook, or switch it off and on."""

from __future__ import annotations

from collections.abc import Collection

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.webhooks.events import WebhookEdited
from guatu.webhooks.models import Webhook
from guatu.webhooks.policies import may_manage_webhook
from guatu.webhooks.use_cases.add_webhook import shown, webhook_faults


@use_case(may=may_manage_webhook)
def edit_webhook(
    *, actor: Actor, webhook: Webhook, name: str, url: str, events: Collection[str], enabled: bool
) -> Webhook:
    """Switched on again, it is as if it had never failed. Raises `InvalidInput`, `StaleVersion`."""
    name, url, chosen = name.strip(), url.strip(), sorted(set(events))
    faults = webhook_faults(actor, name=name, url=url, events=chosen, webhook=webhook)
    if faults:
        raise InvalidInput(faults)
    values = {"name": name, "url": url, "events": chosen, "enabled": enabled}
    if enabled:
        values["failed_at"] = None
    changes = change(webhook, **values)
    if "url" in changes:
        changes["url"] = (shown(changes["url"][0]), shown(changes["url"][1]))
    if changes:
        record(
            WebhookEdited(zone_id=webhook.zone_id, webhook_id=webhook.id), subject=webhook, changes=changes
        )
    return webhook
