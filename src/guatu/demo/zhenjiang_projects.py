"""The invented project lists of 镇江新区 for 2022 and 2023.

58 projects stand on the provincial or the municipal list of 2023: 22 carried over, 36 new. 22 of the new ones began
by the end of May, all 8 of the provincial list by the end of June. Of 100 million yuan and more, 79 were under way in
June 2023 and 50 a year before. The 26亿元 of January to May are put on the 58; the article can also be read as the
money of the 36 new or of the 22 begun projects.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.core.money import YI
from guatu.organization.choices import UnitType
from guatu.projects.choices import CapitalOrigin, ListLevel, StartClass, SubClass
from guatu.projects.details import ProjectDetails
from guatu.projects.models.project import Project
from guatu.projects.sheets.rows import Dated, ProjectRow, ProjectSheet, Spent
from guatu.projects.use_cases.edit_project import edit_project
from guatu.projects.use_cases.import_projects import import_projects

TERRITORIES = (
    ("新材料产业园（演示）", UnitType.PARK),
    ("航空产业园（演示）", UnitType.PARK),
    ("东部镇（演示）", UnitType.TOWN),
    ("西部镇（演示）", UnitType.TOWN),
    ("临港街道（演示）", UnitType.STREET),
)
LIANBO, GERRESHEIMER = "联博新能源汽车零部件", "双峰格雷斯海姆生产基地"
_NOTE = "演示数据：名称、金额、时间均为虚构。"
_CARRIED, _NEW = StartClass.CARRY_OVER, StartClass.NEW_START
# Of the list of 2022 that is not carried over into 2023.
_FINISHED = 12


def list_projects(actor: Actor, zone: Zone) -> None:
    """Enter the lists as an office would: last year's, then the three of the year, then June's state of two of them."""
    key, district = _key_projects(), _district_projects()
    before = [_last_year(row, n) for n, row in enumerate([*key[:22], *district[:20]])]
    before += [_finished(n) for n in range(_FINISHED)]
    _enter(actor, 2022, date(2022, 12, 31), "2022年亿元以上项目", ListLevel.OVER_100_MILLION, before)
    provincial = [*key[18:30]]
    municipal = [*key[:18], *key[22:26], *key[30:]]
    may, june = date(2023, 5, 31), date(2023, 6, 30)
    _enter(actor, 2023, may, "2023年省重点项目", ListLevel.PROVINCIAL, [_by_may(row) for row in provincial])
    _enter(actor, 2023, may, "2023年市重点项目", ListLevel.MUNICIPAL, [_by_may(row) for row in municipal])
    _enter(actor, 2023, june, "2023年区级项目", ListLevel.DISTRICT, district)
    _enter(actor, 2023, june, "2023年省重点项目", ListLevel.PROVINCIAL, [_by_june(row) for row in provincial])
    _enter(actor, 2023, june, "2023年市重点项目", ListLevel.MUNICIPAL, [_by_june(row) for row in municipal])
    _in_dollars(actor, zone)


def _enter(actor: Actor, year: int, as_of: date, name: str, level: str, rows: list[ProjectRow]) -> None:
    numbered = tuple(replace(row, row=n + 3, serial=n) for n, row in enumerate(rows, 1))
    sheet = ProjectSheet(year, as_of, name, (name,), level, numbered)
    import_projects(actor=actor, sheet=sheet, file_name=f"{name}（演示）.xlsx")


def _key_projects() -> list[ProjectRow]:
    """18 municipal and 4 provincial carry-overs, 8 provincial and 28 municipal new ones; what is told in June."""
    rows = []
    for n in range(22):
        name = LIANBO if n == 0 else f"重点续建项目{n:02}（演示）"
        row = _row(name, n, total=f"{3 + n * 17 % 90 / 10:.1f}", plan=f"{1.7 + n % 5 * 0.1:.1f}")
        start = date(2022, 11, 8) if n == 0 else date(2021 + n % 2, 1 + n % 6, 5 + n)
        rows.append(replace(row, start_class=_CARRIED, sub_class=_sub(n), actual_start=Dated(start)))
    for n in range(36):
        name = GERRESHEIMER if n == 8 else f"重点新建项目{n:02}（演示）"
        row = _row(name, n + 22, total=f"{1.5 + n * 9 % 60 / 10:.1f}", plan=f"{0.7 + n % 4 * 0.1:.1f}")
        rows.append(
            replace(row, start_class=_NEW, committed_start=Dated(_promised(n)), actual_start=_begun(n))
        )
    return rows


def _district_projects() -> list[ProjectRow]:
    """20 carried over, 10 begun by June, 4 not begun; 4 of less than 100 million yuan."""
    rows = []
    for n in range(38):
        row = _row(
            f"区级项目{n + 1:02}（演示）",
            n,
            total="0.6" if n >= 34 else f"{1.1 + n * 7 % 30 / 10:.1f}",
            plan="0.5",
        )
        spent = Spent(Decimal(24 + n % 7) * YI / 100, 1, 6)
        if n < 20:
            start = date(2022, 9, 1 + n) if n < 3 else date(2021 + n % 2, 1 + n % 6, 1 + n)
            row = replace(
                row, start_class=_CARRIED, sub_class=_sub(n), actual_start=Dated(start), spent=spent
            )
        else:
            begun = None if 30 <= n < 34 else Dated(date(2023, 1 + n % 6, 3 + n % 20))
            row = replace(
                row, start_class=_NEW, committed_start=Dated(date(2023, 9, 30)) if begun is None else begun,
                actual_start=begun, spent=None if begun is None else spent,
            )  # fmt: skip
        rows.append(row)
    return rows


def _row(name: str, n: int, *, total: str, plan: str) -> ProjectRow:
    return ProjectRow(
        row=0,
        serial=0,
        name=name,
        owner_name=name.removesuffix("（演示）") + "公司（演示）",
        total_investment=Decimal(total) * YI,
        annual_plan_cny=Decimal(plan) * YI,
        lead_official=f"工委领导{n % 6 + 1}",
        liaison=f"联系人{n % 12 + 1}",
        unit=TERRITORIES[n % len(TERRITORIES)][0],
        remark=_NOTE,
    )


def _sub(n: int) -> SubClass:
    return SubClass.EQUIPMENT if n % 3 == 0 else SubClass.CONTINUING


def _begun(n: int) -> Dated | None:
    """Of the new ones: 5 of the provincial list and 17 others by May, 3 and 2 in June, 9 not yet."""
    if n < 5 or 8 <= n < 25:
        return Dated(date(2023, 1 + n % 5, 4 + n % 22))
    return Dated(date(2023, 6, 6 + n % 20)) if n < 27 else None


def _promised(n: int) -> date:
    begun = _begun(n)
    return date(2023, 7 if n == 27 else 8 + n % 4, 28) if begun is None else begun.day


def _by_may(row: ProjectRow) -> ProjectRow:
    """As the list of May told it: 18.7亿元 on the 22 carried over, 7.3亿元 on the 22 begun, 26亿元 in all."""
    if row.start_class == _CARRIED:
        pair, sign = divmod(_place(row), 2)
        return replace(row, spent=Spent(Decimal(85 + (2 * pair if sign else -2 * pair)) * YI / 100, 1, 5))
    if row.actual_start is None or row.actual_start.day > date(2023, 5, 31):
        return replace(row, actual_start=None)
    pair, sign = divmod(_place(row) - (0 if _place(row) < 5 else 3), 2)
    share = Decimal(33 + (pair if sign else -pair)) + (4 if row.name == GERRESHEIMER else 0)
    return replace(row, spent=Spent(share * YI / 100, 1, 5))


def _by_june(row: ProjectRow) -> ProjectRow:
    """A month later: a fifth more where work goes on, a first sum where it began in June."""
    if row.actual_start is None:
        return row
    spent = _by_may(row).spent
    amount = spent.amount_cny * 12 / 10 if spent is not None else YI / 20
    return replace(row, spent=Spent(amount, 1, 6))


def _place(row: ProjectRow) -> int:
    """The number within the carried over or the new ones that its name bears."""
    return {LIANBO: 0, GERRESHEIMER: 8}.get(row.name) or int("0" + "".join(filter(str.isdigit, row.name)))


def _last_year(row: ProjectRow, n: int) -> ProjectRow:
    """The same project on the list of the year before: begun by June 2022, but for four that began later."""
    start = row.actual_start
    is_old = start is not None and start.day.year < 2022
    return replace(row, start_class=_CARRIED if is_old else _NEW, lead_official="", liaison="", spent=None)


def _finished(n: int) -> ProjectRow:
    row = _row(f"已竣工项目{n + 1:02}（演示）", n, total=f"{1.2 + n / 10:.1f}", plan="0.6")
    return replace(
        row, start_class=_CARRIED, sub_class=SubClass.EQUIPMENT, actual_start=Dated(date(2020, 1 + n, 15))
    )


def _in_dollars(actor: Actor, zone: Zone) -> None:
    """The one project of foreign capital, with its published amount in the currency that it was stated in."""
    project = Project.objects.get(zone=zone, name=GERRESHEIMER)
    details = ProjectDetails(
        name=project.name,
        owner_name=project.owner_name,
        capital_origin=CapitalOrigin.FOREIGN,
        total_investment=Decimal(200_000_000),
        currency="USD",
        exchange_rate=Decimal("6.9646"),
        rate_date=date(2022, 12, 30),
        committed_start=Dated(project.committed_start) if project.committed_start else None,
        remark="占地约110亩；服务数十家生物疫苗企业。其余为演示数据。",
    )
    edit_project(actor=actor, project=project, unit=project.unit, details=details)
