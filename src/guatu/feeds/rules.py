"""A calendar as other programs read it: RFC 5545 iCalendar. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Component, Event, Timezone, TimezoneStandard

from guatu.core.clock import CHINA

PRODUCT = "-//Guatu//Guatu//ZH"
# How often programs are asked to look again.
_EVERY = timedelta(hours=1)
# Milestones: at nine in the morning of the day before. Meetings: an hour before.
_BEFORE_DAY, _BEFORE_HOUR = timedelta(hours=-15), timedelta(hours=-1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One thing on the calendar, on a whole `day` or from `starts` to `ends` (aware). `uid` never changes."""

    uid: str
    summary: str
    day: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    # What is done or called off needs no reminder.
    is_over: bool = False


def content_hash(name: str, events: Sequence[CalendarEvent], *, reminds: bool) -> str:
    """A fingerprint of what the calendar says, whenever it is written."""
    return hashlib.sha256(repr((name, reminds, tuple(events))).encode()).hexdigest()


def written(name: str, events: Sequence[CalendarEvent], *, changed_at: datetime, reminds: bool) -> bytes:
    """The calendar as a file. `changed_at` is since when it says what it says: the stamp of every event, so that the
    same calendar is written the same."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", CHINA.key)
    calendar.add("refresh-interval", _EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if any(event.starts is not None for event in events):
        calendar.add_component(_china())
    for event in events:
        calendar.add_component(_event(event, changed_at, reminds))
    return bytes(calendar.to_ical())


def _china() -> Timezone:
    """China Standard Time, without summer time since 1991."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 – by RFC 5545 a local time
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", CHINA.key)
    zone.add_component(standard)
    return zone


def _event(event: CalendarEvent, changed_at: datetime, reminds: bool) -> Component:
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", changed_at.astimezone(UTC))
    component.add("summary", event.summary)
    if event.starts is not None:
        component.add("dtstart", event.starts.astimezone(CHINA))
        if event.ends is not None:
            component.add("dtend", event.ends.astimezone(CHINA))
    elif event.day is not None:
        component.add("dtstart", event.day)
        component.add("dtend", event.day + timedelta(days=1))
        # A deadline takes nobody's time.
        component.add("transp", "TRANSPARENT")
    for name in ("location", "description", "url"):
        if value := getattr(event, name):
            component.add(name, value)
    component.add("status", event.status)
    if reminds and not event.is_over:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.summary)
        alarm.add("trigger", _BEFORE_HOUR if event.starts is not None else _BEFORE_DAY)
        component.add_component(alarm)
    return component
