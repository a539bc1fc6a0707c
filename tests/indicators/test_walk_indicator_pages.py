"""The pages of indicators and targets, as a person uses them, in both languages."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.indicators.models.entry import Submission
from guatu.indicators.models.reading import Reading
from guatu.indicators.models.target import Campaign, Goal, InspectionLine, Target, TargetItem
from tests.builders import an_actor, the_root
from tests.indicators.indicator_builders import Cast, a_set, an_indicator, at, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]
HEAD = "指标,填报单位,报告期,数值,同比增长（%）,数据来源,发布日\n"


@pytest.fixture(autouse=True)
def _third_of_july() -> Iterator[None]:
    with at(3):
        yield


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"indicators:{name}", args=[cast.zone.code, *args])


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def uploaded(client: Client, cast: Cast, rows: str) -> tuple[int, str]:
    file = SimpleUploadedFile("readings.csv", (HEAD + rows).encode(), "text/csv")
    answer = client.post(url(cast, "import"), {"file": file})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens(cast: Cast, language: str) -> None:
    entry_set = a_set(cast)
    filled(cast, entry_set)
    client = signed_in(cast.office, language)
    status, _page = uploaded(client, cast, "出口总额,,2018H1,40600,14.1%,公报,2018-07-02\n")
    assert status == 200
    for name, args in (
        ("ledger", ()), ("indicators", ()), ("indicator", ("export",)), ("indicator-define", ()),
        ("indicator-edit", ("export",)), ("definition-add", ("export",)), ("import", ()), ("entry", ()),
        ("entry-set-define", ()), ("entry-set-edit", (entry_set.id,)), ("rules", ()), ("rule-define", ()),
        ("rule-edit", ("sales_jump",)), ("entries", (entry_set.id, "2018H1", cast.park.id)), ("campaigns", ()),
        ("late-entry", (entry_set.id, "2018H1", cast.park.id)), ("campaign-define", ()),
    ):  # fmt: skip
        page = text_of(client, url(cast, name, *args))
        assert ("指标台账" in page) == (language == "zh-hans"), name
    page = text_of(client, url(cast, "ledger") + "?period=2018H1")
    assert "40,600" in page
    assert "+14.1%" in page
    assert "35,583" in page
    assert "40,600" not in text_of(client, url(cast, "ledger") + "?period=2018H1&as_of=2018-06-01")
    workbook = client.get(url(cast, "template") + "?period=2018H1")
    assert workbook.content[:2] == b"PK"


def test_fill_in_submit_review_approve_and_reopen(cast: Cast) -> None:
    entry_set = a_set(cast)
    address = url(cast, "entries", entry_set.id, "2018H1", cast.park.id)
    clerk, office, leader = (signed_in(a) for a in (cast.clerk, cast.office, cast.leader))
    data = {"value-dispatched_investment": "10", "value-dispatched_output": "10", "submit": "1"}
    page = clerk.post(address, data)
    assert page.status_code == 422
    assert "A value, or an explanation" in page.content.decode()
    data |= {"value-dispatched_sales": "16"}
    page = clerk.post(address, data)
    assert page.status_code == 422
    assert "Sales exceed output" in page.content.decode()
    assert clerk.post(address, data | {"note-dispatched_sales": "去库存"}).status_code == 302
    row = Submission.objects.get()
    assert row.status == "submitted"
    act = url(cast, "submission-act", row.id)
    assert clerk.post(act, {"act": "review"}).status_code == 403
    assert office.post(act, {"act": "review"}).status_code == 302
    assert leader.post(act, {"act": "approve"}).status_code == 302
    assert leader.post(act, {"act": "nothing"}).status_code == 404
    assert Reading.objects.count() == 3
    assert leader.get(url(cast, "submission", row.id))["Location"] == address
    assert leader.post(url(cast, "submission-reopen", row.id), {"reason": "口径有误"}).status_code == 302
    assert "口径有误" in text_of(clerk, address)
    reading = Reading.objects.filter(indicator__code="dispatched_sales").get()
    correction = {
        "value": "15", "qualifier": "exact", "source": "企业报表", "reason": "重复", "approved_by": "工委领导1",
    }  # fmt: skip
    assert office.post(url(cast, "reading-correct", reading.id), correction).status_code == 302
    assert Reading.objects.filter(indicator__code="dispatched_sales").count() == 2
    assert "重复" in text_of(office, url(cast, "indicator", "dispatched_sales"))


def test_somebody_elses_entries_are_not_found(cast: Cast) -> None:
    entry_set = a_set(cast)
    row = filled(cast, entry_set)
    stranger = signed_in(an_actor(cast.zone, "clerk", unit=cast.other, username="stranger"))
    text_of(stranger, url(cast, "submission", row.id), 404)
    text_of(stranger, url(cast, "entries", entry_set.id, "2018H1", cast.park.id), 404)
    text_of(stranger, url(cast, "entries", entry_set.id, "2019H1", cast.other.id), 404)
    for name in (
        "import",
        "reading-record",
        "indicator-define",
        "entry-set-define",
        "rule-define",
        "campaign-define",
    ):
        text_of(stranger, url(cast, name), 403)


def test_faults_of_a_workbook_stand_at_their_cells(cast: Cast) -> None:
    status, page = uploaded(signed_in(cast.office), cast, "没有的指标,,2018H1,1,,公报,2018-07-02\n")
    assert status == 422
    assert "A2" in page
    assert not Reading.objects.exists()


def test_record_by_form(cast: Cast) -> None:
    client = signed_in(cast.statistician)
    page = text_of(client, url(cast, "reading-record"))
    assert "地区生产总值" in page
    assert "调度工业销售" not in page
    data = {
        "indicator": str(an_indicator(cast.zone, "gdp").id), "unit": str(the_root(cast.zone).id),
        "period": "2018年1-6月", "value": "179.74", "qualifier": "exact", "growth": "4.5",
        "source": "统计局快报", "source_date": "2018-07-02",
    }  # fmt: skip
    assert client.post(url(cast, "reading-record"), data | {"source": ""}).status_code == 422
    assert client.post(url(cast, "reading-record"), data).status_code == 302
    held = Reading.objects.get()
    assert (held.period, str(held.growth)) == ("2018H1", "0.045000")
    assert client.post(url(cast, "reading-record"), data | {"value": "180"}).status_code == 422


def test_a_campaign_from_the_first_goal_to_the_pace_setter(cast: Cast) -> None:
    office, leader = signed_in(cast.office), signed_in(cast.leader)
    inspector = signed_in(an_actor(cast.zone, "supervisor", username="inspector"))
    assert office.post(url(cast, "campaign-define"), {"name": "五争一创", "year": "2018"}).status_code == 302
    campaign = Campaign.objects.get()
    goal_form = {"name": "争当抢发展标兵", "lead_unit": str(the_root(cast.zone).id)}
    assert office.post(url(cast, "goal-add", campaign.id), goal_form).status_code == 302
    goal = Goal.objects.get()
    item_form = {
        "name": "重点项目投资", "kind": "absolute", "direction": "up", "figure": "", "measure": "亿元",
        "adds_up": "on", "pace": "20, 50, 75",
    }  # fmt: skip
    address = url(cast, "item-define", goal.id)
    assert office.post(address, item_form).status_code == 422
    assert office.post(address, item_form | {"pace": "20，50，75，100"}).status_code == 302
    item = TargetItem.objects.get()
    cells = {f"target-all-{q}": str(10 * q) for q in range(1, 5)}
    cells |= {f"target-{cast.park.id}-{q}": str(9 * q) for q in range(1, 5)}
    assert office.post(url(cast, "targets-set", item.id), cells).status_code == 302
    assert Target.objects.count() == 8
    assert office.post(url(cast, "inspection-open", campaign.id), {"quarter": "2"}).status_code == 302
    line = InspectionLine.objects.get()
    report = {"text": "完成投资18亿元", "actual": "18"}
    assert office.post(url(cast, "item-report", line.id), report).status_code == 302
    page = text_of(office, url(cast, "campaign", campaign.id))
    assert "2 short of half" in page
    assert "Missing in the units" in page
    assert inspector.post(url(cast, "item-judge", line.id), {"verdict": "missed"}).status_code == 422
    judged = {"verdict": "partly", "finding": "差2亿元"}
    assert inspector.post(url(cast, "item-judge", line.id), judged).status_code == 302
    assert office.post(url(cast, "inspection-close", line.inspection_id)).status_code == 302
    told = {"unit": str(cast.park.id), "quarter": "2", "title": "厂房封顶"}
    assert signed_in(cast.clerk).post(url(cast, "highlight-file", goal.id), told).status_code == 302
    award = {"unit": str(cast.park.id), "quarter": "2", "reason": "投资第一"}
    assert leader.post(url(cast, "pace-setter-name", goal.id), award).status_code == 302
    page = text_of(leader, url(cast, "campaign", campaign.id))
    assert "厂房封顶" in page
    assert "投资第一" in page
    assert "差2亿元" in page
