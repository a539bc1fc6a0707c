"""Lights as they are evaluated, stored and recorded; and that every event which changes their facts moves them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.evaluating import evaluate
from guatu.figures.reading import Flag, Reading
from guatu.organization.powers import system_actor
from guatu.projects.choices import Ledger
from guatu.projects.models.lights import LightSpell, ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.selectors.lights import light_history, light_view
from guatu.projects.tasks import advance_clocks
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.refresh_lights import refresh_lights
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import a_project, a_year, with_calendars

pytestmark = pytest.mark.django_db

DAY = date(2018, 7, 2)


@pytest.fixture
def zone() -> Zone:
    zone = with_calendars(a_zone())
    zone.clock_date = DAY
    zone.save()
    choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
    return zone


def a_lit_project(zone: Zone, spent: str | None = "60000000", **values: Any) -> Project:
    """Under construction, with a plan of 1.2 亿元; half of it is the pace at mid-year."""
    project = a_project(zone, **values)
    a_year(project)
    if spent is not None:
        spend(project, spent)
    return project


def spend(project: Project, total: str, first: int = 1, last: int = 6) -> InvestmentEntry:
    return InvestmentEntry.objects.create(
        zone_id=project.zone_id,
        project=project,
        ledger=Ledger.DISPATCH,
        year=2018,
        first_month=first,
        last_month=last,
        total=Decimal(total),
        entered_by="test",
    )


def colour(project: Project) -> str:
    return ProjectLight.objects.get(zone_id=project.zone_id, project=project).colour


def refresh(zone: Zone, day: date = DAY) -> int:
    return refresh_lights(actor=system_actor("tick", zone), today=day)


def test_first_light_is_no_change(zone: Zone) -> None:
    project = a_lit_project(zone)
    assert refresh(zone) == 0
    assert colour(project) == "green"
    assert not Entry.objects.filter(event="projects.light.changed").exists()


def test_change_is_recorded_with_what_decided(zone: Zone) -> None:
    project = a_lit_project(zone)
    refresh(zone)
    assert refresh(zone, date(2018, 11, 10)) == 1
    light = ProjectLight.objects.get(project=project)
    assert (light.colour, light.since, light.days_to_red) == ("red", date(2018, 11, 10), 0)
    entry = Entry.objects.get(event="projects.light.changed")
    assert (entry.subject_id, entry.actor_name, entry.changes) == (
        project.id,
        "tick",
        {"lights__colour": ["green", "red"]},
    )
    assert entry.data["finding"]["inputs"]["months"] == 10
    [step] = light_history(project)
    assert (step.day, step.old, step.new) == (date(2018, 11, 10), "green", "red")
    assert "83.3%" in step.sentence


def reds(zone: Zone, period: str) -> Reading:
    wanted = Wanted("projects.red_lights", Period.parse(period))
    return evaluate([wanted], actor=console(zone), zone=zone)[wanted]


def test_lights_of_a_past_month_are_those_of_its_last_day(zone: Zone) -> None:
    unit = a_unit(zone)
    a_lit_project(zone, unit=unit)
    a_lit_project(zone, spent=None, unit=unit, name="没有上报的项目")
    for day in (DAY, date(2018, 11, 10), date(2018, 12, 3)):
        zone.clock_date = day
        zone.save()
        refresh(zone, day)
    assert [reds(zone, month).value for month in ("2018M08", "2018M10", "2018M11", "2018M12")] == [1, 1, 2, 2]
    assert not reds(zone, "2018M08").remarks
    before = reds(zone, "2018M06")
    assert (before.value, before.flags) == (None, {Flag.PARTLY_REPORTED}), "not 0: nothing is known"


def test_a_light_that_turns_twice_a_day_counts_once(zone: Zone) -> None:
    project = a_lit_project(zone)
    refresh(zone)
    money = InvestmentEntry.objects.get(project=project)
    for total in ("1", "60000000", "1"):
        money.total = Decimal(total)
        money.save()
        refresh(zone)
    assert [(one.colour, one.until) for one in LightSpell.objects.filter(project=project).order_by("id")] == [
        ("green", DAY),
        ("red", DAY),
        ("green", DAY),
        ("red", None),
    ]
    assert reds(zone, "2018Q3").value == 1


def test_running_twice_changes_and_writes_nothing(zone: Zone) -> None:
    a_lit_project(zone)
    refresh(zone)
    with CaptureQueriesContext(connection) as queries:
        assert refresh(zone) == 0
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]
    assert written == []


def test_queries_do_not_grow_with_projects(zone: Zone) -> None:
    unit = a_unit(zone)
    counts = []
    for number in (1, 12):
        for n in range(number):
            a_lit_project(zone, unit=unit, name=f"项目 {number}-{n}")
        refresh(zone)
        with CaptureQueriesContext(connection) as queries:
            refresh(zone, date(2018, 7, 3 + number))  # all rows are written: another day
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_withdrawn_projects_have_no_light(zone: Zone) -> None:
    project = a_lit_project(zone, withdrawn_on=DAY)
    refresh(zone)
    assert not ProjectLight.objects.filter(project=project).exists()


def test_month_counts_once_its_deadline_has_passed(zone: Zone) -> None:
    """June 2018 closed on Friday 6 July, the fifth working day."""
    project = a_lit_project(zone, spent=None)
    spend(project, "60000000", last=5)
    refresh(zone, date(2018, 7, 6))
    assert light_view(project).reasons[0].inputs["months"] == 5
    refresh(zone, date(2018, 7, 7))
    assert light_view(project).reasons[0].inputs["months"] == 6


def test_zone_without_rules_has_no_lights() -> None:
    zone = a_zone("NR")
    project = a_project(zone)
    assert refresh(zone) == 0
    assert light_view(project).colour == "grey"


def test_only_the_jobs_evaluate(zone: Zone) -> None:
    with pytest.raises(NotAllowed):
        refresh_lights(actor=an_actor(zone, "office_head"), today=DAY)


def test_tick_advances_every_zone_and_is_safe_to_repeat(zone: Zone) -> None:
    project = a_lit_project(zone)
    refresh(zone)
    with frozen_at(datetime(2018, 11, 10, 1, tzinfo=UTC)):
        assert advance_clocks([zone]) == {zone.code: 1}
        assert advance_clocks([zone]) == {zone.code: 0}
    assert colour(project) == "red"
