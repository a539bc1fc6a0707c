"""The office's workbook goes in whole or not at all, and twice is the same as once."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.organization.models import Person, Unit
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.progress import InvestmentEntry, StartProof
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.sheets.export import export_projects
from guatu.projects.sheets.outcome import ImportOutcome
from guatu.projects.sheets.preview import preview_import
from guatu.projects.sheets.read import ReadSheet, read_projects, totals
from guatu.projects.sheets.report import import_report
from guatu.projects.sheets.rows import Spent
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from tests.builders import a_unit, a_zone, an_actor, console

pytestmark = pytest.mark.django_db

DANYANG = Path(__file__).resolve().parents[2] / "src" / "guatu" / "demo" / "data" / "danyang-2018.xlsx"
TODAY = date(2018, 7, 2)
HEADERS = ["序号", "项目名称", "建设单位", "项目类别", "子类", "总投资", "年度计划投资", "计划开工", "实际开工",
           "1-6月完成投资", "挂钩领导", "联系人", "责任单位", "备注"]  # fmt: skip
ROW = [
    1,
    "甲项目",
    "甲公司",
    "新开工",
    "已开工",
    2,
    1,
    "2018年3月",
    "2018年4月",
    0.4,
    "领导一",
    "联系人一",
    "东园",
    "",
]


def read(source: Path | bytes) -> ReadSheet:
    return read_projects(open_workbook(source, "list.xlsx"), today=TODAY)


def a_list(*rows: list[object], title: str = "2018年重点项目（单位：亿元）") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2018年项目清单"
    sheet.append([title])
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def take_in(zone: Zone, source: Path | bytes) -> ImportOutcome:
    return import_projects(actor=console(zone), sheet=read(source).sheet, file_name="list.xlsx")


def changed(**values: object) -> list[object]:
    """ROW with some columns changed, by header."""
    return [values.get(header, value) for header, value in zip(HEADERS, ROW, strict=True)]


def test_danyang_goes_in_with_the_sums_of_its_article() -> None:
    zone = a_zone()
    found = read(DANYANG)
    outcome = import_projects(actor=console(zone), sheet=found.sheet, file_name=DANYANG.name)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (54, 0, 0)
    said = totals(found.sheet)
    assert (said["total_yi"], said["annual_plan_yi"]) == ("331.7", "132.6")
    assert (said["carry_over"], said["new_start"]) == (19, 35)
    assert (said["continuing"], said["equipment"], said["started"]) == (5, 14, 11)
    assert not found.errors
    assert len(found.table.checks()) == 9
    assert all(check.ok for check in found.table.checks())
    assert Project.objects.filter(zone=zone).count() == 54
    assert ProjectYear.objects.filter(zone=zone, concentrated_start=True).count() == 2
    assert ListMembership.objects.filter(zone=zone, left_on=None).count() == 54
    assert first_break(zone.id) is None


def test_what_stands_in_the_database_is_what_stood_in_the_cells() -> None:
    zone = a_zone()
    take_in(zone, DANYANG)
    project = Project.objects.get(zone=zone, name="大亚集团高端印务")
    year = ProjectYear.objects.get(zone=zone, project=project, year=2018)
    assert project.total_cny == Decimal("517000000.00")  # the cell says 5.17亿元
    assert year.annual_plan_cny == Decimal("234000000.00")
    assert (project.actual_start, project.actual_start_precision) == (date(2017, 8, 31), "month")
    assert (project.construction_from, project.construction_to) == (2017, 2019)
    assert (project.committed_finish, project.committed_finish_precision) == (date(2019, 12, 31), "year")
    entry = InvestmentEntry.objects.get(zone=zone, project=project)
    assert (entry.first_month, entry.last_month, entry.total) == (1, 6, Decimal("126000000.00"))
    holders = dict(ProjectDuty.objects.filter(project=project).values_list("role", "person__name"))
    assert holders == {"lead_official": "工委领导2", "liaison": "联系人8"}
    assert project.unit.name == "精密制造产业园"


def test_twice_is_the_same_as_once() -> None:
    zone = a_zone()
    take_in(zone, DANYANG)
    entries = Entry.objects.filter(zone=zone).count()
    again = take_in(zone, DANYANG)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 54)
    assert Entry.objects.filter(zone=zone).count() == entries


def test_the_workbook_that_is_given_back_changes_nothing(tmp_path: Path) -> None:
    zone = a_zone()
    zone.clock_date = TODAY
    zone.save()
    take_in(zone, DANYANG)
    path = tmp_path / "back.xlsx"
    assert export_projects(actor=console(zone), zone=zone, target=path) == 54
    found = read(path)
    assert not found.errors
    assert all(check.ok for check in found.table.checks())
    again = import_projects(actor=console(zone), sheet=found.sheet, file_name=path.name)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 54)
    assert ProjectList.objects.filter(zone=zone).count() == 1


def test_lights_are_set_with_the_import() -> None:
    zone = Zone(code="LZ", name="灯区", clock_date=TODAY)
    open_zone(actor=console(zone), zone=zone)
    take_in(zone, DANYANG)
    assert ProjectLight.objects.filter(zone=zone).count() == 54
    slow = ProjectLight.objects.get(zone=zone, project__name="金鹏健身器材")
    assert slow.colour == "red"  # 0.06 of 1.09 at mid-year: more than 30 points behind


def test_one_bad_cell_keeps_everything_out_of_reach_of_a_commit() -> None:
    zone = a_zone()
    found = read(a_list(ROW, changed(序号=2, 项目名称="乙项目", 总投资="很多")))
    assert [(p.row, p.column) for p in found.errors] == [(4, "F")]
    assert found.rejected_rows == {4}
    report = import_report(found, preview_import(actor=console(zone), sheet=found.sheet), done=False)
    assert report["rejected"][0]["value"] == "很多"
    assert report["created"] == 1
    assert not Project.objects.filter(zone=zone).exists()
    json.dumps(report)


def test_a_project_named_twice_is_refused_with_both_rows() -> None:
    zone = a_zone()
    with pytest.raises(InvalidInput) as caught:
        take_in(zone, a_list(ROW, changed(序号=2)))
    assert "3" in str(caught.value)
    assert not Project.objects.filter(zone=zone).exists()


def test_only_what_differs_is_changed_and_recorded() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    outcome = take_in(zone, a_list(changed(年度计划投资=1.2, 备注="加快")))
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 0)
    entry = Entry.objects.get(zone=zone, event="projects.project.updated_by_import")
    assert set(entry.changes) == {"remark", "annual_plan_cny"}


def test_a_blank_cell_erases_nothing() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    outcome = take_in(zone, a_list(changed(总投资=None, 挂钩领导=None, 实际开工="—", 子类=None)))
    assert outcome.unchanged == 1
    project = Project.objects.get(zone=zone)
    assert project.total_cny == Decimal(200_000_000)
    assert project.actual_start == date(2018, 4, 30)


def test_a_month_does_not_replace_a_day_within_it() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    project = Project.objects.get(zone=zone)
    project.actual_start, project.actual_start_precision = date(2018, 4, 18), "day"
    project.save()
    assert take_in(zone, a_list(ROW)).unchanged == 1
    project.refresh_from_db()
    assert project.actual_start == date(2018, 4, 18)


def test_a_verified_start_is_not_moved_by_a_sheet() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    project = Project.objects.get(zone=zone)
    StartProof.objects.create(
        zone=zone, project=project, kind="piling", day=date(2018, 4, 30), status="verified"
    )
    outcome = take_in(zone, a_list(changed(实际开工="2018年2月")))
    assert outcome.unchanged == 1
    assert "verified" in str(outcome.warnings[0].message)
    project.refresh_from_db()
    assert project.actual_start == date(2018, 4, 30)


def test_a_new_lead_official_ends_the_duty_of_the_old_one() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    take_in(zone, a_list(changed(挂钩领导="领导二")))
    duties = ProjectDuty.objects.filter(zone=zone, role="lead_official").order_by("valid_from")
    assert [(d.person.name, d.valid_to is None) for d in duties] == [("领导一", False), ("领导二", True)]


def test_money_to_a_later_month_becomes_the_entry_of_the_months_between() -> None:
    zone = a_zone()
    take_in(zone, a_list(ROW))
    found = read(a_list(ROW))
    found.sheet.rows[0].spent = Spent(Decimal(70_000_000), 1, 7)
    import_projects(actor=console(zone), sheet=found.sheet, file_name="july.xlsx")
    entries = InvestmentEntry.objects.filter(zone=zone).order_by("first_month")
    assert [(e.first_month, e.last_month, e.total) for e in entries] == [
        (1, 6, Decimal(40_000_000)),
        (7, 7, Decimal(30_000_000)),
    ]


def test_the_names_of_two_people_are_never_mixed_up() -> None:
    zone = a_zone()
    for _ in range(2):
        Person.objects.create(zone=zone, name="领导一")
    with pytest.raises(InvalidInput, match="领导一"):
        take_in(zone, a_list(ROW))


def test_known_units_are_found_by_their_names() -> None:
    zone = a_zone()
    unit = a_unit(zone, "东园")
    take_in(zone, a_list(ROW))
    assert Project.objects.get(zone=zone).unit == unit
    assert Unit.objects.filter(zone=zone).count() == 2


def test_refuses_whoever_may_not_import() -> None:
    zone = a_zone()
    with pytest.raises(NotAllowed, match="import_projects"):
        import_projects(actor=an_actor(zone, "clerk"), sheet=read(DANYANG).sheet, file_name="x")
