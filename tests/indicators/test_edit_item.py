"""Campaigns, goals and items after they were made: changed, closed, reopened; what was judged stays."""

from decimal import Decimal

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.figures.units import YI_YUAN
from guatu.indicators.models.target import InspectionLine, TargetItem
from guatu.indicators.use_cases.close_inspection import close_inspection
from guatu.indicators.use_cases.close_item import close_item
from guatu.indicators.use_cases.define_campaign import define_campaign
from guatu.indicators.use_cases.define_item import ItemTerms
from guatu.indicators.use_cases.edit_campaign import edit_campaign
from guatu.indicators.use_cases.edit_goal import edit_goal
from guatu.indicators.use_cases.edit_item import edit_item
from guatu.indicators.use_cases.judge_item import judge_item
from guatu.indicators.use_cases.open_inspection import open_inspection
from guatu.indicators.use_cases.reopen_item import reopen_item
from guatu.indicators.use_cases.report_item import report_item
from guatu.indicators.use_cases.set_targets import set_targets
from tests.builders import an_actor
from tests.indicators.indicator_builders import Cast, at
from tests.indicators.test_set_targets import a_goal, an_item, quarters, recorded, view_of
from tests.indicators.test_walk_indicator_pages import signed_in, text_of, url

pytestmark = pytest.mark.usefixtures("file_storage")


def judged(cast: Cast, item: TargetItem) -> InspectionLine:
    """Reported and judged in the second quarter."""
    open_inspection(actor=cast.office, campaign=item.goal.campaign, quarter=2)
    line = InspectionLine.objects.get(item=item)
    report_item(actor=cast.office, line=line, text="完成", actual=Decimal(18))
    inspector = an_actor(cast.zone, "supervisor", username="inspector")
    return judge_item(actor=inspector, line=line, verdict="partly", finding="差2亿元")


def places(error: InvalidInput) -> set[str]:
    return {fault.place for fault in error.faults}


def newest(event: str) -> Entry:
    return Entry.objects.filter(event=event).order_by("-sequence")[0]


def test_an_item_is_changed_and_the_record_keeps_the_old_terms(cast: Cast) -> None:
    item = an_item(cast, a_goal(cast), "", name="投资", measure="亿元")
    edit_item(actor=cast.office, item=item, terms=ItemTerms("重点项目投资", measure="亿元"))
    assert newest("indicators.target_item.edited").changes == {"name": ["投资", "重点项目投资"]}
    before = Entry.objects.count()
    edit_item(actor=cast.office, item=item, terms=ItemTerms("重点项目投资", measure="亿元"))
    assert Entry.objects.count() == before
    set_targets(actor=cast.office, item=item, values={None: quarters("10", "20", "30", "40")})
    with pytest.raises(InvalidInput) as caught:
        edit_item(actor=cast.office, item=item, terms=ItemTerms(" ", kind="?", measure="万元"))
    assert places(caught.value) == {"name", "kind", "reason"}
    changed = edit_item(
        actor=cast.office, item=item, terms=ItemTerms("投资", measure="万元"), reason="纪要第3期"
    )
    assert (changed.name, changed.measure) == ("投资", "万元")
    assert newest("indicators.target_item.edited").reason == "纪要第3期"
    with pytest.raises(NotAllowed):
        edit_item(actor=cast.clerk, item=item, terms=ItemTerms("x"))


def test_what_an_item_was_judged_by_stays(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "", name="销售", measure=str(YI_YUAN.symbol))
    judged(cast, item)
    terms = ItemTerms("销售", kind="growth", direction="down", measure="万元")
    with pytest.raises(InvalidInput) as caught:
        edit_item(actor=cast.office, item=item, terms=terms, reason="改口径")
    assert places(caught.value) == {"kind", "direction", "measure"}
    with pytest.raises(InvalidInput) as caught:
        edit_item(
            actor=cast.office, item=item, terms=ItemTerms("销售", figure="indicators.export"), reason="x"
        )
    assert places(caught.value) == {"figure"}
    terms = ItemTerms("销售", figure="indicators.industrial_sales")
    edit_item(actor=cast.office, item=item, terms=terms, reason="改由指标取数")
    recorded(cast, "187.58")
    [view] = view_of(cast, goal)
    assert view.whole.cells[1].actual == 18
    assert view.line is not None
    assert view.line.verdict == "partly"


def test_goals_and_campaigns_are_changed(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "", name="投资")
    edit_goal(actor=cast.office, goal=goal, name="争当标兵", lead_unit=cast.park)
    entry = newest("indicators.goal.edited")
    assert entry.changes["name"] == ["争当抢发展标兵", "争当标兵"]
    assert entry.changes["lead_unit"][1] == str(cast.park)
    edit_campaign(actor=cast.office, campaign=goal.campaign, name="五争一创", year=2019)
    edit_campaign(actor=cast.office, campaign=goal.campaign, name="五争一创", year=2018, text="全年")
    judged(cast, item)
    with pytest.raises(InvalidInput) as caught:
        edit_goal(actor=cast.office, goal=goal, name="", lead_unit=cast.park)
    assert places(caught.value) == {"name", "reason"}
    with pytest.raises(InvalidInput) as caught:
        edit_campaign(actor=cast.office, campaign=goal.campaign, name="五争一创", year=2019)
    assert places(caught.value) == {"year", "reason"}
    define_campaign(actor=cast.office, name="另一个", year=2018)
    with pytest.raises(InvalidInput) as caught:
        edit_campaign(actor=cast.office, campaign=goal.campaign, name="另一个", year=2018, reason="改名")
    assert places(caught.value) == {"name"}
    edit_campaign(actor=cast.office, campaign=goal.campaign, name="五争一创攻坚", year=2018, reason="改名")
    assert newest("indicators.campaign.edited").reason == "改名"
    with pytest.raises(NotAllowed):
        edit_goal(actor=cast.clerk, goal=goal, name="x", lead_unit=cast.park)
    with pytest.raises(NotAllowed):
        edit_campaign(actor=cast.clerk, campaign=goal.campaign, name="x", year=2018)


def test_a_closed_item_is_left_out_and_can_be_reopened(cast: Cast) -> None:
    goal = a_goal(cast)
    item, other = an_item(cast, goal, "", name="投资"), an_item(cast, goal, "", name="用工")
    inspection = open_inspection(actor=cast.office, campaign=goal.campaign, quarter=1)
    line = InspectionLine.objects.get(item=item)
    rest = InspectionLine.objects.get(item=other)
    with pytest.raises(InvalidInput):
        close_item(actor=cast.office, item=item, reason=" ")
    with pytest.raises(NotAllowed):
        close_item(actor=cast.clerk, item=item, reason="x")
    with at(20):
        closed = close_item(actor=cast.office, item=item, reason="项目取消")
    assert str(closed.closed_on) == "2018-07-20"
    for refused in (
        lambda: close_item(actor=cast.office, item=item, reason="再来"),
        lambda: edit_item(actor=cast.office, item=item, terms=ItemTerms("x")),
        lambda: set_targets(actor=cast.office, item=item, values={None: quarters("1", "2", "3", "4")}),
        lambda: report_item(actor=cast.office, line=line, text="完成"),
    ):
        with pytest.raises(Refused) as caught:
            refused()
        assert caught.value.code == "item_closed"
    inspector = an_actor(cast.zone, "supervisor", username="inspector")
    judge_item(actor=inspector, line=rest, verdict="met")
    close_inspection(actor=cast.office, inspection=inspection)
    second = open_inspection(actor=cast.office, campaign=goal.campaign, quarter=2)
    assert [row.item_id for row in second.lines.all()] == [other.id]
    reopen_item(actor=cast.office, item=item, reason="项目恢复")
    assert newest("indicators.target_item.reopened").changes["closed_on"] == ["2018-07-20", None]
    with pytest.raises(Refused) as caught:
        reopen_item(actor=cast.office, item=item, reason="项目恢复")
    assert caught.value.code == "item_open"
    with pytest.raises(NotAllowed):
        reopen_item(actor=cast.clerk, item=item, reason="x")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_by_the_pages(cast: Cast, language: str) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "", name="投资", measure="亿元")
    office, clerk = signed_in(cast.office, language), signed_in(cast.clerk, language)
    places_of = {
        "campaign-edit": goal.campaign_id, "goal-edit": goal.id, "item-edit": item.id, "item-close": item.id,
        "item-reopen": item.id,
    }  # fmt: skip
    for name, key in places_of.items():
        text_of(office, url(cast, name, key))
        text_of(clerk, url(cast, name, key), 403)
    form = {"name": "重点投资", "kind": "absolute", "direction": "up", "figure": "", "measure": "亿元",
            "adds_up": "on", "pace": "25, 50, 75, 100"}  # fmt: skip
    assert office.post(url(cast, "item-edit", item.id), form | {"pace": "1"}).status_code == 422
    assert office.post(url(cast, "item-edit", item.id), form).status_code == 302
    named = {"name": "争标兵", "lead_unit": str(cast.park.id)}
    assert office.post(url(cast, "goal-edit", goal.id), named).status_code == 302
    renamed = {"name": "五争", "year": "2018", "text": ""}
    assert office.post(url(cast, "campaign-edit", goal.campaign_id), renamed).status_code == 302
    assert office.post(url(cast, "item-close", item.id), {"reason": ""}).status_code == 422
    assert office.post(url(cast, "item-close", item.id), {"reason": "项目取消"}).status_code == 302
    page = text_of(office, url(cast, "campaign", goal.campaign_id))
    for told in ("重点投资", "争标兵", "五争 2018", "项目取消", url(cast, "item-reopen", item.id)):
        assert told in page
    assert url(cast, "item-close", item.id) not in page
    assert office.post(url(cast, "item-reopen", item.id), {"reason": "恢复"}).status_code == 302
    assert url(cast, "item-close", item.id) in text_of(office, url(cast, "campaign", goal.campaign_id))
