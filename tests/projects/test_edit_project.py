"""Changing the facts of a project."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, StaleVersion
from guatu.core.models import Zone
from guatu.projects.choices import Precision
from guatu.projects.models.project import Project
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.edit_project import edit_project
from tests.builders import a_unit, an_actor, console
from tests.projects.list_builders import a_created_project, a_dated_zone, committed_plan, details

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = Dated(date(2018, 9, 30), Precision.MONTH), Dated(date(2018, 10, 31), Precision.MONTH)


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


def edited_entries() -> list[Entry]:
    return list(Entry.objects.filter(event="projects.project.edited"))


def test_records_what_changed_and_only_that(zone: Zone) -> None:
    project = a_created_project(zone, total_investment=Decimal("500000000"))
    edit_project(
        actor=console(zone),
        project=project,
        unit=project.unit,
        details=details(total_investment=Decimal("500000000"), remark="二期另行申报"),
    )
    project.refresh_from_db()
    assert (project.remark, project.version) == ("二期另行申报", 2)
    (entry,) = edited_entries()
    assert entry.changes == {"remark": ["", "二期另行申报"]}
    assert entry.data["dates_moved"] is False


def test_nothing_changed_records_nothing(zone: Zone) -> None:
    project = a_created_project(zone, total_investment=Decimal("500000000.00"))
    same = details(total_investment=Decimal("500000000"))
    edit_project(actor=console(zone), project=project, unit=project.unit, details=same)
    assert edited_entries() == []
    assert project.version == 1


def test_first_committed_date_needs_no_reason(zone: Zone) -> None:
    project = a_created_project(zone)
    edit_project(
        actor=console(zone), project=project, unit=project.unit, details=details(committed_start=SEPTEMBER)
    )
    assert edited_entries()[0].data["dates_moved"] is True


@pytest.mark.parametrize("later", [OCTOBER, None, Dated(date(2018, 9, 30))])
def test_moved_committed_date_needs_a_reason_and_keeps_the_old_one(zone: Zone, later: Dated | None) -> None:
    project = a_created_project(zone, committed_start=SEPTEMBER)
    new = details(committed_start=later)
    with translation.override("en"), pytest.raises(InvalidInput, match="say why, and who agreed"):
        edit_project(actor=console(zone), project=project, unit=project.unit, details=new, reason="  ")
    project.refresh_from_db()
    assert project.committed_start == SEPTEMBER.day
    edit_project(
        actor=console(zone), project=project, unit=project.unit, details=new, reason="6月28日主任办公会同意"
    )
    (entry,) = edited_entries()
    assert entry.reason == "6月28日主任办公会同意"
    moved = "committed_start_precision" if later and later.day == SEPTEMBER.day else "committed_start"
    assert entry.changes[moved][0] in ("2018-09-30", "month")


def test_date_of_an_approved_plan_changes_with_the_plan(zone: Zone) -> None:
    project = a_created_project(zone, committed_start=SEPTEMBER)
    committed_plan(project)
    with translation.override("en"), pytest.raises(InvalidInput) as raised:
        edit_project(
            actor=console(zone),
            project=project,
            unit=project.unit,
            details=details(committed_start=OCTOBER),
            reason="拖了",
        )
    assert [(f.place, "approved plan" in f.message) for f in raised.value.faults] == [
        ("committed_start", True)
    ]
    edit_project(
        actor=console(zone),
        project=project,
        unit=project.unit,
        details=details(committed_start=SEPTEMBER, remark="其余照常"),
    )
    assert project.remark == "其余照常"


def test_change_over_somebody_elses_is_refused(zone: Zone) -> None:
    mine = a_created_project(zone)
    theirs = Project.objects.get(id=mine.id)
    edit_project(actor=console(zone), project=theirs, unit=theirs.unit, details=details(remark="先"))
    with pytest.raises(StaleVersion):
        edit_project(actor=console(zone), project=mine, unit=mine.unit, details=details(remark="后"))
    assert Project.objects.get(id=mine.id).remark == "先"


def test_own_name_and_code_are_not_taken(zone: Zone) -> None:
    code = "2018-321181-32-01-000000"
    project = a_created_project(zone, code=code)
    edit_project(
        actor=console(zone), project=project, unit=project.unit, details=details(code=code, remark="改")
    )
    assert project.remark == "改"


def test_odd_code_from_a_workbook_may_stay_but_not_become_another_odd_one(zone: Zone) -> None:
    project = a_created_project(zone)
    Project.objects.filter(id=project.id).update(code="备案中")
    project.refresh_from_db()
    edit_project(
        actor=console(zone), project=project, unit=project.unit, details=details(code="备案中", remark="改")
    )
    with pytest.raises(InvalidInput, match="code"):
        edit_project(
            actor=console(zone), project=project, unit=project.unit, details=details(code="仍在备案")
        )


def test_project_moves_only_to_a_unit_within_reach(zone: Zone) -> None:
    here, there = a_unit(zone), a_unit(zone, "另一个园区")
    project = a_created_project(zone, here)
    park_office = an_actor(zone, "office", unit=here)
    with translation.override("en"), pytest.raises(InvalidInput, match="do not reach"):
        edit_project(actor=park_office, project=project, unit=there, details=details())
    edit_project(actor=console(zone), project=project, unit=there, details=details())
    assert project.unit == there
    project = Project.objects.get(id=project.id)
    with pytest.raises(NotAllowed):
        edit_project(actor=park_office, project=project, unit=there, details=details(remark="晚了"))


@pytest.mark.parametrize("role", ["clerk", "leader", "grid_worker", "statistician", "supervisor", "auditor"])
def test_who_may_not(zone: Zone, role: str) -> None:
    project = a_created_project(zone)
    with pytest.raises(NotAllowed):
        edit_project(actor=an_actor(zone, role), project=project, unit=project.unit, details=details())
