"""Who keeps webhooks, and who sends."""

from guatu.core.actor import Actor
from guatu.webhooks.models import Webhook, WebhookDelivery

MANAGE = "webhooks.manage_webhooks"
DELIVER = "webhooks.deliver_webhook"


def may_manage_webhooks(actor: Actor) -> bool:
    """Webhooks hear of the whole zone."""
    return actor.reach(MANAGE).whole_zone


def may_manage_webhook(actor: Actor, webhook: Webhook) -> bool:
    return actor.zone_id == webhook.zone_id and may_manage_webhooks(actor)


def may_redeliver(actor: Actor, delivery: WebhookDelivery) -> bool:
    return actor.zone_id == delivery.zone_id and may_manage_webhooks(actor)


def may_deliver(actor: Actor, delivery: WebhookDelivery) -> bool:
    return actor.zone_id == delivery.zone_id and actor.may(DELIVER)


def may_prune(actor: Actor) -> bool:
    return actor.may(DELIVER)
