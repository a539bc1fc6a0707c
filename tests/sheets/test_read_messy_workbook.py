"""Lists written in all the ways offices write them, each read back to what was meant."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from guatu.sheets.amounts import Amount
from guatu.sheets.dates import PartialDate, Precision
from guatu.sheets.open import open_workbook
from guatu.sheets.read_table import read_table

from .books import FIELDS, xlsx_of

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
FACTORS = {"亿元": Decimal(10**8), "万元": Decimal(10**4)}
TOTAL_HEADERS = ["总投资", "计划总投资", "投资总额", "总\n投资", "项目总投资", " 总 投 资 额 "]
MONTH_FORMS = [
    "{y}.{m}",
    "{y}年{m}月",
    "{y}年{m:02}月",
    "{y}-{m:02}",
    "{y}{m:02}",
    "{y}/{m}",
    "{y}. {m}",
    "预计{y}年{m}月",
]


@dataclass(frozen=True)
class Project:
    name: str
    total: Decimal
    start: date | None
    section: str


@st.composite
def projects(draw: st.DrawFn) -> list[Project]:
    sections = draw(
        st.lists(st.sampled_from(["续建项目", "新开工项目", "前期项目"]), min_size=1, max_size=3, unique=True)
    )
    found = []
    for section in sections:
        for number in range(draw(st.integers(1, 4))):
            total = Decimal(draw(st.integers(1, 5_000_000))).scaleb(-2) * 10_000
            start = draw(st.none() | st.dates(date(2015, 1, 1), date(2024, 12, 31)))
            found.append(Project(f"{section}{number}号", total, start and start.replace(day=1), section))
    return found


@st.composite
def amount_cells(draw: st.DrawFn, total: Decimal, unit: str) -> Any:
    """The amount as a number of the column's unit, or as a text in any unit."""
    number = total / FACTORS[unit]
    form = draw(st.sampled_from(["number", "text", "wide", "own", "grouped"]))
    if form == "number":
        return float(number)
    if form == "own":
        own = draw(st.sampled_from(["亿元", "万元", "元"]))
        return f"{(total / FACTORS.get(own, Decimal(1))).normalize():f}{own}"
    text = f"{number:,f}" if form == "grouped" else f"{number:f}"
    return text.translate(FULL_WIDTH) if form == "wide" else text


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Project], bytes]:
    listed = draw(projects())
    unit, place = draw(st.sampled_from(["亿元", "万元"])), draw(st.sampled_from(["title", "header", "row"]))
    grouped = draw(st.booleans())
    head = draw(st.sampled_from(TOTAL_HEADERS)) + (f"（{unit}）" if place == "header" else "")
    columns = draw(st.permutations(["name", "total", "start", "unit"]))
    headers = {"name": "项目名称", "total": head, "start": "计划开工", "unit": "责任单位"}
    grid: list[list[Any]] = [
        ["某开发区2023年重点项目清单" + (f"（单位：{unit}）" if place == "title" else "")],
        [],
    ]
    grid = grid[: draw(st.integers(1, 2))] if place == "title" else grid[: draw(st.integers(0, 2))]
    merges = []
    top = len(grid) + 1
    group = ["序号", *("进度" if grouped and c == "start" else headers[c] for c in columns)]
    grid.append(group)
    if grouped:
        grid.append(["", *("计划开工" if c == "start" else "" for c in columns)])
        merges += [f"{get_column_letter(n)}{top}:{get_column_letter(n)}{top + 1}" for n in (1, *(
            n for n, c in enumerate(columns, 2) if c != "start"
        ))]  # fmt: skip
    if place == "row":
        grid.append(["", *(unit if c == "total" else "" for c in columns)])
    if draw(st.booleans()):
        grid.append([1, 2, 3, 4, 5])

    def line(serial: object, **cells: object) -> list[Any]:
        return [serial, *(cells.get(c, "") for c in columns)]

    with_sections, number = draw(st.booleans()), 0
    for position, section in enumerate(dict.fromkeys(project.section for project in listed)):
        part = [project for project in listed if project.section == section]
        if with_sections:
            stated = float(sum(project.total for project in part) / FACTORS[unit])
            grid.append(line("一二三"[position], name=f"{section}（{len(part)}个）", total=stated))
        for project in part:
            number += 1
            form = draw(st.sampled_from(MONTH_FORMS))
            start = (
                form.format(y=project.start.year, m=project.start.month)
                if project.start
                else draw(st.sampled_from(["", "—", "未开工"]))
            )
            cell = draw(amount_cells(project.total, unit))
            grid.append(line(number, name=f" {project.name}\n", total=cell, start=start, unit="某园区"))
        if draw(st.integers(0, 4)) == 0:
            grid.append(group)
    if draw(st.booleans()):
        grid.append(
            line("合计", name=f"{len(listed)}个", total=float(sum(p.total for p in listed) / FACTORS[unit]))
        )
    grid += draw(st.sampled_from([[], [[]], [["注：以上为计划数"]]]))

    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("说明").append(["请按月填报"])

    return listed, xlsx_of({"清单": grid}, merges=merges, change=hide)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(books())
def test_every_way_of_writing_is_read_to_the_same(made: tuple[list[Project], bytes]) -> None:
    listed, data = made
    table = read_table(open_workbook(data, "清单.xlsx").sheet("清单"), FIELDS)
    assert table.problems == []
    assert [(row.text("name"), row.amount("total"), row.date("planned")) for row in table.rows] == [
        (
            project.name,
            Amount(project.total, "CNY"),
            PartialDate(project.start, Precision.MONTH) if project.start else None,
        )
        for project in listed
    ]
    assert all(check.ok for check in table.checks())
    if table.rows[0].sections:
        assert [row.sections[0].label for row in table.rows] == [project.section for project in listed]
