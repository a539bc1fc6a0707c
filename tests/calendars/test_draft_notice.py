"""Drafting a notice: what it keeps, what it refuses, who may."""

from datetime import date
from typing import Any

import pytest
from tests.builders import a_unit, a_zone, an_actor, console

from guatu.audit.selectors import history_of
from guatu.calendars.choices import DayKind, NoticeStatus
from guatu.calendars.days import DayRule
from guatu.calendars.models import Notice, NoticeDay
from guatu.calendars.selectors import working_calendar
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone

pytestmark = pytest.mark.django_db

OFF, WORKED = DayRule(DayKind.OFF, "元旦"), DayRule(DayKind.WORKING, "元旦")


def a_notice(**changes: Any) -> dict[str, Any]:
    return {
        "year": 2030,
        "document_number": "国办发明电〔2029〕3号",
        "title": "国务院办公厅关于2030年部分节假日安排的通知",
        "published_on": date(2029, 11, 6),
        "days": {date(2029, 12, 30): OFF, date(2029, 12, 31): OFF, date(2029, 12, 29): WORKED},
        **changes,
    }


@pytest.fixture
def zone() -> Zone:
    zone = a_zone()
    set_up_calendars(actor=console(zone))
    return zone


def test_keeps_the_days_and_records_them(zone: Zone) -> None:
    office = an_actor(zone, "office")
    notice = draft_notice(actor=office, **a_notice())
    assert notice.status == NoticeStatus.DRAFT
    assert [(row.date, row.kind) for row in NoticeDay.objects.filter(zone=zone, notice=notice)] == [
        (date(2029, 12, 29), "working"),
        (date(2029, 12, 30), "off"),
        (date(2029, 12, 31), "off"),
    ]
    (entry,) = history_of(notice.id, zone_id=zone.id)
    assert entry.event == "calendars.notice.drafted"
    assert entry.data["days_worked"] == ["2029-12-29"]
    assert entry.changes["days"][1][0] == "2029-12-29 working 元旦"
    assert entry.actor_name == "office"


def test_a_draft_does_not_count(zone: Zone) -> None:
    before = working_calendar(zone).kind_on(date(2029, 12, 31))
    draft_notice(actor=console(zone), **a_notice())
    assert working_calendar(zone).kind_on(date(2029, 12, 31)) == before == DayKind.WORKING


def test_a_draft_is_revised_with_old_and_new(zone: Zone) -> None:
    notice = draft_notice(actor=console(zone), **a_notice())
    draft_notice(actor=console(zone), **a_notice(notice=notice, days={date(2030, 1, 1): OFF}, title="改"))
    latest = history_of(notice.id, zone_id=zone.id)[0]
    assert latest.changes["title"] == ["国务院办公厅关于2030年部分节假日安排的通知", "改"]
    assert latest.changes["days"][1] == ["2030-01-01 off 元旦"]
    assert [row.date for row in NoticeDay.objects.filter(zone=zone, notice=notice)] == [date(2030, 1, 1)]
    count = history_of(notice.id, zone_id=zone.id).count()
    draft_notice(actor=console(zone), **a_notice(notice=notice, days={date(2030, 1, 1): OFF}, title="改"))
    assert history_of(notice.id, zone_id=zone.id).count() == count, "nothing changed, nothing recorded"


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"year": 20}, "year", "1950"),
        ({"title": " "}, "title", "title"),
        ({"days": {}}, "days", "at least one day off"),
        ({"days": {date(2030, 1, 5): WORKED}}, "days", "at least one day off"),
        ({"days": {date(2030, 1, 1): OFF, date(2029, 12, 28): OFF}}, "days", "2029-12-28"),
        ({"days": {date(2030, 1, 1): OFF, date(2031, 1, 1): OFF}}, "days", "2031-01-01"),
    ],
)
def test_refuses_what_cannot_be(zone: Zone, changes: dict[str, Any], place: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        draft_notice(actor=console(zone), **a_notice(**changes))
    assert [fault.place for fault in caught.value.faults] == [place]
    assert said in str(caught.value.faults[0].message)
    assert not Notice.objects.filter(zone=zone, year=2030).exists()


def test_refuses_the_same_number_twice(zone: Zone) -> None:
    draft_notice(actor=console(zone), **a_notice())
    with pytest.raises(InvalidInput, match="number is there already"):
        draft_notice(actor=console(zone), **a_notice(title="again"))
    draft_notice(actor=console(zone), **a_notice(document_number="", title="without a number"))
    draft_notice(actor=console(zone), **a_notice(document_number="", title="another without"))


def test_refuses_to_change_an_applied_notice(zone: Zone) -> None:
    applied = Notice.objects.filter(zone=zone, year=2018).get()
    with pytest.raises(Refused, match="applied notice is not changed"):
        draft_notice(actor=console(zone), **a_notice(notice=applied))


def test_only_those_over_the_whole_zone_may(zone: Zone) -> None:
    for actor in (
        an_actor(zone, "leader"),
        an_actor(zone, "clerk"),
        an_actor(zone, "office", unit=a_unit(zone), username="park-office"),
    ):
        with pytest.raises(NotAllowed, match=r"calendars\.draft_notice"):
            draft_notice(actor=actor, **a_notice())
