"""The project list as an office keeps it: sections, formulas in the total rows; reading it back changes nothing."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotAllowed, Refused
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.projects.choices import CapitalOrigin, DutyRole, Ledger, Precision, StartClass, SubClass
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.policies.projects import may_export_projects
from guatu.projects.selectors.projects import visible_projects
from guatu.sheets.amounts import Amount, parse_unit
from guatu.sheets.dates import PartialDate
from guatu.sheets.dates import Precision as SheetPrecision
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SectionLine, SheetSpec, TotalLine
from guatu.sheets.spans import DateSpan
from guatu.sheets.write import write_workbook

_YI = parse_unit("亿元")
_SECTIONS = ((StartClass.CARRY_OVER, "一", "结转续建项目"), (StartClass.NEW_START, "二", "新计划开工项目"))
_CLASS_TEXT = {StartClass.CARRY_OVER: "结转续建", StartClass.NEW_START: "新开工"}
_SUB_TEXT = {SubClass.CONTINUING: "继续建设", SubClass.EQUIPMENT: "安装调试设备"}
_ORIGIN_TEXT = {CapitalOrigin.DOMESTIC: "内资", CapitalOrigin.FOREIGN: "外资"}


def export_projects(*, actor: Actor, zone: Zone, target: Path | BinaryIO, year: int | None = None) -> int:
    """Write the list of `year` (the newest where None) with the projects the actor may see; returns how many."""
    if not may_export_projects(actor):
        raise NotAllowed("projects.export_projects")
    year = year or ProjectYear.objects.filter(zone=zone).aggregate(Max("year"))["year__max"]
    years = {
        y.project_id: y
        for y in ProjectYear.objects.filter(zone=zone, year=year)
    }  # fmt: skip
    projects = [p for p in visible_projects(actor=actor).filter(withdrawn_on__isnull=True) if p.id in years]
    if not projects:
        raise Refused(_("There is no project to export for that year."), code="nothing_to_export")
    projects.sort(key=lambda p: (years[p.id].serial or 10**9, p.name))
    write_workbook(target, [_sheet(zone, year or 0, projects, years)])
    return len(projects)


def _sheet(zone: Zone, year: int, projects: list[Project], years: dict[UUID, ProjectYear]) -> SheetSpec:
    money = InvestmentEntry.objects.filter(zone=zone, year=year, ledger=Ledger.DISPATCH)
    spent = dict(money.order_by().values_list("project_id").annotate(Sum("total")))
    last_month = money.aggregate(Max("last_month"))["last_month__max"] or min(today(zone).month, 12)
    duties: dict[UUID, dict[str, str]] = defaultdict(dict)
    for project_id, role, name in ProjectDuty.objects.filter(zone=zone, valid_to__isnull=True).values_list(
        "project_id", "role", "person__name"
    ):
        duties[project_id][role] = name
    units = dict(Unit.objects.filter(zone=zone).values_list("id", "name"))
    lines: list[Line] = []
    for start_class, serial, label in _SECTIONS:
        members = [p for p in projects if years[p.id].start_class == start_class]
        if members:
            lines.append(SectionLine(serial, f"{label}（{len(members)}个）"))
        lines += [
            DataLine(_values(p, years[p.id], spent.get(p.id), duties[p.id], units[p.unit_id]))
            for p in members
        ]
    lines.append(TotalLine(text=f"{len(projects)}个"))
    name = _list_name(zone, year)
    as_of = min(today(zone), date(year, 12, 31))
    facts = f"填报单位：{zone.name}    截至{as_of.year}年{as_of.month}月{as_of.day}日    单位：亿元"
    return SheetSpec(
        name=f"{year}年项目清单",
        columns=_columns(lines, last_month),
        lines=lines,
        titles=[name, facts],
        frozen=2,
    )


def _list_name(zone: Zone, year: int) -> str:
    """The list that most of the year's projects stand on: the title, by which reading back knows the list."""
    fullest = (
        ProjectList.objects.filter(zone=zone, year=year)
        .annotate(size=Count("memberships", filter=Q(memberships__left_on__isnull=True)))
        .order_by("-size", "name")
        .first()
    )
    return fullest.name if fullest else f"{zone.name}{year}年项目清单"


def _columns(lines: list[Line], last_month: int) -> list[ColumnSpec]:
    used = {
        name
        for line in lines
        if isinstance(line, DataLine)
        for name, value in line.values.items()
        if value is not None
    }
    columns = [
        ColumnSpec("serial", "序号", Kind.INTEGER),
        ColumnSpec("name", "项目名称", key=True),
        ColumnSpec("code", "项目代码"),
        ColumnSpec("owner_name", "建设单位"),
        ColumnSpec("investor_name", "投资方"),
        ColumnSpec("capital_origin", "内外资"),
        ColumnSpec("industry_code", "行业代码"),
        ColumnSpec("start_class", "项目类别"),
        ColumnSpec("sub_class", "子类"),
        ColumnSpec("total_investment", "总投资", Kind.AMOUNT, unit=_YI, total=True),
        ColumnSpec("annual_plan", "年度计划投资", Kind.AMOUNT, unit=_YI, total=True),
        ColumnSpec("years", "建设起止年限", Kind.YEARS),
        ColumnSpec("committed_start", "时间节点/计划开工", Kind.DATE),
        ColumnSpec("actual_start", "时间节点/实际开工", Kind.DATE),
        ColumnSpec("committed_finish", "时间节点/计划竣工", Kind.DATE),
        ColumnSpec("spent", f"1-{last_month}月完成投资", Kind.AMOUNT, unit=_YI, total=True),
        ColumnSpec("stage_note", "形象进度", Kind.LINES, width=36),
        ColumnSpec("lead_official", "挂钩领导"),
        ColumnSpec("liaison", "联系人"),
        ColumnSpec("unit", "责任单位"),
        ColumnSpec("concentrated_start", "集中开工", Kind.TICK),
        ColumnSpec("remark", "备注", Kind.LINES),
    ]
    return [c for c in columns if c.name in used]


def _values(
    project: Project, year: ProjectYear, spent: Decimal | None, duties: dict[str, str], unit: str
) -> dict[str, Any]:
    new_start = year.start_class == StartClass.NEW_START
    sub_class = (
        ("已开工" if project.actual_start else "未开工") if new_start else _SUB_TEXT.get(SubClass(year.sub_class))
        if year.sub_class else None
    )  # fmt: skip
    total = project.total_investment
    foreign = project.capital_origin != CapitalOrigin.DOMESTIC
    return {
        "serial": year.serial or None,
        "name": project.name,
        "code": project.code or None,
        "owner_name": project.owner_name or None,
        "investor_name": project.investor_name or None,
        "capital_origin": _ORIGIN_TEXT[CapitalOrigin(project.capital_origin)] if foreign else None,
        "industry_code": project.industry_code or None,
        "start_class": _CLASS_TEXT[StartClass(year.start_class)],
        "sub_class": sub_class,
        "total_investment": Amount(total, project.currency) if total is not None else None,
        "annual_plan": Amount(year.annual_plan_cny, "CNY") if year.annual_plan_cny is not None else None,
        "years": _span(project),
        "committed_start": _partial(project.committed_start, project.committed_start_precision),
        "actual_start": _partial(project.actual_start, project.actual_start_precision),
        "committed_finish": _own_finish(project),
        "spent": Amount(spent, "CNY") if spent is not None else None,
        "stage_note": project.stage_note or None,
        "lead_official": duties.get(DutyRole.LEAD_OFFICIAL),
        "liaison": duties.get(DutyRole.LIAISON),
        "unit": unit,
        "concentrated_start": True if year.concentrated_start else None,
        "remark": project.remark or None,
    }


def _span(project: Project) -> DateSpan | None:
    if project.construction_from is None:
        return None
    start = PartialDate(date(project.construction_from, 1, 1), SheetPrecision.YEAR)
    if project.construction_to is None:
        return DateSpan(start, None)
    return DateSpan(start, PartialDate(date(project.construction_to, 1, 1), SheetPrecision.YEAR))


def _own_finish(project: Project) -> PartialDate | None:
    """A committed finish that the years of construction do not tell already."""
    finish = project.committed_finish
    if finish is None or (
        project.committed_finish_precision == Precision.YEAR and finish.year == project.construction_to
    ):
        return None
    return _partial(finish, project.committed_finish_precision)


def _partial(day: date | None, precision: str) -> PartialDate | None:
    """The stored last day of what was named → its first day, with the precision."""
    if day is None:
        return None
    match precision:
        case Precision.MONTH:
            first = day.replace(day=1)
        case Precision.QUARTER:
            first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case Precision.HALF:
            first = date(day.year, 1 if day.month <= 6 else 7, 1)
        case Precision.YEAR:
            first = date(day.year, 1, 1)
        case Precision.TEN_DAYS:
            first = day.replace(day=1 if day.day <= 10 else 11 if day.day <= 20 else 21)
        case _:
            first = day
    return PartialDate(first, SheetPrecision(precision))
