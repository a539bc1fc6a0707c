"""The calendar as a file, by RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from guatu.core.clock import CHINA
from guatu.feeds.rules import CalendarEvent, content_hash, written

AT = datetime(2018, 7, 2, 4, tzinfo=UTC)
# What a text of an iCalendar can hold: no control characters but the line feed.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=80)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@st.composite
def events(draw: st.DrawFn) -> CalendarEvent:
    day = draw(DAYS)
    starts = datetime(day.year, day.month, day.day, draw(st.integers(0, 23)), tzinfo=CHINA)
    whole_day = draw(st.booleans())
    return CalendarEvent(
        uid=f"milestone-{draw(st.uuids())}@guatu",
        summary=draw(TEXTS),
        day=day if whole_day else None,
        starts=None if whole_day else starts,
        ends=None if whole_day else starts + timedelta(hours=1),
        location=draw(TEXTS),
        description=draw(TEXTS),
        is_over=draw(st.booleans()),
    )


@given(st.lists(events(), max_size=5), st.booleans())
def test_what_is_written_is_read_again(given: list[CalendarEvent], reminds: bool) -> None:
    file = written("我的节点", given, changed_at=AT, reminds=reminds)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    read = Calendar.from_ical(file)
    assert len(read.events) == len(given)
    for event, component in zip(given, read.events, strict=True):
        assert component["uid"] == event.uid
        assert str(component["summary"]) == event.summary
        assert str(component.get("description", "")) == event.description
        if event.day is not None:
            assert (component.start, component.end) == (event.day, event.day + timedelta(days=1))
        else:
            assert (component.start, component.end) == (event.starts, event.ends)
        assert bool(component.alarms.times) == (reminds and not event.is_over)


def test_a_meeting_names_its_time_zone_and_brings_it_along() -> None:
    starts = datetime(2018, 7, 2, 9, tzinfo=CHINA)
    file = written("会议", [CalendarEvent("m@guatu", "例会", starts=starts)], changed_at=AT, reminds=False)
    assert b"DTSTART;TZID=Asia/Shanghai:20180702T090000" in file
    assert file.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZOFFSETTO:+0800" in file


def test_a_milestone_is_a_whole_day_that_takes_no_time() -> None:
    event = CalendarEvent("m@guatu", "开工", day=date(2018, 7, 2))
    file = written("节点", [event], changed_at=AT, reminds=True)
    assert b"DTSTART;VALUE=DATE:20180702" in file
    assert b"TRANSP:TRANSPARENT" in file
    assert b"TRIGGER:-PT15H" in file
    assert b"VTIMEZONE" not in file


def test_the_fingerprint_follows_what_is_said() -> None:
    event = CalendarEvent("m@guatu", "开工", day=date(2018, 7, 2))
    moved = CalendarEvent("m@guatu", "开工", day=date(2018, 7, 3))
    first = content_hash("节点", [event], reminds=False)
    assert first == content_hash("节点", [event], reminds=False)
    assert (
        len({first, content_hash("节点", [moved], reminds=False), content_hash("节点", [], reminds=False)})
        == 3
    )
