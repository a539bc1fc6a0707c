"""Telling a group of a progress report: what it reads, who may, once, and that the record knows."""

from typing import Any

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed, Refused
from guatu.core.models import Zone
from guatu.notifications.composing import line_for_group
from guatu.notifications.models import Delivery
from guatu.organization.models import Unit
from guatu.projects.models.progress import ProgressReport
from guatu.projects.selectors.progress import FeedFilters, progress_feed
from guatu.projects.use_cases.broadcast_progress_report import broadcast_progress_report
from guatu.projects.use_cases.file_progress_report import file_progress_report
from tests.attachments.files import photo
from tests.builders import a_unit, a_zone, an_actor, console, the_root
from tests.notifications.builders import a_group
from tests.projects.list_builders import a_list, put_on
from tests.projects.progress_builders import NOON, a_project, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with frozen_at(NOON):
        yield


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


def a_report(zone: Zone, unit: Unit, name: str = "碳纤维", **values: Any) -> ProgressReport:
    given = {"text": "主厂房\n结顶。", "difficulty": "资金未到位"} | values
    return file_progress_report(actor=console(zone), project=a_project(zone, unit, name=name), **given)


def said(delivery: Delivery) -> str:
    return line_for_group(delivery, []).text


def test_the_group_of_the_own_unit_and_of_one_above_read_what_was_reported(zone: Zone) -> None:
    park = a_unit(zone, "东园")
    report = a_report(zone, park)
    for unit in (park, the_root(zone)):
        channel = a_group(zone, unit=unit, name=unit.name)
        delivery = broadcast_progress_report(actor=console(zone), report=report, channel=channel)
        assert "碳纤维" in said(delivery)
        assert "主厂房 结顶。" in said(delivery)
        assert "资金" not in said(delivery)


def test_any_other_group_learns_only_that_there_is_progress(zone: Zone) -> None:
    report = a_report(zone, a_unit(zone, "东园"))
    channel = a_group(zone, unit=a_unit(zone, "西园"))
    delivery = broadcast_progress_report(actor=console(zone), report=report, channel=channel)
    assert delivery.text == {}
    assert "碳纤维" not in said(delivery)
    entry = Entry.objects.get(zone=zone, event="projects.progress_report.broadcast")
    assert entry.data["in_full"] is False


def test_a_group_is_told_once_and_the_record_knows(zone: Zone) -> None:
    park = a_unit(zone, "东园")
    report, channel = a_report(zone, park), a_group(zone, unit=park)
    broadcast_progress_report(actor=console(zone), report=report, channel=channel)
    with pytest.raises(Refused):
        broadcast_progress_report(actor=console(zone), report=report, channel=channel)
    entry = Entry.objects.get(zone=zone, event="projects.progress_report.broadcast")
    assert {report.id, report.project_id, channel.id} <= set(entry.about)
    assert Delivery.objects.filter(zone=zone, channel=channel).count() == 1


def test_a_robot_that_is_switched_off_says_nothing(zone: Zone) -> None:
    park = a_unit(zone, "东园")
    report, channel = a_report(zone, park), a_group(zone, unit=park, enabled=False)
    with pytest.raises(Refused):
        broadcast_progress_report(actor=console(zone), report=report, channel=channel)
    assert not Entry.objects.filter(zone=zone, event="projects.progress_report.broadcast").exists()


@pytest.mark.parametrize("role", ["clerk", "grid_worker", "supervisor"])
def test_who_may_not_broadcast_may_not(zone: Zone, role: str) -> None:
    park = a_unit(zone, "东园")
    report, channel = a_report(zone, park), a_group(zone, unit=park)
    with pytest.raises(NotAllowed):
        broadcast_progress_report(actor=an_actor(zone, role, unit=park), report=report, channel=channel)


def test_an_office_tells_the_groups_within_its_reach_of_projects_it_sees(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    office = an_actor(zone, "office", unit=east)
    own, foreign = a_report(zone, east), a_report(zone, west, name="眼镜")
    here, there = a_group(zone, unit=east, name="东"), a_group(zone, unit=west, name="西")
    broadcast_progress_report(actor=office, report=own, channel=here)
    for report, channel in ((own, there), (foreign, here)):
        with pytest.raises(NotAllowed):
            broadcast_progress_report(actor=office, report=report, channel=channel)


def shown(zone: Zone, **filters: Any) -> set[str]:
    views = progress_feed(actor=console(zone), filters=FeedFilters(**filters)).views
    return {view.report.project.name for view in views}


def test_the_feed_is_filtered_by_project_list_unit_and_photos(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    with_photo = a_report(zone, east, "甲", photos=[photo("a.jpg")])
    a_report(zone, east, "乙")
    a_report(zone, west, "丙")
    listed = a_list(zone)
    put_on(listed, with_photo.project)
    assert shown(zone) == {"甲", "乙", "丙"}
    assert shown(zone, unit_id=east.id) == {"甲", "乙"}
    assert shown(zone, project_id=with_photo.project_id) == {"甲"}
    assert shown(zone, list_id=listed.id) == {"甲"}
    assert shown(zone, with_photos=True) == {"甲"}


def signed_in(zone: Zone, role: str) -> Client:
    actor = an_actor(zone, role, username=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def test_from_the_feed_to_the_group(zone: Zone) -> None:
    park = a_unit(zone, "东园")
    report = a_report(zone, park)
    a_project(zone, park, name="没报进度")
    client = signed_in(zone, "office")
    feed = client.get(f"/z/{zone.code}/projects/progress/").content.decode()
    page = f"/z/{zone.code}/projects/progress/{report.id}/broadcast/"
    assert page in feed
    assert "1 project has not reported this week" in feed
    assert "没报进度" in feed
    assert "No group to write to" in client.get(page).content.decode()
    channel, other = a_group(zone, unit=park), a_group(zone, unit=a_unit(zone, "西园"), name="西园群")
    asked = client.get(page).content.decode()
    assert "结顶" in asked
    assert "only that there is progress" in asked
    assert client.post(page, {"channel": str(channel.id)}).status_code == 302
    assert Delivery.objects.get(zone=zone).channel_id == channel.id
    assert client.post(page, {"channel": str(other.zone_id)}).status_code == 422
    clerk = signed_in(zone, "clerk")
    assert page not in clerk.get(f"/z/{zone.code}/projects/progress/").content.decode()
    assert clerk.get(page).status_code == 403


def test_the_feed_costs_no_more_with_more_reports(zone: Zone, django_assert_max_num_queries: Any) -> None:
    park = a_unit(zone, "东园")
    for number in range(12):
        a_report(zone, park, f"项目{number}", photos=[photo("a.jpg")])
    client = signed_in(zone, "office")
    client.get(f"/z/{zone.code}/projects/progress/")
    with django_assert_max_num_queries(24):
        client.get(f"/z/{zone.code}/projects/progress/?photos=yes")
