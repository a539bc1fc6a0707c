"""The pages of meetings, as a person uses them, in both languages."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.matters.models.matter import Matter
from guatu.meetings.models.fieldwork import Review, SiteVisit
from guatu.meetings.models.meeting import Attendance, Meeting, Resolution
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.use_cases.open_meeting import open_meeting
from guatu.meetings.use_cases.start_meeting import start_meeting
from tests.builders import the_root
from tests.matters.matter_builders import Cast, at
from tests.meetings.meeting_builders import NAME, a_light, a_meeting, a_series, an_item, closed, running
from tests.projects.progress_builders import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with at(2):
        yield


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=[cast.zone.code, *args])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens(cast: Cast, language: str) -> None:
    a_light(cast, "碳纤维", "red")
    meeting = running(cast)
    an_item(cast, meeting)
    client = signed_in(cast.office, language)
    for name, args in (
        ("series-list", ()),
        ("series-define", ()),
        ("series", (meeting.series_id,)),
        ("series-edit", (meeting.series_id,)),
        ("series-rename", (meeting.series_id,)),
        ("meeting", (meeting.id,)),
        ("mode", (meeting.id,)),
        ("attendance", (meeting.id,)),
        ("meeting-close", (meeting.id,)),
        ("meeting-cancel", (meeting.id,)),
        ("meeting-move", (meeting.id,)),
        ("visits", ()),
        ("visit-file", ()),
        ("not-visited", ()),
        ("reviews", ()),
        ("review-file", ()),
    ):
        page = text_of(client, url(cast, name, *args))
        assert ("议程" in page or "会议" in page) == (language == "zh-hans") or language == "en", name
    page = text_of(client, url(cast, "mode", meeting.id))
    assert ("红灯项目" in page) == (language == "zh-hans")
    assert "碳纤维" in page


def test_define_call_and_rename(cast: Cast) -> None:
    client = signed_in(cast.office)
    data = {
        "name": NAME, "kind": "projects", "unit": str(the_root(cast.zone).id), "cadence": "weekly",
        "weekday": "1", "month_day": "1", "starts_at": "09:00", "starts_on": "2018-07-02",
        "first_number": "24", "venue": "三楼", "branch_venues": "甲、乙", "attending": [str(cast.park.id)],
    }  # fmt: skip
    assert client.post(url(cast, "series-define"), data | {"venue": ""}).status_code == 422
    assert client.post(url(cast, "series-define"), data).status_code == 302
    assert client.post(url(cast, "series-define"), data).status_code == 422
    series = MeetingSeries.objects.get()
    assert series.branch_venues == ["甲", "乙"]
    answer = client.post(url(cast, "meeting-call", series.id), {})
    meeting = Meeting.objects.get()
    assert answer["Location"] == url(cast, "meeting", meeting.id)
    assert meeting.number == 24
    past = client.post(url(cast, "meeting-call", series.id), {"day": "2018-06-01"})
    assert past.status_code == 422
    renamed = {"name": "三大突破例会", "valid_from": "2018-07-03"}
    assert client.post(url(cast, "series-rename", series.id), renamed).status_code == 302
    page = text_of(client, url(cast, "series", series.id))
    assert NAME in page
    assert "三大突破例会" in page


def test_the_agenda_is_edited_by_buttons(cast: Cast) -> None:
    meeting = a_meeting(cast)
    one, two = an_item(cast, meeting, "甲"), an_item(cast, meeting, "乙")
    client = signed_in(cast.office)

    def act(item: Any, what: str) -> int:
        return client.post(url(cast, "item-arrange", item.id), {"act": what}).status_code

    assert act(two, "up") == 302
    assert list(meeting.items.values_list("title", flat=True)) == ["乙", "甲"]
    assert act(one, "next") == 302
    assert Meeting.objects.get(number=2).items.get().title == "甲"
    assert act(two, "drop") == 302
    assert act(two, "up") == 409
    assert act(an_item(cast, meeting, "丙"), "sideways") == 422
    project = a_project(cast.zone, cast.park)
    form = {"meeting": str(meeting.id), "project": str(project.id)}
    assert client.post(url(cast, "item-add", meeting.series_id), form).status_code == 302
    assert client.post(url(cast, "item-add", meeting.series_id), form).status_code == 409
    assert client.post(url(cast, "item-add", meeting.series_id), {"title": "备忘"}).status_code == 302
    assert "备忘" in text_of(client, url(cast, "series", meeting.series_id))


def test_a_resolution_in_meeting_mode_without_leaving_it(cast: Cast) -> None:
    a_light(cast, "碳纤维", "red")
    meeting = running(cast)
    item = meeting.items.get()
    client = signed_in(cast.leader)
    page = text_of(client, url(cast, "mode", meeting.id))
    assert 'data-mode-due="2018-07-06"' in page
    assert f'<option value="{cast.park.id}" selected>' in page
    address = url(cast, "resolution-pass", item.id)
    wrong = client.post(address, {"text": "增容", "due_on": "2018-07-06"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "增容" in wrong.content.decode()
    data = {
        "text": "增容",
        "due_on": "2018-07-06",
        "lead_unit": str(cast.park.id),
        "client_key": str(uuid4()),
    }
    for _ in range(2):
        answer = client.post(address, data, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "JY-2018-0001" in answer.content.decode()
    assert Resolution.objects.get().matter == Matter.objects.get()
    discussed = client.post(url(cast, "item-discuss", item.id), {"outcome": "decision", "text": "同意"})
    assert discussed["Location"] == f"{url(cast, 'mode', meeting.id)}#item-{item.id}"
    assert "JY-2018-0001" in text_of(client, url(cast, "meeting", meeting.id))


def test_what_somebody_else_wrote_meanwhile_is_not_lost(cast: Cast) -> None:
    meeting = running(cast)
    item = an_item(cast, meeting)
    address = url(cast, "item-discuss", item.id)
    data = {"outcome": "information", "version": str(item.version)}
    assert signed_in(cast.leader).post(address, data | {"text": "先写的"}).status_code == 302
    office = signed_in(cast.office)
    answer = office.post(address, data | {"text": "后写的"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "先写的" in page
    assert "后写的" in page
    item.refresh_from_db()
    assert item.discussion == "先写的"
    again = data | {"text": "后写的", "version": str(item.version)}
    assert f'name="version" value="{item.version}"' in page
    assert office.post(address, again).status_code == 302


def test_from_the_agenda_to_the_minutes(cast: Cast) -> None:
    meeting = a_meeting(cast)
    an_item(cast, meeting)
    client = signed_in(cast.office)
    assert client.get(url(cast, "minutes", meeting.id)).status_code == 200
    assert signed_in(cast.clerk).get(url(cast, "minutes", meeting.id)).status_code == 403
    assert client.post(url(cast, "agenda-build", meeting.id)).status_code == 302
    assert client.post(url(cast, "meeting-open", meeting.id)).status_code == 302
    assert client.post(url(cast, "meeting-open", meeting.id)).status_code == 409
    assert client.post(url(cast, "meeting-start", meeting.id))["Location"] == url(cast, "mode", meeting.id)
    sheet = {
        "name_0": "张三", "presence_0": "present", "venue_0": "三楼会议室",
        "name_1": "", "presence_1": "leave", "venue_1": "三楼会议室",
        "name_2": "来宾", "presence_2": "present", "presence_3": "present",
    }  # fmt: skip
    assert client.post(url(cast, "attendance", meeting.id), sheet).status_code == 302
    assert Attendance.objects.count() == 3
    assert "1 item without an outcome" in text_of(client, url(cast, "meeting-close", meeting.id))
    assert client.post(url(cast, "meeting-close", meeting.id), {"notes": "安全第一。"}).status_code == 302
    assert Meeting.objects.get(number=2).items.count() == 1
    answer = signed_in(cast.clerk).get(url(cast, "minutes", meeting.id))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer.content[:2] == b"PK"


def test_cancelled_with_a_reason(cast: Cast) -> None:
    meeting = a_meeting(cast)
    client = signed_in(cast.office)
    assert client.post(url(cast, "meeting-cancel", meeting.id), {"reason": ""}).status_code == 422
    assert client.post(url(cast, "meeting-cancel", meeting.id), {"reason": "冲突"}).status_code == 302
    assert "冲突" in text_of(client, url(cast, "meeting", meeting.id))


def test_who_may_not_finds_no_button_and_is_refused(cast: Cast) -> None:
    meeting = a_meeting(cast)
    clerk = signed_in(cast.clerk)
    page = text_of(clerk, url(cast, "meeting", meeting.id))
    assert "meeting-mode" not in page
    assert url(cast, "meeting-start", meeting.id) not in page
    assert clerk.post(url(cast, "meeting-start", meeting.id)).status_code == 403
    assert clerk.get(url(cast, "series-define")).status_code == 403
    assert clerk.post(url(cast, "meeting-call", meeting.series_id)).status_code == 403


def test_strangers_find_nothing(cast: Cast) -> None:
    series = a_series(cast, sitting_in=[])
    meeting = a_meeting(cast, series)
    item = an_item(cast, meeting)
    bureau = signed_in(cast.bureau_clerk)
    for name, object_id in (("series", series.id), ("meeting", meeting.id), ("mode", meeting.id)):
        assert bureau.get(url(cast, name, object_id)).status_code == 404
    assert bureau.post(url(cast, "resolution-pass", item.id)).status_code == 404


def test_the_coming_meeting_stands_on_the_leaders_desk(cast: Cast) -> None:
    series = a_series(cast)
    closed(cast, start_meeting(actor=cast.office, meeting=a_meeting(cast, series)))
    coming = open_meeting(actor=cast.office, meeting=a_meeting(cast, series))
    page = text_of(signed_in(cast.leader), reverse("projects:desk", args=[cast.zone.code]))
    assert coming.title in page
    assert coming.day == date(2018, 7, 9)


def test_visits_and_reviews(cast: Cast) -> None:
    project = a_project(cast.zone, cast.park)
    leader = signed_in(cast.leader)
    data = {
        "kind": "supervision", "day": "2018-07-02", "project": str(project.id),
        "leader": str(cast.leader.person_id), "text_0": "脚手架", "unit_0": str(cast.park.id),
        "text_1": "积水", "settled_1": "on",
    }  # fmt: skip
    assert leader.post(url(cast, "visit-file"), data | {"leader": ""}).status_code == 422
    assert leader.post(url(cast, "visit-file"), data).status_code == 302
    assert SiteVisit.objects.get().findings.count() == 2
    page = text_of(leader, url(cast, "visits"))
    assert "WT-2018-0001" in page
    assert "100.0%" in page
    assert project.name not in text_of(leader, url(cast, "not-visited"))
    clerk = signed_in(cast.clerk)
    review = {"week": "2018W26", "unit": str(cast.park.id), "plan": "封顶", "fact": "三层", "cause": "money"}
    assert clerk.post(url(cast, "review-file"), review).status_code == 422
    review |= {"lesson": "早筹款", "next_step": "周三对接"}
    assert clerk.post(url(cast, "review-file"), review).status_code == 302
    assert Review.objects.get().cause == "money"
    assert "早筹款" in text_of(clerk, url(cast, "reviews"))
    assert "早筹款" not in text_of(clerk, url(cast, "reviews") + "?cause=land")


@pytest.mark.parametrize("count", [1, 8])
def test_queries_of_the_pages_do_not_grow(cast: Cast, count: int, django_assert_max_num_queries: Any) -> None:
    for number in range(count):
        a_light(cast, f"项目{number}", "red")
    meeting = running(cast)
    client = signed_in(cast.office)
    text_of(client, url(cast, "meeting", meeting.id))
    for name, most in (("meeting", 24), ("mode", 34)):
        with django_assert_max_num_queries(most):
            text_of(client, url(cast, name, meeting.id))
