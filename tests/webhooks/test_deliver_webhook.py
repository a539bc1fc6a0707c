"""From an event to the receiver: signed, tried again with the same id, given up, switched off; what is never told."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at, now
from guatu.core.errors import Refused
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.organization.powers import system_actor
from guatu.projects.use_cases.publish_project import publish_project
from guatu.webhooks import listening
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.rules import PAUSES
from guatu.webhooks.tasks import deliver_due_messages, deliver_messages
from guatu.webhooks.use_cases.add_webhook import add_webhook
from guatu.webhooks.use_cases.deliver_webhook import deliver_webhook
from guatu.webhooks.use_cases.edit_webhook import edit_webhook
from guatu.webhooks.use_cases.prune_webhook_deliveries import prune_webhook_deliveries
from guatu.webhooks.use_cases.redeliver_webhook import redeliver_webhook
from guatu.webhooks.use_cases.remove_webhook import remove_webhook
from guatu.webhooks.use_cases.renew_webhook_secret import renew_webhook_secret
from guatu.webhooks.use_cases.send_test_event import send_test_event
from tests.matters.matter_builders import Cast, a_matter
from tests.projects.progress_builders import a_project
from tests.webhooks.receiver import Receiver


def work(cast: Cast) -> None:
    """Do what was deferred, as a worker would."""
    for job in ProcrastinateJob.objects.filter(task_name="guatu.webhooks.tasks.deliver_messages"):
        deliver_messages(**job.args)
    deliver_due_messages(0)


def only() -> WebhookDelivery:
    return WebhookDelivery.objects.select_related("webhook").get()


def test_an_event_arrives_signed_and_without_words(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    matter = a_matter(cast, title="门前道路积水")
    work(cast)
    entry = Entry.objects.get(event="matters.matter.raised")
    ((message_id, right, body),) = receiver.heard
    assert (message_id, right) == (only().message_id, True)
    assert body == {
        "type": "matters.matter.raised",
        "timestamp": entry.at.isoformat(timespec="milliseconds"),
        "data": {
            "zone": "TZ",
            "sequence": entry.sequence,
            "actor": "person",
            "subject": {"type": "matters.matter", "id": str(matter.id)},
            "about": [str(i) for i in entry.about],
        },
    }
    assert "积水" not in json.dumps(body, ensure_ascii=False)
    assert (only().state, only().detail, only().attempts) == ("delivered", "HTTP 204", 1)
    assert first_break(cast.zone.id) is None


def test_nothing_of_what_was_not_chosen(cast: Cast, webhook: Webhook) -> None:
    publish_project(actor=cast.office, project=a_project(cast.zone, cast.park))
    assert not WebhookDelivery.objects.exists()


def test_nothing_of_confidential_matters(cast: Cast, webhook: Webhook) -> None:
    matter = a_matter(cast, "tip", is_confidential=True)
    assert matter.is_confidential
    comment_on_matter(actor=cast.office, matter=matter, text="x")
    assert not WebhookDelivery.objects.exists()


def test_a_change_that_is_rolled_back_tells_nothing(
    cast: Cast, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("guatu.audit.recorder._wake_watchers", fail)
    with pytest.raises(RuntimeError):
        a_matter(cast)
    assert not WebhookDelivery.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_very_many_are_told_as_one(
    cast: Cast, webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "MOST", 0)
    a_matter(cast)
    work(cast)
    ((_id, _right, body),) = receiver.heard
    assert body["type"] == "guatu.many"
    assert body["data"]["events"] == {"matters.matter.raised": 1}


def test_tried_again_with_the_same_id_until_it_arrives(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.status = 503
    start = now()
    with frozen_at(start):
        a_matter(cast)
        work(cast)
        assert (only().state, only().fault, only().detail) == ("failed", "refused", "HTTP 503")
        deliver_due_messages(0)
    assert len(receiver.heard) == 1
    with frozen_at(start + PAUSES[0]):
        deliver_due_messages(0)
    assert only().next_attempt_at == start + PAUSES[0] + PAUSES[1]
    receiver.status = 200
    with frozen_at(start + PAUSES[0] + PAUSES[1]):
        deliver_due_messages(0)
        deliver_due_messages(0)
    assert (only().state, only().attempts, only().fault) == ("delivered", 3, "")
    ids, rights = {h[0] for h in receiver.heard}, {h[1] for h in receiver.heard}
    assert (len(receiver.heard), len(ids), rights) == (3, 1, {True})
    assert receiver.stamps == sorted(set(receiver.stamps))


def _until_given_up(cast: Cast) -> None:
    moment = now()
    for pause in (timedelta(), *PAUSES):
        moment += pause
        with frozen_at(moment):
            deliver_due_messages(0)


def test_given_up_and_switched_off_when_nothing_arrives(
    cast: Cast, keeper: Actor, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.status = 500
    a_matter(cast)
    _until_given_up(cast)
    assert (only().state, only().attempts) == ("given_up", len(PAUSES) + 1)
    webhook.refresh_from_db()
    assert (webhook.enabled, webhook.failed_at is not None) == (False, True)
    entry = Entry.objects.get(event="webhooks.webhook.failed")
    assert (entry.actor_kind, entry.reason) == ("system", "HTTP 500")
    with pytest.raises(Refused):
        redeliver_webhook(actor=keeper, delivery=only())
    values = {"name": webhook.name, "url": webhook.url, "events": webhook.events}
    edit_webhook(actor=keeper, webhook=webhook, enabled=True, **values)
    receiver.status = 204
    redeliver_webhook(actor=keeper, delivery=only())
    deliver_due_messages(0)
    assert only().state == "delivered"
    assert len({heard[0] for heard in receiver.heard}) == 1


def test_one_message_that_fails_among_others_switches_nothing_off(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.status = 422
    a_matter(cast)
    failing = only()
    deliver_due_messages(0)
    receiver.status = 204
    a_matter(cast)
    deliver_due_messages(0)
    receiver.status = 422
    WebhookDelivery.objects.filter(id=failing.id).update(attempts=len(PAUSES), next_attempt_at=now())
    deliver_due_messages(0)
    failing.refresh_from_db()
    webhook.refresh_from_db()
    assert (failing.state, webhook.enabled) == ("given_up", True)


def test_whoever_is_gone_is_asked_no_more(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    receiver.status = 410
    a_matter(cast)
    deliver_due_messages(0)
    webhook.refresh_from_db()
    assert (only().state, webhook.enabled) == ("given_up", False)


def test_no_redirect_is_followed(cast: Cast, keeper: Actor, webhook: Webhook, receiver: Receiver) -> None:
    receiver.status, receiver.location = 307, f"{receiver.origin}/elsewhere"
    assert send_test_event(actor=keeper, webhook=webhook).detail == "HTTP 307"
    assert len(receiver.heard) == 1


def test_a_test_message_is_not_tried_again(
    cast: Cast, keeper: Actor, webhook: Webhook, receiver: Receiver
) -> None:
    assert send_test_event(actor=keeper, webhook=webhook).state == "delivered"
    assert receiver.heard[0][2]["type"] == "guatu.test"
    receiver.status = 500
    assert send_test_event(actor=keeper, webhook=webhook).state == "given_up"
    webhook.refresh_from_db()
    assert webhook.enabled


def test_a_new_secret_signs_from_now_on(
    cast: Cast, keeper: Actor, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.secret = renew_webhook_secret(actor=keeper, webhook=webhook).secret
    a_matter(cast)
    deliver_due_messages(0)
    assert receiver.heard[0][1]


@pytest.mark.parametrize(
    ("addresses", "fault"),
    [
        (["10.0.0.7"], "not_allowed"),
        (["93.184.216.34", "127.0.0.1"], "not_allowed"),
        (["169.254.169.254"], "not_allowed"),
        ([], "unknown_host"),
    ],
)
def test_never_into_the_house(
    cast: Cast, keeper: Actor, monkeypatch: pytest.MonkeyPatch, addresses: list[str], fault: str
) -> None:
    def look_up(host: str, port: int, **_kinds: Any) -> list[Any]:
        if not addresses:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def connect(*args: object) -> None:
        raise AssertionError("nothing is connected to")

    issued = add_webhook(actor=keeper, name="w", url="https://rebound.example/", events=["matters"])
    monkeypatch.setattr("guatu.webhooks.sending.socket.getaddrinfo", look_up)
    monkeypatch.setattr("guatu.webhooks.sending.socket.create_connection", connect)
    assert send_test_event(actor=keeper, webhook=issued.webhook).fault == fault


def test_what_waits_for_a_removed_one_is_given_up(
    cast: Cast, keeper: Actor, webhook: Webhook, receiver: Receiver
) -> None:
    a_matter(cast)
    remove_webhook(actor=keeper, webhook=webhook)
    deliver_due_messages(0)
    assert (only().state, only().fault, receiver.heard) == ("given_up", "switched_off", [])
    webhook.refresh_from_db()
    assert webhook.secret == ""


def test_only_what_is_over_goes(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    actor = system_actor("webhooks", cast.zone)
    a_matter(cast)
    with frozen_at(now() + timedelta(days=500)):
        assert prune_webhook_deliveries(actor=actor, now=now()) == 0
        deliver_webhook(actor=actor, delivery=only())
        assert prune_webhook_deliveries(actor=actor, now=now()) == 1
