"""A resolution is typed once: in the minutes, and a matter with an owner and a date."""

from datetime import date
from uuid import uuid4

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.matters.choices import MatterStatus, Source
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.ask_help import ask_help
from guatu.meetings.models.meeting import Resolution
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.build_agenda import build_agenda
from guatu.meetings.use_cases.discuss_item import discuss_item
from tests.builders import an_actor
from tests.matters.matter_builders import Cast, at, fresh, in_hand
from tests.meetings.meeting_builders import a_meeting, a_resolution, a_series, an_item, closed, running

pytestmark = pytest.mark.django_db


def test_it_is_an_assigned_matter_at_once(cast: Cast) -> None:
    with at():
        item = an_item(cast, running(cast))
        passed = a_resolution(cast, item, text="供电公司一周内完成增容。\n每日报进度。")
    matter = Matter.objects.get()
    assert (matter.status, matter.lead_unit, matter.due_on) == (
        MatterStatus.DISPATCHED,
        cast.park,
        date(2018, 7, 6),
    )
    assert (matter.kind.code, matter.source, matter.title) == (
        "resolution",
        Source.MEETING,
        "供电公司一周内完成增容。",
    )
    item.refresh_from_db()
    assert (item.outcome, passed.place, passed.matter) == ("work_item", 1, matter)
    events = set(Entry.objects.values_list("event", flat=True))
    assert {"meetings.resolution.passed", "matters.matter.raised", "matters.matter.dispatched"} <= events


def test_every_fault_is_named_and_nothing_is_left_behind(cast: Cast) -> None:
    with at():
        item = an_item(cast, running(cast))
        with pytest.raises(InvalidInput) as caught:
            a_resolution(cast, item, text=" ", lead_unit=None, due_on=date(2018, 7, 1))
    assert {fault.place for fault in caught.value.faults} == {"text", "lead_unit", "due_on"}
    assert not Matter.objects.exists()
    assert not Resolution.objects.exists()


def test_sent_twice_it_is_one(cast: Cast) -> None:
    with at():
        item, key = an_item(cast, running(cast)), uuid4()
        first = a_resolution(cast, item, client_key=key)
        assert a_resolution(cast, item, client_key=key) == first
    assert Matter.objects.count() == 1


def test_only_in_a_meeting_that_is_in_session(cast: Cast) -> None:
    with at():
        meeting = a_meeting(cast)
        item = an_item(cast, meeting)
        with pytest.raises(Refused):
            a_resolution(cast, item)
    assert not Matter.objects.exists()


def test_a_request_to_coordinate_is_settled_in_the_same_transaction(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        ask_help(actor=cast.clerk, matter=matter, text="供电与规划两家会商。")
        meeting = running(cast)
        item = meeting.items.get(kind="help")
        assert item.why["text"] == "供电与规划两家会商。"
        a_resolution(cast, item, text="由规划局牵头三日内定线。", lead_unit=cast.bureau)
    matter = fresh(matter)
    assert matter.status == MatterStatus.IN_HAND
    settled = MatterMove.objects.get(matter=matter, move="settle_help")
    assert "由规划局牵头三日内定线。" in settled.text
    assert meeting.title in settled.text


def test_a_decision_alone_settles_it_too(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        ask_help(actor=cast.clerk, matter=matter, text="会商。")
        item = running(cast).items.get(kind="help")
        with pytest.raises(InvalidInput):
            discuss_item(actor=cast.leader, item=item, outcome="decision", text="")
        discuss_item(actor=cast.leader, item=item, outcome="decision", text="同意。")
    assert fresh(matter).status == MatterStatus.IN_HAND


def test_assigned_needs_a_resolution_and_stays_assigned(cast: Cast) -> None:
    with at():
        item = an_item(cast, running(cast))
        with pytest.raises(InvalidInput):
            discuss_item(actor=cast.office, item=item, outcome="work_item", text="好")
        a_resolution(cast, item)
        item = discuss_item(actor=cast.office, item=item, outcome="information", text="补记")
    assert (item.outcome, item.discussion) == ("work_item", "补记")


@pytest.mark.parametrize("who", ["clerk", "supervisor", "grid"])
def test_who_may_not_resolve(cast: Cast, who: str) -> None:
    with at():
        item = an_item(cast, running(cast))
        with pytest.raises(NotAllowed):
            a_resolution(cast, item, actor=getattr(cast, who))


def test_a_leader_of_another_unit_does_not_resolve_here(cast: Cast) -> None:
    with at():
        item = an_item(cast, running(cast))
        local = an_actor(cast.zone, "leader", unit=cast.park, username="local")
        with pytest.raises(NotAllowed):
            a_resolution(cast, item, actor=local)


def test_the_promise_comes_back_first_next_time(cast: Cast) -> None:
    series = a_series(cast)
    with at(2):
        meeting = running(cast, series)
        passed = a_resolution(cast, an_item(cast, meeting), due_on=date(2018, 7, 6))
        closed(cast, meeting)
    with at(9):
        following = a_meeting(cast, series)
        add_item(actor=cast.office, series=series, meeting=following, title="其他")
        assert build_agenda(actor=cast.office, meeting=following) == 0
        items = list(following.items.all())
    assert [(i.kind, i.subject_id) for i in items] == [("promise", passed.matter_id), ("free", None)]
    assert items[0].why["late"] == 3
