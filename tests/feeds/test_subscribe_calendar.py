"""The secret link of a calendar: given, read, renewed, withdrawn; and what it shows to whom."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.enterprises.tokens import without_tokens
from guatu.feeds.models import CalendarFeed
from guatu.feeds.use_cases.renew_calendar_feed import renew_calendar_feed
from guatu.feeds.use_cases.subscribe_calendar import MOST
from guatu.feeds.use_cases.withdraw_calendar_feed import withdraw_calendar_feed
from guatu.meetings.use_cases.cancel_meeting import cancel_meeting
from guatu.organization.models import Appointment
from guatu.projects.models.project import ProjectDuty
from tests.feeds.conftest import Planned
from tests.matters.matter_builders import a_cast
from tests.meetings.meeting_builders import a_meeting, a_series
from tests.projects.page_builders import signed_in
from tests.projects.plan_builders import MONDAY, on


def path(token: str) -> str:
    return reverse("calendar-feed", args=[token])


def read(client: Client, token: str, day: date = MONDAY) -> Calendar:
    with on(day):
        answer = client.get(path(token))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_only_a_hash_is_kept_and_no_log_holds_it(planned: Planned) -> None:
    issued = planned.subscribed()
    assert issued.token not in str(CalendarFeed.objects.values().get())
    assert issued.token not in str(list(Entry.objects.values()))
    assert issued.token not in without_tokens(f"GET {path(issued.token)} 200")


def test_my_projects_with_their_committed_dates(planned: Planned, client: Client) -> None:
    calendar = read(client, planned.subscribed().token)
    assert [(e["uid"], e.start) for e in calendar.events] == [
        (f"milestone-{m.id}@guatu", m.committed_finish) for m in planned.milestones
    ]
    first = calendar.events[0]
    assert str(first["summary"]) == f"{planned.project.name} – {planned.milestones[0].name}"
    assert str(first["url"]).startswith("http://testserver/z/TZ/projects/milestones/")
    assert "Committed: " in first["description"]


def test_what_was_done_stands_on_its_day(planned: Planned, client: Client) -> None:
    milestone = planned.milestones[0]
    milestone.actual_finish = milestone.committed_finish + timedelta(days=3)  # type: ignore[operator]
    milestone.save()
    event = next(
        e for e in read(client, planned.subscribed().token).events if str(milestone.id) in str(e["uid"])
    )
    assert event.start == milestone.actual_finish
    assert str(event["summary"]).startswith("✓ ")


def test_what_somebody_may_see_is_asked_when_it_is_read(planned: Planned, client: Client) -> None:
    count = len(planned.milestones)
    mine = planned.subscribed().token
    unit = planned.subscribed(content="unit", unit=planned.project.unit).token
    one = planned.subscribed(content="project", project=planned.project).token
    foreign = planned.subscribed(planned.stranger, content="project", project=planned.project).token
    assert [len(read(client, t).events) for t in (mine, unit, one, foreign)] == [count, count, count, 0]
    ProjectDuty.objects.update(valid_to=MONDAY)
    assert len(read(client, mine).events) == 0
    assert len(read(client, unit).events) == count
    Appointment.objects.filter(person_id=planned.clerk.person_id).update(valid_to=MONDAY - timedelta(days=1))
    with on(MONDAY):
        assert client.get(path(unit)).status_code == 404


def test_whoever_is_locked_out_reads_nothing(planned: Planned, client: Client) -> None:
    token = planned.subscribed().token
    User.objects.filter(id=planned.clerk.user_id).update(is_active=False)
    assert client.get(path(token)).status_code == 404


def test_unchanged_is_answered_without_the_file(planned: Planned, client: Client) -> None:
    token = planned.subscribed().token
    with on(MONDAY):
        first = client.get(path(token))
    with on(MONDAY + timedelta(days=1)):
        again = client.get(path(token), headers={"if-none-match": first["ETag"]})
        since = client.get(path(token), headers={"if-modified-since": first["Last-Modified"]})
        whole = client.get(path(token))
    assert (again.status_code, since.status_code) == (304, 304)
    assert whole.content == first.content
    milestone = planned.milestones[0]
    milestone.name = "改了名"
    milestone.save()
    with on(MONDAY + timedelta(days=1)):
        changed = client.get(path(token), headers={"if-none-match": first["ETag"]})
        later = client.get(path(token), headers={"if-modified-since": first["Last-Modified"]})
    assert (changed.status_code, later.status_code) == (200, 200)
    assert changed["Last-Modified"] != first["Last-Modified"]


def test_meetings_with_time_and_place(db: None, client: Client) -> None:
    cast = a_cast()
    series = a_series(cast)
    meeting = a_meeting(cast, series)
    planned = Planned(cast.zone, None, cast.clerk, cast.bureau_clerk)  # type: ignore[arg-type]
    token = planned.subscribed(content="meetings", reminds=True).token
    event = read(client, token, meeting.day).events[0]
    assert event["uid"] == f"meeting-{meeting.id}@guatu"
    assert (event.start.isoformat(), str(event["location"])) == (
        f"{meeting.day}T09:00:00+08:00",
        "三楼会议室",
    )
    assert event.alarms.times
    with on(meeting.day):
        cancel_meeting(actor=cast.office, meeting=meeting, reason="并入下次")
    event = read(client, token, meeting.day).events[0]
    assert (event["status"], event.alarms.times) == ("CANCELLED", [])


def test_a_renewed_link_replaces_the_old_one(planned: Planned, client: Client) -> None:
    issued = planned.subscribed()
    renewed = renew_calendar_feed(actor=planned.clerk, feed=issued.feed)
    assert client.get(path(issued.token)).status_code == 404
    read(client, renewed.token)
    withdraw_calendar_feed(actor=planned.clerk, feed=renewed.feed)
    assert client.get(path(renewed.token)).status_code == 404
    with pytest.raises(Refused):
        withdraw_calendar_feed(actor=planned.clerk, feed=renewed.feed)
    with pytest.raises(Refused):
        renew_calendar_feed(actor=planned.clerk, feed=renewed.feed)
    events = list(Entry.objects.filter(event__startswith="feeds.").order_by("sequence").values_list("event"))
    assert [e[0].rpartition(".")[2] for e in events] == ["subscribed", "renewed", "withdrawn"]


def test_nobody_elses(planned: Planned) -> None:
    issued = planned.subscribed()
    with pytest.raises(NotAllowed):
        renew_calendar_feed(actor=planned.stranger, feed=issued.feed)
    with pytest.raises(NotAllowed):
        withdraw_calendar_feed(actor=planned.stranger, feed=issued.feed)
    browser = signed_in(planned.stranger)
    for name in ("calendar-renew", "calendar-withdraw"):
        for feed_id in (issued.feed.id, uuid4()):
            address = reverse(f"feeds:{name}", args=["TZ", feed_id])
            assert browser.get(address).status_code == browser.post(address).status_code == 404
    address = reverse("feeds:project-calendar-subscribe", args=["TZ", planned.project.id])
    assert browser.get(address).status_code == 404


def test_what_is_missing_and_too_many(planned: Planned) -> None:
    for content in ("unit", "project", "everything"):
        with pytest.raises(InvalidInput):
            planned.subscribed(content=content)
    for _time in range(MOST):
        planned.subscribed()
    with pytest.raises(Refused):
        planned.subscribed()


@pytest.mark.parametrize("token", ["x", "TZ.short", f"TZ.{'a' * 43}", f"XX.{'a' * 43}"])
def test_what_is_no_token_opens_nothing(planned: Planned, client: Client, token: str) -> None:
    assert client.get(path(token)).status_code == 404


def test_guessing_is_slowed_down(planned: Planned, client: Client) -> None:
    token = planned.subscribed().token
    with on(MONDAY):
        for _time in range(20):
            assert client.get(path(f"TZ.{'b' * 43}")).status_code == 404
        assert client.get(path(token)).status_code == 429


def test_walk_the_pages(planned: Planned, client: Client) -> None:
    browser = signed_in(planned.clerk)
    overview = reverse("feeds:calendars", args=["TZ"])
    assert "No calendars yet" in browser.get(overview).content.decode()
    new = reverse("feeds:calendar-subscribe", args=["TZ"])
    assert browser.get(new).status_code == 200
    assert browser.post(new, {"content": "unit"}).status_code == 422
    told = browser.post(new, {"content": "unit", "unit": planned.project.unit_id, "reminds": "on"})
    url = told.context["url"]
    assert url in told.content.decode()
    assert told["Cache-Control"].find("no-store") > 0
    assert url not in browser.get(overview).content.decode()
    read(client, url.partition("/c/")[2].removesuffix(".ics"))
    feed = CalendarFeed.objects.get()
    renewed = browser.post(reverse("feeds:calendar-renew", args=["TZ", feed.id])).context["url"]
    assert renewed != url
    answer = browser.post(reverse("feeds:calendar-withdraw", args=["TZ", feed.id]))
    assert answer["Location"] == overview
    assert "No calendars yet" in browser.get(overview).content.decode()
    project = reverse("feeds:project-calendar-subscribe", args=["TZ", planned.project.id])
    assert (
        project in browser.get(reverse("projects:project", args=["TZ", planned.project.id])).content.decode()
    )
    assert browser.post(project).status_code == 200
    assert CalendarFeed.objects.filter(content="project", project=planned.project).count() == 1
