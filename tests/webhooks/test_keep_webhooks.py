"""Keeping webhooks: by the system administrator alone, the secret told once, on pages and in the record."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.use_cases.add_webhook import add_webhook
from tests.builders import an_actor
from tests.matters.matter_builders import Cast, a_matter
from tests.projects.page_builders import signed_in
from tests.webhooks.receiver import Receiver

URL = "https://example.org/hook"


def url(name: str, *args: object) -> str:
    return reverse(f"webhooks:{name}", args=["TZ", *args])


def test_the_secret_lies_sealed_and_in_no_record(cast: Cast, keeper: Actor) -> None:
    issued = add_webhook(actor=keeper, name="w", url=f"{URL}?key=abcdef", events=["projects"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM webhooks_webhook")
        assert cursor.fetchone()[0].startswith("sealed:")
    entry = str(Entry.objects.filter(event="webhooks.webhook.added").values().get())
    assert issued.secret not in entry
    assert "abcdef" not in entry


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "w"}, "name"),
        ({"url": "http://example.org/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["projects.nothing.happened"]}, "events"),
        ({"events": ["webhooks"]}, "events"),
    ],
)
def test_what_is_wrong(cast: Cast, keeper: Actor, values: dict[str, Any], place: str) -> None:
    add_webhook(actor=keeper, name="w", url=URL, events=["projects"])
    given = {"name": "x", "url": URL, "events": ["projects"]} | values
    with pytest.raises(InvalidInput) as raised:
        add_webhook(actor=keeper, **given)
    assert [fault.place for fault in raised.value.faults] == [place]


def test_nobody_else_keeps_them(cast: Cast, webhook: Webhook) -> None:
    park_keeper = an_actor(cast.zone, "system_administrator", unit=cast.park, username="park")
    for actor in (cast.office, cast.leader, park_keeper):
        with pytest.raises(NotAllowed):
            add_webhook(actor=actor, name="x", url=URL, events=["projects"])
        browser = signed_in(actor)
        for address in (url("webhooks"), url("webhook-add")):
            assert browser.get(address).status_code == 403
        assert browser.get(url("webhook", webhook.id)).status_code == 404


def test_walk_the_pages(cast: Cast, keeper: Actor, receiver: Receiver) -> None:
    browser = signed_in(keeper)
    assert "No webhooks yet" in browser.get(url("webhooks")).content.decode()
    assert browser.get(url("webhook-add")).status_code == 200
    data = {"name": "数据平台", "url": receiver.url, "apps": ["matters"], "single": "projects.plan.approved"}
    wrong = browser.post(url("webhook-add"), data | {"single": "projects.plan.eaten"})
    assert (wrong.status_code, "There is no event" in wrong.content.decode()) == (422, True)
    told = browser.post(url("webhook-add"), data)
    receiver.secret = told.context["secret"]
    assert receiver.secret in told.content.decode()
    webhook = Webhook.objects.get()
    assert webhook.events == ["matters", "projects.plan.approved"]
    assert "No webhooks" not in browser.get(url("webhooks")).content.decode()
    answer = browser.post(url("webhook-test", webhook.id), follow=True).content.decode()
    assert "The test message has arrived (HTTP 204)." in answer
    receiver.status = 500
    answer = browser.post(url("webhook-test", webhook.id), follow=True).content.decode()
    assert "The other side did not accept it. HTTP 500" in answer
    a_matter(cast)
    page = browser.get(url("webhook", webhook.id)).content.decode()
    assert page.count("<code>guatu.test</code>") == 2
    assert "<code>matters.matter.raised</code>" in page
    assert receiver.secret not in page
    given_up = browser.get(url("webhook", webhook.id) + "?state=given_up").content.decode()
    assert given_up.count("<code>guatu.test</code>") == 1
    delivery = WebhookDelivery.objects.get(state="given_up")
    assert browser.post(url("webhook-redeliver", delivery.id))["Location"] == url("webhook", webhook.id)
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    form = browser.get(url("webhook-edit", webhook.id)).context["form"]
    changed = data | {"name": "另一个", "single": "", "version": form.initial["version"]}
    assert browser.post(url("webhook-edit", webhook.id), changed).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.name, webhook.events, webhook.enabled) == ("另一个", ["matters"], False)
    assert browser.post(url("webhook-edit", webhook.id), changed | {"name": "x"}).status_code == 409
    assert browser.post(url("webhook-secret-renew", webhook.id)).context["secret"] != receiver.secret
    assert browser.post(url("webhook-remove", webhook.id), {"reason": "停用"}).status_code == 302
    assert "No webhooks yet" in browser.get(url("webhooks")).content.decode()
    assert browser.get(url("webhook", webhook.id)).status_code == 404
    assert browser.post(url("webhook-redeliver", uuid4())).status_code == 404
    kinds = (
        Entry.objects.filter(event__startswith="webhooks.")
        .order_by("sequence")
        .values_list("event", flat=True)
    )
    assert [kind.removeprefix("webhooks.") for kind in kinds] == [
        "webhook.added", "webhook.edited", "secret.renewed", "webhook.removed",
    ]  # fmt: skip
