"""What arrives twice – a job, a form, a program's request, the tick – has one effect. (At the same moment:
`tests/notifications/test_deliver_at_once.py`, `tests/api/test_send_at_once.py`.)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.matters.models.history import LadderStep, MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.tasks import ladders
from guatu.notifications.models import Notification
from guatu.notifications.tasks import deliver, deliver_due, send_digests
from guatu.projects.tasks import tick
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.tasks import deliver_due_messages, deliver_messages
from tests.api.clients import a_program, a_token
from tests.attachments.files import photo
from tests.builders import a_zone
from tests.matters.matter_builders import MONDAY, Cast, a_matter, in_hand
from tests.notifications.builders import IN_DIGEST, NOON, somebody, tell
from tests.webhooks.conftest import cast, keeper, receiver, webhook
from tests.webhooks.receiver import Receiver

__all__ = ["cast", "keeper", "receiver", "webhook"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


def twice(task: Any) -> None:
    """What was deferred for `task` is done, and done again."""
    jobs = list(ProcrastinateJob.objects.filter(task_name=task.name))
    assert jobs
    for job in [*jobs, *jobs]:
        task(**job.args)


def test_a_webhook(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    a_matter(cast)
    twice(deliver_messages)
    deliver_due_messages(0)
    assert len(receiver.heard) == 1
    assert [(d.state, d.attempts) for d in WebhookDelivery.objects.all()] == [("delivered", 1)]


def test_mail_and_digest(settings: Any) -> None:
    settings.EMAIL_HOST, settings.GUATU_PUBLIC_URL = "mail.example.com", "https://guatu.example.com"
    zone = a_zone()
    _, person_id = somebody(zone)
    with frozen_at(NOON):
        tell(zone, person_id)
        twice(deliver)
        assert len(mail.outbox) == 1
        tell(zone, person_id, kind=IN_DIGEST)
        for _ in range(2):
            send_digests(0)
            deliver_due(0)
    assert len(mail.outbox) == 2


def test_a_form_with_photos(cast: Cast) -> None:
    matter, key = in_hand(cast), str(uuid4())
    client = Client()
    client.force_login(User.objects.get(id=cast.clerk.user_id))
    before = MatterMove.objects.count()
    for _ in range(2):
        sent = {"text": "done", "photos": [photo()], "idempotency_key": key}
        assert client.post(f"/z/TZ/matters/{matter.id}/do/report-done/", sent).status_code == 302
    assert MatterMove.objects.count() == before + 1


def test_a_program_s_request(cast: Cast) -> None:
    program = a_program(a_token(cast.clerk))
    body = {"kind": str(cast.kind().id), "title": "once"}
    before = Entry.objects.count()
    answers = [
        program.post(
            "/api/v1/matters/raise-matter",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": "once"},
        )
        for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers] == [None, "true"]
    assert Matter.objects.count() == 1
    assert Entry.objects.count() > before


def test_the_tick_and_the_ladder(cast: Cast) -> None:
    with frozen_at(MONDAY):
        a_matter(cast)

    def counts() -> tuple[int, ...]:
        return LadderStep.objects.count(), Notification.objects.count(), Entry.objects.count()

    with frozen_at(MONDAY + timedelta(days=7)):
        tick(0)
        ladders(0)
        after = counts()
        tick(0)
        ladders(0)
        assert counts() == after
    assert after[0] > 0
