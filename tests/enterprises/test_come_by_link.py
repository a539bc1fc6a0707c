"""The pages of an enterprise without an account: what a link opens, and everything it does not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.tokens import token_hash
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.selectors.links import enterprise_actor
from guatu.enterprises.tokens import HideTokens
from guatu.enterprises.use_cases.close_enterprise import close_enterprise
from guatu.enterprises.use_cases.revoke_access_link import revoke_access_link
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from tests.attachments.files import photo
from tests.enterprises.enterprise_builders import a_token, an_enterprise
from tests.matters.matter_builders import Cast, a_cast, at, fresh

pytestmark = pytest.mark.usefixtures("file_storage")


@pytest.fixture
def token(cast: Cast, enterprise: Enterprise) -> str:
    return a_token(cast, enterprise)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def url(name: str, token: str, *args: object) -> str:
    return reverse(f"link:{name}", args=[token, *args])


def a_demand(enterprise: Enterprise, cast: Cast, **values: Any) -> Matter:
    given: dict[str, Any] = {"title": "用电增容", "subject": enterprise, "kind": cast.kind("demand")}
    return raise_matter(actor=enterprise_actor(enterprise), **(given | values))


def as_far_as_verified(cast: Cast, matter: Matter) -> Matter:
    matter = dispatch_matter(actor=cast.office, matter=matter, unit=cast.park)
    matter = sign_for_matter(actor=cast.clerk, matter=matter)
    reply_on_matter(actor=cast.clerk, matter=matter, text="已联系供电公司。")
    report_matter_done(actor=cast.clerk, matter=matter, text="已增容。")
    return verify_matter(actor=cast.supervisor, matter=fresh(matter))


def test_a_demand_is_raised_once_however_often_it_is_sent(client: Client, cast: Cast, token: str) -> None:
    page = client.get(url("demand-raise", token)).content.decode()
    assert 'capture="environment"' in page
    data = {"title": "招工困难", "text": "缺30名操作工。", "contact": "王经理 13800000000"}
    data["idempotency_key"] = str(uuid4())
    answers = [
        client.post(url("demand-raise", token), {**data, "files": [photo("a.jpg")]}) for _time in range(2)
    ]
    matter = Matter.objects.get()
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, url("demand", token, matter.id))}
    assert (matter.source, matter.raiser_contact, matter.kind.code) == (
        "link",
        "王经理 13800000000",
        "demand",
    )
    assert matter.raiser_unit_id == cast.park.id
    shown = client.get(url("demand", token, matter.id)).content.decode()
    assert "缺30名操作工。" in shown
    file = Attachment.objects.get()
    assert client.get(url("thumbnail", token, matter.id, file.id)).status_code == 200
    entry = Entry.objects.get(event="matters.matter.raised")
    assert (entry.actor_kind, entry.person_id, entry.user_id) == ("enterprise", None, None)


def test_what_is_missing_is_said_in_the_form(client: Client, token: str) -> None:
    answer = client.post(url("demand-raise", token), {"title": "", "files": [photo("a.jpg")]})
    assert answer.status_code == 422
    assert not Matter.objects.exists()


def test_from_verified_to_rated(client: Client, cast: Cast, enterprise: Enterprise, token: str) -> None:
    matter = as_far_as_verified(cast, a_demand(enterprise, cast))
    assert "waits for you to confirm" in client.get(url("demands", token)).content.decode()
    assert client.post(url("demand-confirm", token, matter.id), {"text": "确认。"}).status_code == 302
    assert fresh(matter).status == "closed"
    answer = client.post(url("demand-rate", token, matter.id), {"rating": "dissatisfied"})
    assert answer.status_code == 422
    assert "Say what is still wrong." in answer.content.decode()
    assert client.post(url("demand-rate", token, matter.id), {"rating": "satisfied"}).status_code == 302
    assert fresh(matter).rating == "satisfied"
    assert client.post(url("demand-rate", token, matter.id), {"rating": "satisfied"}).status_code == 409


def test_only_public_moves_are_shown(client: Client, cast: Cast, enterprise: Enterprise, token: str) -> None:
    matter = a_demand(enterprise, cast)
    matter = dispatch_matter(actor=cast.office, matter=matter, unit=cast.park)
    matter = sign_for_matter(actor=cast.clerk, matter=matter)
    reply_on_matter(actor=cast.clerk, matter=matter, text="已联系供电公司。")
    inner = comment_on_matter(
        actor=cast.office, matter=matter, text="内部意见：慎重。", files=[photo("inner.jpg")]
    )
    key = str(uuid4())
    for _time in range(2):
        client.post(url("demand-note", token, matter.id), {"text": "请尽快。", "idempotency_key": key})
    page = client.get(url("demand", token, matter.id)).content.decode()
    assert "已联系供电公司。" in page
    assert page.count("请尽快。") == 1
    assert "内部意见" not in page
    file = Attachment.objects.get(subject_id=inner.id)
    assert client.get(url("file", token, matter.id, file.id)).status_code == 404
    assert MatterMove.objects.filter(matter=matter, move="comment", is_public=True).count() == 1


OPENS: dict[str, Callable[[Client, str, object], Any]] = {
    "demand": lambda c, t, m: c.get(url("demand", t, m)),
    "note": lambda c, t, m: c.post(url("demand-note", t, m), {"text": "x"}),
    "confirm": lambda c, t, m: c.post(url("demand-confirm", t, m), {"text": ""}),
    "rate": lambda c, t, m: c.post(url("demand-rate", t, m), {"rating": "satisfied"}),
}


def test_nobody_elses(client: Client, cast: Cast, token: str, enterprise: Enterprise) -> None:
    """Another enterprise's, another zone's, and what others raised about this one: 404, and nothing happens."""
    other = an_enterprise(cast, "演示医疗器械有限公司")
    abroad = a_cast("TW")
    there = an_enterprise(abroad)
    foreign = [
        a_demand(other, cast),
        a_demand(there, abroad),
        raise_matter(actor=cast.grid, kind=cast.kind("hazard"), title="消防通道堵塞", subject=enterprise),
    ]
    before = MatterMove.objects.count()
    for matter, (door, opens) in product(foreign, OPENS.items()):
        assert opens(client, token, matter.id).status_code == 404, (door, matter.title)
    assert MatterMove.objects.count() == before
    assert other.name not in client.get(url("demands", token)).content.decode()


@pytest.mark.parametrize("how", ["expired", "revoked", "closed", "unknown", "zone", "short"])
def test_a_link_that_opens_nothing(
    client: Client, cast: Cast, token: str, enterprise: Enterprise, how: str
) -> None:
    matter = a_demand(enterprise, cast)
    match how:
        case "expired":
            AccessLink.objects.update(expires_on=date(2018, 7, 1))
        case "revoked":
            revoke_access_link(actor=cast.office, link=AccessLink.objects.get())
        case "closed":
            close_enterprise(actor=cast.office, enterprise=enterprise, on=date(2018, 7, 2), reason="注销")
        case "unknown":
            token = token[:-1] + ("A" if token[-1] != "A" else "B")
        case "zone":
            a_cast("TW")
            token = token.replace("TZ.", "TW.", 1)
        case "short":
            token = token[:-5]
    doors = OPENS | {
        "demands": lambda c, t, m: c.get(url("demands", t)),
        "raise": lambda c, t, m: c.post(url("demand-raise", t), {"title": "x"}),
    }
    for door, opens in doors.items():
        answer = opens(client, token, matter.id)
        assert answer.status_code == 404, door
        assert "opens nothing" in answer.content.decode()
    assert Matter.objects.count() == 1


def test_on_the_last_day_it_still_opens(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    token = a_token(cast, enterprise, expires_on=date(2018, 7, 2))
    assert client.get(url("demands", token)).status_code == 200
    with at(day=3):
        assert client.get(url("demands", token)).status_code == 404


def test_the_token_is_kept_nowhere(
    client: Client, cast: Cast, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    link = AccessLink.objects.get()
    assert link.token_hash == token_hash(token)
    for entry in Entry.objects.all():
        assert token not in f"{entry.data}{entry.changes}{entry.subject_label}{entry.reason}"
    caplog.handler.addFilter(HideTokens())
    with caplog.at_level(logging.WARNING):
        client.get(url("demand", token, uuid4()))
        client.get(f"/e/{token}/nowhere")
    assert caplog.records
    assert token not in caplog.text
    assert "/e/…" in caplog.text


def test_the_pages_stay_out_of_caches_and_search_engines(client: Client, token: str) -> None:
    answer = client.get(url("demands", token))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert 'name="robots"' in answer.content.decode()


def test_who_comes_too_often_waits(client: Client, token: str) -> None:
    for _time in range(20):
        client.get(url("demands", "TZ." + "x" * 43))
    answer = client.get(url("demands", token))
    assert answer.status_code == 429
    elsewhere = client.get(url("demands", token), REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 200


def test_however_many_demands_the_list_asks_as_often(
    client: Client, cast: Cast, enterprise: Enterprise, token: str
) -> None:
    asked = []
    for number in range(3):
        a_demand(enterprise, cast, title=f"诉求{number}")
        client.get(url("demands", token))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("demands", token))
        asked.append(len(queries))
    assert len(set(asked)) == 1
    assert asked[0] <= 18, "several of them count how often the address comes"


def test_a_demand_is_withdrawn_by_the_link_with_a_reason(
    client: Client, cast: Cast, enterprise: Enterprise, token: str
) -> None:
    matter = a_demand(enterprise, cast)
    assert "Withdraw the demand" in client.get(url("demand", token, matter.id)).content.decode()
    answer = client.post(url("demand-withdraw", token, matter.id), {"text": " "})
    assert answer.status_code == 422
    assert fresh(matter).status == "raised"
    answer = client.post(url("demand-withdraw", token, matter.id), {"text": "已自行解决。"})
    assert answer.status_code == 302
    assert fresh(matter).status == "withdrawn"
    page = client.get(url("demand", token, matter.id)).content.decode()
    assert "You withdrew it." in page
    assert "已自行解决。" in page
    assert "Withdraw the demand" not in page
    assert client.post(url("demand-withdraw", token, matter.id), {"text": "再撤。"}).status_code == 409
    entry = Entry.objects.get(event="matters.matter.withdrawn")
    assert (entry.actor_kind, entry.person_id) == ("enterprise", None)


def test_what_is_struck_off_or_somebody_elses_is_not_withdrawn(
    client: Client, cast: Cast, enterprise: Enterprise, token: str
) -> None:
    other = a_demand(an_enterprise(cast, "演示医疗器械有限公司"), cast)
    assert client.post(url("demand-withdraw", token, other.id), {"text": "x"}).status_code == 404
    done = as_far_as_verified(cast, a_demand(enterprise, cast))
    client.post(url("demand-confirm", token, done.id), {"text": ""})
    assert client.post(url("demand-withdraw", token, done.id), {"text": "x"}).status_code == 409
    assert fresh(done).status == "closed"
    assert fresh(other).status == "raised"
