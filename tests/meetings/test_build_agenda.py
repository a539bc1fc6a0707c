"""The agenda builds itself, once, and leaves alone what somebody wrote."""

from datetime import date
from typing import Any

import pytest

from guatu.core.errors import NotAllowed
from guatu.matters.use_cases.ask_help import ask_help
from guatu.meetings.models.meeting import AgendaItem
from guatu.meetings.rules.why import why_sentence
from guatu.meetings.selectors.meetings import agenda_of
from guatu.meetings.selectors.mode import slides
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.build_agenda import build_agenda
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.drop_item import drop_item
from guatu.meetings.use_cases.reorder_item import reorder_item
from tests.matters.matter_builders import Cast, at, dispatched, in_hand
from tests.meetings.meeting_builders import (
    a_light,
    a_meeting,
    a_resolution,
    a_series,
    an_item,
    closed,
    running,
)

pytestmark = pytest.mark.django_db


def titles(meeting: Any) -> list[str]:
    return [item.title for item in meeting.items.filter(dropped=False).order_by("order")]


def test_in_the_order_of_the_meeting(cast: Cast) -> None:
    series = a_series(cast)
    with at(2):
        meeting = running(cast, series)
        a_resolution(cast, an_item(cast, meeting, "增容"), text="一周内增容。")
        closed(cast, meeting)
        late = dispatched(cast, title="逾期诉求", due_on=date(2018, 7, 5))
        asked = in_hand(cast, title="请求会办")
        ask_help(actor=cast.clerk, matter=asked, text="会商。")
    a_light(cast, "老红", "red", date(2018, 6, 1))
    a_light(cast, "新红", "red", date(2018, 7, 5))
    a_light(cast, "黄远", "yellow", days_to_red=30)
    a_light(cast, "黄近", "yellow", days_to_red=3)
    a_light(cast, "绿", "green")
    add_item(actor=cast.office, series=series, title="备忘")
    with at(9):
        following = call_meeting(actor=cast.office, series=series)
    assert titles(following) == [
        "一周内增容。", "新红", "老红", "逾期诉求", "请求会办", "黄近", "黄远", "备忘",
    ]  # fmt: skip
    whys = [why_sentence(item.why) for item in agenda_of(following, actor=cast.office)]
    assert whys[0].endswith("3 days late.")
    assert whys[1] == "Red since 5 Jul 2018."
    assert whys[2] == "Still red, since 1 Jun 2018."
    assert "4 days overdue" in whys[3]
    assert late.title == "逾期诉求"


def test_again_it_adds_nothing_and_keeps_words_and_order(cast: Cast) -> None:
    for name in ("甲", "乙", "丙"):
        a_light(cast, name, "red")
    with at():
        meeting = a_meeting(cast)
        first = meeting.items.order_by("order")[0]
        moved = reorder_item(actor=cast.office, item=first, up=False)
        gone = meeting.items.exclude(id=moved.id).order_by("order")[0]
        drop_item(actor=cast.office, item=gone)
        before = list(meeting.items.values_list("id", "order", "dropped"))
        assert build_agenda(actor=cast.office, meeting=meeting) == 0
        assert list(meeting.items.values_list("id", "order", "dropped")) == before
        a_light(cast, "丁", "red")
        assert build_agenda(actor=cast.office, meeting=meeting) == 1
    assert titles(meeting)[-1] == "丁"


def test_confidential_matters_are_not_read_out(cast: Cast) -> None:
    with at(2):
        dispatched(cast, title="密", due_on=date(2018, 7, 3), is_confidential=True)
    with at(9):
        assert titles(a_meeting(cast)) == []


def test_a_reader_sees_only_items_of_what_they_may_see(cast: Cast) -> None:
    a_light(cast, "园区项目", "red")
    with at():
        meeting = a_meeting(cast)
        an_item(cast, meeting, "通知")
    assert {i.title for i in agenda_of(meeting, actor=cast.clerk)} == {"园区项目", "通知"}
    # The bureau sits in: it sees the meeting, and of projects only its own.
    assert {i.title for i in agenda_of(meeting, actor=cast.bureau_clerk)} == {"通知"}


@pytest.mark.parametrize("who", ["clerk", "leader", "supervisor", "grid"])
def test_only_the_office_builds_it(cast: Cast, who: str) -> None:
    with at():
        meeting = a_meeting(cast)
        with pytest.raises(NotAllowed):
            build_agenda(actor=getattr(cast, who), meeting=meeting)


@pytest.mark.parametrize("count", [1, 6])
def test_queries_of_meeting_mode_do_not_grow(
    cast: Cast, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        a_light(cast, f"项目{number}", "red")
    with at():
        meeting = a_meeting(cast)
        with django_assert_max_num_queries(13):
            assert len(slides(meeting, actor=cast.office)) == count
    assert AgendaItem.objects.count() == count
