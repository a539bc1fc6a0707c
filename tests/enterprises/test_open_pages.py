"""The pages of enterprises as people use them, and who does not get in."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from guatu.core.actor import Actor
from guatu.enterprises.models.enterprise import Contact, Enterprise
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.models.visits import Visit, VisitLimitVersion
from guatu.matters.models.matter import Matter
from tests.builders import an_actor
from tests.enterprises.enterprise_builders import NAME, a_code, a_visit, an_enterprise
from tests.matters.matter_builders import Cast, a_cast
from tests.projects.page_builders import signed_in

pytestmark = pytest.mark.usefixtures("file_storage")


def url(name: str, *args: object, zone: str = "TZ") -> str:
    return reverse(f"enterprises:{name}", args=[zone, *args])


def text(actor: Actor, address: str) -> str:
    answer = signed_in(actor).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_register_find_edit_close(cast: Cast) -> None:
    client = signed_in(cast.office)
    form = {"name": NAME, "unit": str(cast.park.id), "credit_code": a_code(1), "industry_code": "C36"}
    answer = client.post(url("enterprise-register"), form | {"credit_code": "123"})
    assert answer.status_code == 422
    assert "expected 18 characters" in answer.content.decode()
    assert client.post(url("enterprise-register"), form).status_code == 302
    enterprise = Enterprise.objects.get()
    assert NAME in text(cast.clerk, url("enterprises") + "?q=精密")
    assert "No enterprise here" in text(cast.clerk, url("enterprises") + "?q=没有")
    assert NAME in text(cast.office, "/z/TZ/search/?q=精密")
    edited = form | {"name": "演示精密制造有限公司", "version": "1", "renamed_on": "2018-06-01"}
    assert client.post(url("enterprise-edit", enterprise.id), edited).status_code == 302
    assert NAME in text(cast.clerk, url("enterprise", enterprise.id)), "as a former name"
    assert (
        client.post(
            url("enterprise-close", enterprise.id), {"on": "2018-07-02", "reason": "注销"}
        ).status_code
        == 302
    )
    assert "演示精密制造" in text(cast.clerk, url("enterprises") + "?closed=yes")


def test_contacts_by_page(cast: Cast, enterprise: Enterprise) -> None:
    client = signed_in(cast.clerk)
    data = {"name": "王小明", "role": "总经理", "phone": "13812345678"}
    assert client.post(url("contact-add", enterprise.id), data).status_code == 302
    contact = Contact.objects.get()
    assert "138****5678" in text(cast.supervisor, url("enterprise", enterprise.id))
    assert signed_in(cast.supervisor).get(url("contact-edit", contact.id)).status_code == 403
    assert client.post(url("contact-edit", contact.id), data | {"phone": "x"}).status_code == 422
    assert client.post(url("contact-edit", contact.id), data | {"role": "厂长"}).status_code == 302
    assert client.post(url("contact-remove", contact.id), {"x": "1"}).status_code == 302
    assert not Contact.objects.exists()


def test_a_visit_from_planning_to_the_record(cast: Cast, enterprise: Enterprise) -> None:
    client = signed_in(cast.clerk)
    data = {"day": "2018-07-02", "purpose": "了解用工", "unit": str(cast.park.id), "ground": "routine"}
    assert client.post(url("visit-plan", enterprise.id), data).status_code == 302
    visit = Visit.objects.get()
    bureau = signed_in(cast.bureau_clerk)
    assert "come along" in text(cast.bureau_clerk, url("visit-plan", enterprise.id)).lower()
    joined = bureau.post(url("visit-join", visit.id), {"unit": str(cast.bureau.id), "visitors": "李四"})
    assert joined.status_code == 302
    record = {"made_on": "2018-07-02", "summary": "好", "finding_0": "缺工30人", "finding_1": "标线不清"}
    record |= {"solved_1": "on"}
    assert client.post(url("visit-record", visit.id), {"summary": ""}).status_code == 422
    assert client.post(url("visit-record", visit.id), record).status_code == 302
    matter = Matter.objects.get()
    page = text(cast.clerk, url("visit", visit.id))
    assert matter.number in page
    assert "solved on the spot" in page
    assert matter.number in text(cast.clerk, url("enterprise", enterprise.id))
    visits = text(cast.clerk, url("visits") + "?status=done")
    assert NAME in visits
    assert "1 of 1" in visits


def test_one_too_many_shows_the_way_out(cast: Cast, enterprise: Enterprise) -> None:
    for day in (3, 4):
        a_visit(cast, enterprise, date(2018, 7, day))
    data = {"day": "2018-07-05", "purpose": "再来", "unit": str(cast.park.id), "ground": "routine"}
    answer = signed_in(cast.clerk).post(url("visit-plan", enterprise.id), data)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "2 Aug 2018" in page
    for visit in Visit.objects.all():
        assert str(visit.id) in page
    urgent = data | {"ground": "urgent", "ground_reason": "设备漏油。"}
    assert signed_in(cast.clerk).post(url("visit-plan", enterprise.id), urgent).status_code == 302


def test_cancel_and_limit(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, date(2018, 7, 3))
    answer = signed_in(cast.clerk).post(url("visit-cancel", visit.id), {"reason": "改期"})
    assert answer.status_code == 302
    assert "No visits here" in text(cast.clerk, url("visits"))
    assert signed_in(cast.clerk).get(url("visit-limit")).status_code == 403
    limit = {"visits": "1", "days": "60", "reason": "会议纪要"}
    assert signed_in(cast.office).post(url("visit-limit"), limit).status_code == 302
    assert VisitLimitVersion.objects.get().days == 60
    assert "At most 1 in 60 days" in text(cast.office, url("visit-limit"))


def test_the_link_is_shown_once(cast: Cast, enterprise: Enterprise) -> None:
    client = signed_in(cast.office)
    answer = client.post(
        url("access-link-issue", enterprise.id), {"given_to": "办公室", "expires_on": "2019-07-01"}
    )
    shown = re.search(r"http://testserver(/e/[^/]+/)", answer.content.decode())
    assert shown is not None
    assert "no-cache" in answer["Cache-Control"]
    assert signed_in(cast.office).get(shown[1]).status_code == 200
    link = AccessLink.objects.get()
    page = text(cast.office, url("enterprise", enterprise.id))
    assert shown[1] not in page
    assert "办公室" in page
    revoke = url("access-link-revoke", enterprise.id, link.id)
    assert signed_in(cast.supervisor).post(revoke, {"x": "1"}).status_code == 403
    assert client.post(revoke, {"x": "1"}).status_code == 302
    assert client.get(shown[1]).status_code == 404
    late = client.post(
        url("access-link-issue", enterprise.id), {"given_to": "办公室", "expires_on": "2020-07-01"}
    )
    assert late.status_code == 422


def test_every_page_opens_in_both_languages(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, date(2018, 7, 2))
    clients = [signed_in(cast.office, language) for language in ("en", "zh-hans")]
    pages: list[tuple[Any, ...]] = [
        ("enterprises",), ("enterprise", enterprise.id), ("enterprise-register",), ("visits",),
        ("enterprise-edit", enterprise.id), ("enterprise-close", enterprise.id), ("visit-limit",),
        ("contact-add", enterprise.id), ("access-link-issue", enterprise.id), ("visit", visit.id),
        ("visit-plan", enterprise.id), ("visit-join", visit.id), ("visit-record", visit.id),
        ("visit-cancel", visit.id),
    ]  # fmt: skip
    for client, (name, *args) in product(clients, pages):
        assert client.get(url(name, *args)).status_code == 200, name


def test_another_zones_are_not_there(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, date(2018, 7, 2))
    abroad = a_cast("TW")
    client = signed_in(abroad.office)
    for name, key in (
        ("enterprise", enterprise.id), ("enterprise-edit", enterprise.id), ("visit-plan", enterprise.id),
        ("access-link-issue", enterprise.id), ("visit", visit.id), ("visit-record", visit.id),
    ):  # fmt: skip
        assert client.get(url(name, key, zone="TW")).status_code == 404, name
        assert client.get(url(name, key)).status_code == 404, name
    auditor = signed_in(an_actor(cast.zone, "auditor", username="auditor"))
    assert auditor.get(url("enterprises")).status_code == 403
    assert auditor.get(url("enterprise", enterprise.id)).status_code == 404


def test_doors_that_stay_shut(cast: Cast, enterprise: Enterprise) -> None:
    for actor in (cast.clerk, cast.supervisor, cast.grid, cast.leader):
        client = signed_in(actor)
        for name in ("enterprise-edit", "enterprise-close"):
            assert client.get(url(name, enterprise.id)).status_code == 403, actor.name
        assert client.get(url("enterprise-register")).status_code == 403, actor.name


def test_however_many_enterprises_the_list_asks_as_often(
    cast: Cast, enterprise: Enterprise, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        an_enterprise(cast, f"演示企业{number}有限公司")
    client = signed_in(cast.office)
    client.get(url("enterprises"))
    with django_assert_max_num_queries(16):
        client.get(url("enterprises"))
