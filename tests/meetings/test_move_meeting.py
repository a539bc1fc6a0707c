"""Moving a meeting: when it may be, what stays, and who hears of it."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.use_cases.cancel_meeting import cancel_meeting
from guatu.meetings.use_cases.move_meeting import move_meeting
from guatu.meetings.use_cases.start_meeting import start_meeting
from guatu.notifications.models import Notification
from guatu.organization.choices import UnitType
from guatu.organization.models import Person
from tests.builders import a_unit, an_actor
from tests.matters.matter_builders import Cast, at
from tests.meetings.meeting_builders import NAME, a_meeting, a_series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with at(2):
        yield


def moved(cast: Cast, meeting: Meeting, day: date = date(2018, 7, 4), **values: Any) -> Meeting:
    given = {"starts_at": time(14, 30), "venue": "五楼会议室", "reason": "领导出差。"} | values
    return move_meeting(actor=cast.office, meeting=meeting, day=day, **given)


def told(cast: Cast, kind: str) -> dict[Any, str]:
    found = Notification.objects.filter(zone=cast.zone, kind=f"meetings.{kind}")
    return {n.receiver_id: n.words for n in found}


def test_day_hour_and_place_change_and_the_number_stays(cast: Cast) -> None:
    meeting = a_meeting(cast)
    number = meeting.number
    assert meeting.day == date(2018, 7, 2)
    meeting = moved(cast, meeting)
    meeting.refresh_from_db()
    assert (meeting.day, meeting.starts_at, meeting.venue) == (date(2018, 7, 4), time(14, 30), "五楼会议室")
    assert (meeting.number, meeting.nominal_on) == (number, date(2018, 7, 2))
    entry = Entry.objects.get(zone=cast.zone, event="meetings.meeting.moved")
    assert entry.reason == "领导出差。"
    assert entry.changes["day"] == ["2018-07-02", "2018-07-04"]


@pytest.mark.parametrize(
    ("day", "values", "place"),
    [
        (date(2018, 7, 1), {}, "day"),
        (date(2018, 7, 9), {}, "day"),
        (date(2018, 7, 2), {"starts_at": time(9), "venue": "三楼会议室"}, "day"),
        (date(2018, 7, 4), {"reason": " "}, "reason"),
        (date(2018, 7, 4), {"venue": ""}, "venue"),
    ],
)
def test_refuses_what_cannot_be(cast: Cast, day: date, values: dict[str, Any], place: str) -> None:
    series = a_series(cast)
    first = a_meeting(cast, series)
    a_meeting(cast, series)
    with pytest.raises(InvalidInput) as caught:
        moved(cast, first, day, **values)
    assert caught.value.faults[0].place == place


def test_a_later_meeting_stays_behind_the_one_before_it(cast: Cast) -> None:
    series = a_series(cast)
    a_meeting(cast, series)
    second = a_meeting(cast, series)
    with pytest.raises(InvalidInput):
        moved(cast, second, date(2018, 7, 2))


def test_only_who_convenes_and_only_before_it_begins(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(NotAllowed):
        move_meeting(
            actor=cast.clerk,
            meeting=meeting,
            day=date(2018, 7, 4),
            starts_at=time(9),
            venue="甲",
            reason="乙",
        )
    started = start_meeting(actor=cast.office, meeting=meeting)
    with pytest.raises(Refused):
        moved(cast, started)


def test_members_and_chair_hear_of_it_being_called_moved_and_cancelled(cast: Cast) -> None:
    chair = Person.objects.get(id=cast.leader.person_id)
    meeting = a_meeting(cast, a_series(cast, chair=chair))
    # The park attends, the bureau sits in, the leader chairs; the office, which did it, need not be told.
    members = {cast.clerk.person_id, cast.bureau_clerk.person_id, cast.leader.person_id}
    assert set(told(cast, "called")) == members
    assert told(cast, "called")[cast.clerk.person_id].startswith(NAME)
    assert "三楼会议室" in told(cast, "called")[cast.clerk.person_id]
    meeting = moved(cast, meeting)
    assert set(told(cast, "moved")) == members
    assert "五楼会议室" in told(cast, "moved")[cast.clerk.person_id]
    meeting = moved(cast, meeting, date(2018, 7, 5))
    assert Notification.objects.filter(kind="meetings.moved", receiver_id=cast.clerk.person_id).count() == 2
    cancel_meeting(actor=cast.office, meeting=meeting, reason="并入现场会")
    assert set(told(cast, "cancelled")) == members
    assert "并入现场会" in told(cast, "cancelled")[cast.clerk.person_id]


def test_a_unit_without_leaders_and_clerks_is_told_by_whom_it_has(cast: Cast) -> None:
    station = a_unit(cast.zone, "督查室", UnitType.DEPARTMENT)
    supervisor = an_actor(cast.zone, "supervisor", unit=station, username="station")
    a_meeting(cast, a_series(cast, attending=[cast.park, station], sitting_in=[]))
    # The park has a clerk, so its grid worker need not come to the seat of the park.
    assert set(told(cast, "called")) == {cast.clerk.person_id, supervisor.person_id}


def test_the_page_moves_it_and_says_what_is_wrong(cast: Cast) -> None:
    meeting = a_meeting(cast)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(id=cast.office.user_id))
    page = f"/z/{cast.zone.code}/meetings/held/{meeting.id}/"
    assert f"{page}move/" in client.get(page).content.decode()
    form = {"day": "2018-07-04", "starts_at": "14:30", "venue": "五楼会议室", "reason": "领导出差"}
    assert client.post(f"{page}move/", form | {"day": "2018-06-01"}).status_code == 422
    assert client.post(f"{page}move/", form).status_code == 302
    assert "2018年7月4日" in client.get(page).content.decode()
    client.force_login(User.objects.get(id=cast.clerk.user_id))
    assert client.get(f"{page}move/").status_code == 403
