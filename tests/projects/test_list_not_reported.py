"""Who has not reported in a week."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guatu.accounts.models import User
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.organization.models import Unit
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from guatu.projects.rules.progress import has_to_report, reporting_week
from guatu.projects.selectors.not_reported import not_reported
from guatu.projects.use_cases.file_progress_report import file_progress_report
from tests.builders import a_person, a_unit, a_zone, an_actor
from tests.projects.progress_builders import MONDAY, NOON, a_duty, a_project

pytestmark = pytest.mark.django_db

WEEK = reporting_week(MONDAY)
LAST_WEEK = reporting_week(MONDAY - timedelta(days=1))


@pytest.fixture
def zone() -> Zone:
    return a_zone()


def silent(zone: Zone, *, week: Period = WEEK, **more: Any) -> list[str]:
    actor = more.pop("actor", None) or an_actor(zone, "office", username=f"reader {User.objects.count()}")
    return [row.project.name for row in not_reported(actor=actor, week=week, day=MONDAY, **more).rows]


def reported(project: Project, day: date) -> None:
    with frozen_at(NOON):
        file_progress_report(
            actor=an_actor(project.zone, "office", username=f"reporter {User.objects.count()}"),
            project=project,
            text="有进展",
            day=day,
        )


def test_lists_those_under_construction_longest_silent_first(zone: Zone) -> None:
    park = a_unit(zone)
    a_project(zone, park, name="从未上报")
    a_project(zone, park, name="久未上报", last_reported_on=date(2018, 5, 1))
    a_project(zone, park, name="上周上报", last_reported_on=MONDAY - timedelta(days=1))
    a_project(zone, park, name="本周上报", last_reported_on=MONDAY)
    a_project(zone, park, name="未开工", actual_start=None)
    a_project(zone, park, name="已竣工", actual_finish=date(2018, 6, 1))
    a_project(zone, park, name="已撤销", withdrawn_on=date(2018, 6, 1))
    assert silent(zone) == ["从未上报", "久未上报", "上周上报"]


@pytest.mark.parametrize("ended", ["actual_finish", "withdrawn_on"])
@pytest.mark.parametrize("days", [-8, -7, -1, 0, 6, 7])
def test_the_list_and_the_rule_agree(zone: Zone, ended: str, days: int) -> None:
    dates = {"actual_finish": None, "withdrawn_on": None, ended: MONDAY + timedelta(days=days)}
    project = a_project(zone, **dates)
    rule = has_to_report(WEEK, actual_start=project.actual_start, **dates)
    assert (silent(zone) == [project.name]) == rule


def test_says_who_and_how_long(zone: Zone) -> None:
    project = a_project(zone, last_reported_on=date(2018, 6, 20))
    person = a_person(zone, "联系人乙")
    a_duty(project, person)
    row = not_reported(actor=an_actor(zone, "office"), week=WEEK, day=MONDAY).rows[0]
    assert row.liaison is not None
    assert (row.liaison.name, row.last_report, row.days_since) == ("联系人乙", date(2018, 6, 20), 12)


def test_a_week_that_is_over_is_judged_by_what_was_known_then(zone: Zone) -> None:
    park = a_unit(zone)
    late, kept = a_project(zone, park, name="补报"), a_project(zone, park, name="按时")
    reported(kept, LAST_WEEK.last)
    reported(late, LAST_WEEK.first - timedelta(days=2))
    reported(late, MONDAY)
    found = not_reported(actor=an_actor(zone, "office"), week=LAST_WEEK, day=MONDAY)
    assert [(r.project.name, r.days_since) for r in found.rows] == [("补报", 8)]
    assert silent(zone) == ["按时"]


def test_counts_by_unit_stay_whole_when_one_is_chosen(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    for number in range(3):
        a_project(zone, east, name=f"东{number}")
    a_project(zone, west, name="西0", last_reported_on=MONDAY)
    a_project(zone, west, name="西1")
    found = not_reported(actor=an_actor(zone, "office"), week=WEEK, day=MONDAY, unit_id=west.id)
    assert [row.project.name for row in found.rows] == ["西1"]
    assert [(u.unit_name, u.silent, u.under_construction) for u in found.units] == [
        ("东园", 3, 3),
        ("西园", 1, 2),
    ]
    assert (found.silent, found.under_construction) == (4, 5)


def test_shows_only_what_the_reader_may_see(zone: Zone) -> None:
    east, west = a_unit(zone, "东园"), a_unit(zone, "西园")
    a_project(zone, east, name="东")
    followed = a_project(zone, west, name="西")
    a_project(a_zone("B"), name="外区")
    clerk = an_actor(zone, "clerk", unit=east)
    assert silent(zone, actor=clerk) == ["东"]
    a_duty(followed, clerk)
    assert sorted(silent(zone, actor=clerk)) == ["东", "西"]


@pytest.mark.parametrize("week", [WEEK, LAST_WEEK])
def test_takes_five_queries_however_many(
    zone: Zone, week: Period, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    park = a_unit(zone)
    actor = an_actor(zone, "office")
    person = a_person(zone)
    for number in range(12):
        a_duty(a_project(zone, park, name=f"项目{number}"), person)
    with django_assert_max_num_queries(5):
        found = not_reported(actor=actor, week=week, day=MONDAY)
        assert len([row.project.unit.name for row in found.rows if row.liaison]) == 12


class TestPage:
    """The page with its filters."""

    @pytest.fixture
    def client(self, zone: Zone) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        an_actor(zone, "office", username="office")
        client.force_login(User.objects.get(username="office"))
        return client

    @pytest.fixture
    def park(self, zone: Zone) -> Unit:
        return a_unit(zone, "东园")

    def test_opens_on_this_week(self, client: Client, zone: Zone, park: Unit) -> None:
        a_project(zone, park, name="静悄悄")
        with frozen_at(datetime(2018, 7, 4, 4, tzinfo=UTC)):
            page = client.get("/z/TZ/projects/progress/not-reported/").content.decode()
        assert "静悄悄" in page
        assert "The week is not over yet." in page
        assert "nobody" in page

    def test_a_week_and_a_unit_can_be_chosen(self, client: Client, zone: Zone, park: Unit) -> None:
        a_project(zone, park, name="静悄悄")
        a_project(zone, a_unit(zone, "西园"), name="也静")
        with frozen_at(NOON):
            page = client.get(
                "/z/TZ/projects/progress/not-reported/", {"week": "2018W20", "unit": str(park.id)}
            ).content.decode()
        assert "静悄悄" in page
        assert "也静" not in page

    @pytest.mark.parametrize("query", [{"week": "2018"}, {"week": "nonsense"}, {"unit": "x"}])
    def test_says_what_it_expected(self, client: Client, zone: Zone, query: dict[str, str]) -> None:
        assert client.get("/z/TZ/projects/progress/not-reported/", query).status_code == 422

    def test_empty_zone(self, client: Client, zone: Zone) -> None:
        page = client.get("/z/TZ/projects/progress/not-reported/").content.decode()
        assert "Nothing is under construction" in page
        assert not ProgressReport.objects.exists()
