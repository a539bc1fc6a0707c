"""The desk: what is mine, red, late or silent, in the same number of queries however much it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.projects.models.project import Project
from guatu.projects.rules.progress import reporting_week
from guatu.projects.selectors.desk import SHOWN, desk
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.refresh_lights import refresh_lights
from tests.builders import a_unit, a_zone, an_actor, console, the_root
from tests.projects.plan_builders import on
from tests.projects.progress_builders import a_project, with_calendars

TODAY = date(2018, 7, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    zone = with_calendars(a_zone())
    choose_light_rules(
        actor=console(zone), name="银川规则", preset="yinchuan", in_force_from=date(2018, 1, 1)
    )
    return zone


def late_starts(zone: Zone, count: int, **values: Any) -> list[Project]:
    """Projects that should have started so many months ago that they are red by the published rules."""
    made = []
    for at in range(count):
        start = TODAY - timedelta(days=200 + at)
        project = a_project(
            zone,
            name=f"项目{at:02}/{count}",
            committed_start=start,
            actual_start=None,
            **{"unit": the_root(zone)} | values,
        )
        made.append(project)
    refresh_lights(actor=console(zone), today=TODAY)
    return made


def read(zone: Zone, *roles: str, **values: Any) -> Any:
    actor = an_actor(zone, *(roles or ("office",)), **values)
    return desk(actor=actor, today=TODAY, week=reporting_week(TODAY - timedelta(days=1)))


def test_lists_are_cut_and_counts_are_whole(zone: Zone) -> None:
    with on(TODAY):
        late_starts(zone, SHOWN + 3)
        found = read(zone)
    assert len(found.starts_overdue) == SHOWN
    assert found.starts_overdue_count == SHOWN + 3
    assert found.starts_overdue[0].start_late == 200 + SHOWN + 2, "the longest overdue first"
    assert found.counts["red"] == found.total == SHOWN + 3
    assert not found.is_empty


def test_somebody_else_s_projects_are_not_on_it(zone: Zone) -> None:
    with on(TODAY):
        late_starts(zone, 2)
        found = read(zone, "clerk", unit=a_unit(zone, "别的园区"))
    assert found.is_empty
    assert found.starts_overdue_count == found.total == 0


def test_it_takes_the_same_queries_however_many_projects(zone: Zone) -> None:
    with on(TODAY):
        actor = an_actor(zone, "office")
        week = reporting_week(TODAY - timedelta(days=1))
        counts = []
        for more in (1, 9):
            late_starts(zone, more, unit=a_unit(zone, f"园区{more}"))
            with CaptureQueriesContext(connection) as queries:
                desk(actor=actor, today=TODAY, week=week)
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


def test_the_page_says_since_when_a_start_is_overdue(zone: Zone, client: Client) -> None:
    with on(TODAY):
        late_starts(zone, 1)
        client.force_login(User.objects.get(id=an_actor(zone, "office").user_id))
        page = client.get(f"/z/{zone.code}/projects/desk/")
    assert page.status_code == 200
    assert "1 project should have started" in page.content.decode()
    assert "200 days ago" in page.content.decode()
