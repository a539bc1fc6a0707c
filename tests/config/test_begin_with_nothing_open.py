"""Requests, jobs and live updates begin with no zone open, whatever was open before, and see but the zone they open."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from guatu.accounts.models import User
from guatu.config import views
from guatu.config.observe import ObserveMiddleware, observe_job
from guatu.core.models import Zone
from guatu.core.walls import EVERY_ZONE, NOTHING, closed, open_zone_here, what_is_open
from guatu.organization.selectors import live_scope, zones_of
from tests.builders import a_zone, an_actor

pytestmark = pytest.mark.django_db


def signed_in(zone: Zone) -> Client:
    user_id = an_actor(zone, "office_head", username=f"office-{zone.code}").user_id
    client = Client()
    client.force_login(User.objects.get(id=user_id))
    return client


@pytest.mark.forgets_zone
def test_a_page_that_forgets_the_zone_shows_its_own_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = a_zone("AA"), a_zone("BB", "别处新区")
    seen: list[list[Any]] = []

    def forgetful(words: str, **_rest: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT zone_id FROM organization_unit")
            seen.append([row[0] for row in cursor.fetchall()])
        return []

    monkeypatch.setattr(views, "find", forgetful)
    clients = {zone: signed_in(zone) for zone in (here, there)}
    for zone in (here, there, here):
        answer = clients[zone].get(reverse("search", args=[zone.code]), {"q": "别处"})
        assert answer.status_code == 200
    assert seen == [[here.id], [there.id], [here.id]]
    assert clients[here].get(reverse("search", args=["BB"]), {"q": "别处"}).status_code == 404
    assert len(seen) == 3
    assert what_is_open() == EVERY_ZONE, "as it was before the requests"


def test_a_request_begins_with_nothing_and_leaves_nothing() -> None:
    zone, seen = a_zone(), []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(what_is_open())
        open_zone_here(zone.id)
        if request.GET:
            raise RuntimeError
        return HttpResponse()

    middleware = ObserveMiddleware(answer)
    middleware(RequestFactory().get("/"))
    with pytest.raises(RuntimeError):
        middleware(RequestFactory().get("/", {"fail": "1"}))
    assert seen == [NOTHING, NOTHING]
    assert what_is_open() == EVERY_ZONE


def test_a_job_begins_with_nothing_and_leaves_nothing() -> None:
    zone, seen = a_zone(), []
    job = SimpleNamespace(id=1, task_name="x", attempts=0, task_kwargs={})

    def run() -> None:
        seen.append(what_is_open())
        open_zone_here(zone.id)

    observe_job(run, SimpleNamespace(job=job), None)
    assert seen == [NOTHING]
    assert what_is_open() == EVERY_ZONE


def test_the_first_page_knows_all_zones_of_somebody_and_live_updates_theirs() -> None:
    here, there = a_zone("AA"), a_zone("BB")
    user = User.objects.get(id=an_actor(here, "office_head").user_id)
    with closed():
        assert zones_of(user) == [here]
        assert live_scope(user.id, "AA") is not None
        assert live_scope(user.id, there.code) is None
        assert what_is_open() == NOTHING
