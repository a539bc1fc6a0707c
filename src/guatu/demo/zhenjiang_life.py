"""Invented life in 镇江新区: grids, production lines, joint visits, demands answered on the next day, agreements."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.core.money import YI
from guatu.demo.danyang_life import acting
from guatu.demo.zhenjiang_projects import GERRESHEIMER, LIANBO, TERRITORIES
from guatu.grids.choices import GridType
from guatu.grids.rules.geojson import write_grids
from guatu.grids.use_cases.draw_zone_outline import draw_zone_outline
from guatu.grids.use_cases.import_grids import import_grids
from guatu.grids.use_cases.upload_grids import upload_grids
from guatu.investment.choices import Basis, Stage
from guatu.investment.details import ProspectDetails
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Measure
from guatu.investment.use_cases.link_project import link_project
from guatu.investment.use_cases.register_prospect import register_prospect
from guatu.investment.use_cases.sign_agreement import Signed, sign_agreement
from guatu.matters.selectors.rules import category_coded, kind_coded
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.meetings.choices import VisitKind
from guatu.meetings.use_cases.file_visit import file_visit
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.projects.choices import CapitalOrigin, LineProcess, LineProduct, ListLevel, WorkKind, WorkStage
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project
from guatu.projects.use_cases.describe_works import WorkDescription, describe_works
from guatu.projects.use_cases.enrol_project import enrol_project
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report

# South-west corner and size of the invented rectangle, in degrees.
_WEST, _SOUTH, _ACROSS, _UP = 119.62, 32.14, 0.11, 0.05
# Type → code, name, columns and rows of its squares: 55, 38 and 23 grids, as published.
_GRIDS = {
    GridType.SOCIAL: ("SH", "社会网格", 11, 5),
    GridType.ENTERPRISE: ("QY", "企业网格", 19, 2),
    GridType.PROJECT: ("XM", "项目网格", 23, 1),
}
# How many, by process, workshop and stage; the last eleven are told apart by what they make instead.
_LINES = (
    (5, LineProcess.STAMPING, "", "1号厂房", WorkStage.TRIAL),
    (6, LineProcess.AUTOMATIC, "", "1号厂房", WorkStage.TRIAL),
    (5, LineProcess.STAMPING, LineProduct.NEW_ENERGY, "2号厂房", WorkStage.INSTALLING),
    (2, "", LineProduct.NEW_ENERGY, "2号厂房", WorkStage.NOT_STARTED),
    (4, "", LineProduct.CONVENTIONAL, "2号厂房", WorkStage.NOT_STARTED),
)


def live(zone: Zone) -> None:
    """Let the zone live until its clock date."""
    _draw_grids(zone)
    _tell_lines(zone)
    _visit(zone)
    _answer(zone)
    _sign(zone)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), CHINA)


def _square(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def _draw_grids(zone: Zone) -> None:
    """All grids from one file, open since May 2021."""
    demo, grids = system_actor("demo", zone), []
    for type_, (prefix, name, columns, rows) in _GRIDS.items():
        across, up = _ACROSS / columns, _UP / rows
        for place in range(columns * rows):
            row, column = divmod(place, columns)
            west, south = _WEST + column * across, _SOUTH + row * up
            grids.append(
                {
                    "code": f"{prefix}{place + 1:03}",
                    "name": f"{name}{place + 1}（演示）",
                    "type": type_.value,
                    "unit": TERRITORIES[place % len(TERRITORIES)][0],
                    "households": 60 + place % 30 if type_ is GridType.SOCIAL else None,
                    "boundary": _square(west, south, west + across, south + up),
                }
            )
    with frozen_at(_at(date(2021, 5, 6))):
        draw_zone_outline(actor=demo, boundary=_square(_WEST, _SOUTH, _WEST + _ACROSS, _SOUTH + _UP))
        upload = upload_grids(actor=demo, name="网格（演示）.geojson", content=write_grids(grids).encode())
        import_grids(actor=demo, upload=upload)


def _tell_lines(zone: Zone) -> None:
    """Two classifications side by side: how a line works, and what it makes."""
    demo, project = system_actor("demo", zone), Project.objects.get(zone=zone, name=LIANBO)
    told = [
        (number, process, product, place, stage)
        for count, process, product, place, stage in _LINES
        for number in range(1, count + 1)
    ]
    works = describe_works(
        actor=demo,
        project=project,
        works=[
            WorkDescription(
                WorkKind.LINE, f"{place}{_line_name(process, product)}{number}", place, process, product
            )
            for number, process, product, place, _stage in told
        ],
    )
    file_progress_report(
        actor=demo,
        project=project,
        day=date(2023, 8, 4),
        text="1号厂房5条冲压线、6条自动线试生产；2号厂房5条冲压线安装调试。达产后年产20万吨电机定转子。（演示）",
        next_plan="2号厂房冲压线联调。（演示）",
        works=[WorkTold(work.id, stage) for work, (*_told, stage) in zip(works, told, strict=True)],
    )


def _line_name(process: str, product: str) -> str:
    if process == LineProcess.AUTOMATIC:
        return "自动线"
    return "冲压线" if process else "新能源产线" if product == LineProduct.NEW_ENERGY else "非新能源产线"


def _visit(zone: Zone) -> None:
    """联博 every month, the provincial projects in July; by three departments together."""
    units = list(Unit.objects.filter(zone=zone, type="department").order_by("order")[:3])
    provincial = ListMembership.objects.filter(zone=zone, list__level=ListLevel.PROVINCIAL)
    projects = Project.objects.filter(zone=zone, id__in=provincial.values("project_id"))
    lianbo = Project.objects.get(zone=zone, name=LIANBO)
    days = [(lianbo, date(2023, month, 18)) for month in range(1, 8)]
    days += [(project, date(2023, 7, 10 + n)) for n, project in enumerate(projects.order_by("name"))]
    office = acting(zone, "office")
    for project, day in days:
        file_visit(
            actor=office, kind=VisitKind.JOINT, day=day, project=project, units=units, note="联合走访（演示）"
        )


def _answer(zone: Zone) -> None:
    """Three demands for workers, each answered on the day after it was raised."""
    office, park, grid = (acting(zone, name) for name in ("office", "park", "grid"))
    kind = kind_coded("demand", zone.id)
    unit = Unit.objects.get(zone=zone, name=TERRITORIES[0][0])
    for day, title in ((10, "冲压工招聘缺口"), (12, "暑期用工不足"), (18, "技工住宿床位不足")):
        with frozen_at(_at(date(2023, 7, day), 9)):
            matter = raise_matter(
                actor=grid,
                kind=kind,
                category=category_coded(kind, "labour"),
                title=title,
                text=f"{title}。（演示）",
            )
            matter = dispatch_matter(actor=office, matter=matter, unit=unit)
            matter = sign_for_matter(actor=park, matter=matter)
        with frozen_at(_at(date(2023, 7, day + 1), 9)):
            reply_on_matter(actor=park, matter=matter, text="已对接人力资源机构，本周组织专场招聘。（演示）")


def _sign(zone: Zone) -> None:
    """Twelve agreements of 2022, half of them enrolled in that year; the base of foreign capital beside them."""
    officer = acting(zone, "investment")
    statistician = acting(zone, "statistician")
    projects = Project.objects.filter(zone=zone, name__startswith="重点续建项目").order_by("name")[:6]
    for number in range(1, 13):
        prospect = _signed(
            officer,
            zone,
            f"签约项目{number:02}（演示）",
            date(2022, 1 + number % 9, 16),
            Measure(Decimal(number % 5 + 2) * YI),
        )
        if number <= 6:
            project = projects[number - 1]
            link_project(actor=officer, prospect=prospect, project=project)
            enrol_project(
                actor=statistician,
                project=project,
                entered_on=date(2022, 11, number),
                source="统计部门在库项目名单（演示）",
            )
    _signed(
        officer,
        zone,
        GERRESHEIMER,
        date(2021, 12, 20),
        Measure(Decimal(200_000_000), "USD"),
        origin=CapitalOrigin.FOREIGN,
        basis=Basis.STATED,
    )


def _signed(
    officer: Actor,
    zone: Zone,
    name: str,
    day: date,
    total: Measure,
    *,
    origin: str = CapitalOrigin.DOMESTIC,
    basis: Basis = Basis.INVENTED,
) -> Prospect:
    details = ProspectDetails(name, root_unit(zone.id), capital_origin=origin, basis=basis)
    prospect = register_prospect(actor=officer, details=details, stage=Stage.NEGOTIATING, on=date(2021, 6, 1))
    sign_agreement(actor=officer, prospect=prospect, signed=Signed(day, total=total, basis=basis))
    return prospect
