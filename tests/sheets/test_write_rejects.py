"""Giving rejected rows back, to be mended and sent again."""

import io
from datetime import date

import openpyxl

from guatu.sheets.open import open_workbook
from guatu.sheets.problems import CellProblem
from guatu.sheets.read_table import read_table
from guatu.sheets.write_rejects import write_rejects

from .books import FIELDS, sheet_of

GRID = [
    ["2018年项目清单（单位：亿元）"],
    ["序号", "项目名称", "总投资", "时间节点", "", "责任单位", "天气"],
    ["", "", "", "计划开工", "实际开工", "", ""],
    ["一", "续建项目（2个）", 3, "", "", "", ""],
    [1, "甲", 1, "2018.3", "", "精密园", "晴"],
    [2, "乙", "两亿", "开春", date(2018, 4, 1), "", "=1+1"],
    ["二", "新建项目（1个）", 5, "", "", "", ""],
    [3, "丙", "5%", 2018.1, "", "众创园", ""],
    ["合计", "3个", 8, "", "", "", ""],
]
MERGES = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 3, 6), (2, 7, 3, 7), (5, 6, 6, 6)]


def test_gives_bad_rows_back_with_their_reasons() -> None:
    table = read_table(sheet_of(GRID, MERGES, shown={(8, 4): "two_decimals"}), FIELDS)
    target = io.BytesIO()
    assert write_rejects(target, table) == 2
    page = openpyxl.load_workbook(target).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    reason = rows[1].pop()
    assert rows[:2] == [
        ["一", "续建项目", None, None, None, None, None, None],
        [2, "乙", "两亿", "开春", rows[1][4], "精密园", "'=1+1"],
    ]
    assert "C6 总投资" in reason
    assert "D6 时间节点/计划开工" in reason
    assert "not an amount" in page["C5"].comment.text
    assert page["B5"].comment is None
    assert page["C5"].fill.bgColor.rgb != page["B5"].fill.bgColor.rgb or page["C5"].fill.fill_type == "solid"


def test_what_comes_back_mended_reads_like_the_original() -> None:
    table = read_table(sheet_of(GRID, MERGES, shown={(8, 4): "two_decimals"}), FIELDS)
    target = io.BytesIO()
    write_rejects(target, table)
    book = openpyxl.load_workbook(target)
    page = book.worksheets[0]
    page["C5"], page["D5"], page["C7"] = "2亿元", "2018.3", 5
    mended = io.BytesIO()
    book.save(mended)
    again = read_table(open_workbook(mended.getvalue()).sheets[0], FIELDS)
    assert again.errors == []
    assert [(row.text("name"), row.sections[0].label, row.text("unit")) for row in again.rows] == [
        ("乙", "续建项目", "精密园"),
        ("丙", "新建项目", "众创园"),
    ]
    first, second = again.rows
    assert (str(first.date("planned")), str(first.date("started"))) == ("2018年3月", "2018年4月1日")
    assert str(second.date("planned")) == "2018年10月"
    assert again.facts.units == table.facts.units
    assert again.checks() == []


def test_takes_the_problems_of_an_importer() -> None:
    table = read_table(sheet_of(GRID, MERGES), FIELDS)
    problem = CellProblem(5, "B", "name", "项目名称", "甲", "two projects have this name", "one of them")
    target = io.BytesIO()
    assert write_rejects(target, table, [problem]) == 1
    page = openpyxl.load_workbook(target).worksheets[0]
    assert page["B5"].value == "甲"
    assert page["B5"].comment.text.startswith("two projects have this name")


def test_nothing_rejected_is_an_empty_list() -> None:
    table = read_table(sheet_of([GRID[1], GRID[2], GRID[4]], []), FIELDS)
    target = io.BytesIO()
    assert write_rejects(target, table, []) == 0
    assert open_workbook(target.getvalue()).sheets[0].value(1, 2) == "项目名称"
