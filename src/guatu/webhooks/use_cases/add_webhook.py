"""Add a webhook: an address elsewhere that hears of events of the zone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.webhooks.events import WebhookAdded
from guatu.webhooks.models import Webhook
from guatu.webhooks.policies import may_manage_webhooks
from guatu.webhooks.rules import address_fault, new_secret
from guatu.webhooks.selectors import events_offered


@dataclass(frozen=True, slots=True)
class IssuedWebhook:
    """The webhook with its secret, which is told here and never again."""

    webhook: Webhook
    secret: str


@use_case(may=may_manage_webhooks)
def add_webhook(*, actor: Actor, name: str, url: str, events: Collection[str]) -> IssuedWebhook:
    """`events` are names of events, or of apps with all of their events. Raises `InvalidInput`."""
    name, url = name.strip(), url.strip()
    chosen = sorted(set(events))
    faults = webhook_faults(actor, name=name, url=url, events=chosen)
    if faults:
        raise InvalidInput(faults)
    secret = new_secret()
    webhook = Webhook.objects.create(zone_id=actor.zone_id, name=name, url=url, events=chosen, secret=secret)
    record(
        WebhookAdded(zone_id=actor.zone_id, webhook_id=webhook.id),
        subject=webhook,
        changes={"name": (None, name), "url": (None, shown(url)), "events": (None, chosen)},
    )
    return IssuedWebhook(webhook, secret)


def webhook_faults(
    actor: Actor, *, name: str, url: str, events: Collection[str], webhook: Webhook | None = None
) -> dict[str, str]:
    """What is wrong with a webhook's particulars; `webhook` is left out of the comparison of names."""
    faults = {}
    others = Webhook.objects.filter(zone_id=actor.zone_id, name=name, removed_at__isnull=True)
    if webhook is not None:
        others = others.exclude(id=webhook.id)
    if not name:
        faults["name"] = _("A webhook needs a name, such as that of the program that hears.")
    elif others.exists():
        faults["name"] = _("There is a webhook of that name already.")
    if address_fault(url, settings.GUATU_WEBHOOK_HOSTS):
        faults["url"] = _("An https address without a user name, please.")
    offered = events_offered()
    known = {*offered, *(event for names in offered.values() for event in names)}
    if not events:
        faults["events"] = _("Of which events is it to hear?")
    elif unknown := sorted(set(events) - known):
        faults["events"] = _("There is no event “%s”.") % unknown[0]
    return faults


def shown(url: str) -> str:
    """The address for the record: what follows a question mark may be a key."""
    path, mark, _query = url.partition("?")
    return path + ("?…" if mark else "")
