"""Goals and campaigns are closed with a reason and reopened: what was found stays, and nothing is asked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.indicators.inspecting import open_items, require_open_item
from guatu.indicators.models.target import Campaign, Goal, InspectionLine, TargetItem
from guatu.indicators.use_cases.add_goal import add_goal
from guatu.indicators.use_cases.close_campaign import close_campaign
from guatu.indicators.use_cases.close_goal import close_goal
from guatu.indicators.use_cases.close_inspection import close_inspection
from guatu.indicators.use_cases.close_item import close_item
from guatu.indicators.use_cases.define_item import ItemTerms, define_item
from guatu.indicators.use_cases.edit_campaign import edit_campaign
from guatu.indicators.use_cases.edit_goal import edit_goal
from guatu.indicators.use_cases.file_highlight import file_highlight
from guatu.indicators.use_cases.judge_item import judge_item
from guatu.indicators.use_cases.name_pace_setter import name_pace_setter
from guatu.indicators.use_cases.open_inspection import open_inspection
from guatu.indicators.use_cases.reopen_campaign import reopen_campaign
from guatu.indicators.use_cases.reopen_goal import reopen_goal
from guatu.indicators.use_cases.reopen_item import reopen_item
from guatu.indicators.use_cases.report_item import report_item
from guatu.indicators.use_cases.set_targets import set_targets
from tests.api.clients import a_program, a_token
from tests.builders import an_actor
from tests.indicators.indicator_builders import Cast, at
from tests.indicators.test_edit_item import judged, newest
from tests.indicators.test_set_targets import a_goal, an_item, quarters, view_of
from tests.indicators.test_walk_indicator_pages import signed_in, text_of, url

pytestmark = pytest.mark.usefixtures("file_storage")


def refused(*acts: Callable[[], object]) -> set[str]:
    """With which codes they are refused, which they all have to be."""
    codes = set()
    for act in acts:
        with pytest.raises(Refused) as caught:
            act()
        codes.add(caught.value.code)
    return codes


def acts_on(cast: Cast, goal: Goal, item: TargetItem) -> list[Callable[[], object]]:
    """Everything that is done in a goal while it is open."""
    line = InspectionLine.objects.get(item=item)
    inspector = an_actor(cast.zone, "supervisor", username="judge")
    leader = an_actor(cast.zone, "leader", username="namer")
    office = cast.office
    return [
        lambda: define_item(actor=office, goal=goal, terms=ItemTerms("新")),
        lambda: edit_goal(actor=office, goal=goal, name="新", lead_unit=cast.park),
        lambda: set_targets(actor=office, item=item, values={None: quarters("1", "2", "3", "4")}),
        lambda: report_item(actor=office, line=line, text="完成"),
        lambda: judge_item(actor=inspector, line=line, verdict="met"),
        lambda: close_item(actor=office, item=item, reason="也关"),
        lambda: file_highlight(actor=office, goal=goal, unit=cast.park, quarter=2, title="亮点"),
        lambda: name_pace_setter(actor=leader, goal=goal, unit=cast.park, quarter=2, reason="好"),
    ]


def test_a_closed_goal_is_asked_nothing_and_keeps_what_was_found(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "", name="投资", measure="亿元")
    set_targets(actor=cast.office, item=item, values={None: quarters("10", "50", "75", "100")})
    judged(cast, item)
    assert [view.is_behind for view in view_of(cast, goal)] == [True]
    with at(20):
        closed = close_goal(actor=cast.office, goal=goal, reason="并入其他目标")
    assert closed.closed_on == date(2018, 7, 20)
    entry = newest("indicators.goal.closed")
    assert (entry.reason, entry.changes["closed_on"]) == ("并入其他目标", [None, "2018-07-20"])
    goal.refresh_from_db()
    (view,) = view_of(cast, goal)
    assert (view.is_behind, view.is_open, view.whole.cells[1].actual) == (False, False, Decimal(18))
    assert view.line is not None
    assert view.line.verdict == "partly"
    close_again = lambda: close_goal(actor=cast.office, goal=goal, reason="再来")  # noqa: E731
    item.refresh_from_db()
    assert refused(*acts_on(cast, goal, item), close_again) == {"goal_closed"}
    assert list(open_items(goal.campaign)) == []
    assert refused(lambda: open_inspection(actor=cast.office, campaign=goal.campaign, quarter=3)) == {
        "no_items"
    }
    reopen_goal(actor=cast.office, goal=goal, reason="恢复")
    assert refused(lambda: reopen_goal(actor=cast.office, goal=goal, reason="恢复")) == {"goal_open"}
    goal.refresh_from_db()
    assert [view.is_behind for view in view_of(cast, goal)] == [True]


def test_an_open_inspection_does_not_wait_for_a_closed_goal(cast: Cast) -> None:
    goal = a_goal(cast)
    an_item(cast, goal, "", name="投资")
    inspection = open_inspection(actor=cast.office, campaign=goal.campaign, quarter=1)
    assert refused(lambda: close_inspection(actor=cast.office, inspection=inspection)) == {"not_judged"}
    close_goal(actor=cast.office, goal=goal, reason="取消")
    close_inspection(actor=cast.office, inspection=inspection)


def test_a_closed_campaign_closes_all_in_it(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "", name="投资")
    campaign = goal.campaign
    open_inspection(actor=cast.office, campaign=campaign, quarter=1)
    close_item(actor=cast.office, item=an_item(cast, goal, "", name="早关"), reason="取消")
    with at(20):
        close_campaign(actor=cast.office, campaign=campaign, reason="年度活动结束")
    for row in (campaign, goal, item):
        row.refresh_from_db()
    goal = Goal.objects.select_related("campaign").get(id=goal.id)
    acts = [
        *acts_on(cast, goal, item),
        lambda: add_goal(actor=cast.office, campaign=campaign, name="新目标", lead_unit=cast.park),
        lambda: edit_campaign(actor=cast.office, campaign=campaign, name="新", year=2018),
        lambda: open_inspection(actor=cast.office, campaign=campaign, quarter=2),
        lambda: close_goal(actor=cast.office, goal=goal, reason="也关"),
        lambda: reopen_goal(actor=cast.office, goal=goal, reason="开"),
        lambda: reopen_item(actor=cast.office, item=TargetItem.objects.get(name="早关"), reason="开"),
        lambda: close_campaign(actor=cast.office, campaign=campaign, reason="再来"),
    ]
    assert refused(*acts) == {"campaign_closed"}
    reopen_campaign(actor=cast.office, campaign=campaign, reason="延长")
    assert newest("indicators.campaign.reopened").changes["closed_on"] == ["2018-07-20", None]
    assert list(open_items(campaign)) == [item]
    assert refused(lambda: reopen_campaign(actor=cast.office, campaign=campaign, reason="开")) == {
        "campaign_open"
    }


def test_only_with_a_reason_and_by_whoever_sets_targets(cast: Cast) -> None:
    goal = a_goal(cast)
    for turn, told in (
        (close_goal, {"goal": goal}),
        (close_campaign, {"campaign": goal.campaign}),
        (reopen_goal, {"goal": goal}),
        (reopen_campaign, {"campaign": goal.campaign}),
    ):
        with pytest.raises(NotAllowed):
            turn(actor=cast.clerk, reason="x", **told)
        with pytest.raises(InvalidInput):
            turn(actor=cast.office, reason=" ", **told)


@given(st.booleans(), st.booleans(), st.booleans())
def test_an_item_is_open_while_it_and_all_above_it_are(campaign: bool, goal: bool, item: bool) -> None:
    def closed_on(is_closed: bool) -> date | None:
        return date(2018, 7, 2) if is_closed else None

    above = Goal(campaign=Campaign(closed_on=closed_on(campaign)), closed_on=closed_on(goal))
    one = TargetItem(goal=above, closed_on=closed_on(item))
    if campaign or goal or item:
        with pytest.raises(Refused) as caught:
            require_open_item(one)
        first = "campaign" if campaign else "goal" if goal else "item"
        assert caught.value.code == f"{first}_closed"
    else:
        require_open_item(one)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_by_the_pages_and_by_the_api(cast: Cast, language: str) -> None:
    goal = a_goal(cast)
    an_item(cast, goal, "", name="投资")
    office, clerk = signed_in(cast.office, language), signed_in(cast.clerk, language)
    ways = {"campaign": goal.campaign_id, "goal": goal.id}
    home = url(cast, "campaign", goal.campaign_id)
    for thing, key in ways.items():
        for act in ("close", "reopen"):
            text_of(office, url(cast, f"{thing}-{act}", key))
            text_of(clerk, url(cast, f"{thing}-{act}", key), 403)
        assert url(cast, f"{thing}-close", key) in text_of(office, home)
        assert office.post(url(cast, f"{thing}-close", key), {"reason": ""}).status_code == 422
        assert office.post(url(cast, f"{thing}-close", key), {"reason": "结束了"}).status_code == 302
        page = text_of(office, home)
        assert "结束了" in page
        assert url(cast, f"{thing}-reopen", key) in page
        assert url(cast, "goal-add", goal.campaign_id) in page or thing == "campaign"
        assert url(cast, "item-define", goal.id) not in page
        assert office.post(url(cast, f"{thing}-reopen", key), {"reason": "恢复"}).status_code == 302
    program = a_program(a_token(cast.office))
    for thing, key in ways.items():
        for act in ("close", "reopen"):
            body = {thing: str(key), "reason": "接口"}
            path = f"/api/v1/indicators/{act}-{thing}"
            answer = program.post(path, body, content_type="application/json")
            assert answer.status_code == 200, answer.content
