"""Tables read as a whole: units, problems at their cells, notes, remarks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.amounts import Amount, Unit
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.open import open_workbook
from guatu.sheets.problems import Severity
from guatu.sheets.read_table import read_table

from .books import DATA, FIELDS, sheet_of

YI, WAN = 10**8, 10**4


def total_of(*grid: list[Any], cell: tuple[int, int] = (-1, -1)) -> Amount | None:
    return read_table(sheet_of(list(grid)), FIELDS).rows[cell[0]].amount("total")


@pytest.mark.parametrize(
    ("title", "header", "cell", "yuan"),
    [
        ("2018年清单（单位：亿元）", "总投资", 5.17, 517_000_000),
        ("2018年清单（单位：亿元）", "总投资（万元）", 5.17, 51_700),
        ("2018年清单（单位：亿元）", "总投资（万元）", "5.17亿元", 517_000_000),
        ("2018年清单", "总投资（万元）", "１，２３４．５", 12_345_000),
        ("2018年清单", "总投资", "6000万元", 60_000_000),
        ("2018年清单（单位：亿元、亩）", "总投资", 2, 200_000_000),
        ("金额单位：人民币万元", "总投资", 2, 20_000),
        ("单位：亿美元", "总投资（亿）", "3", 300_000_000),
    ],
)
def test_units_of_cell_header_and_title_in_that_order(
    title: str, header: str, cell: object, yuan: int
) -> None:
    amount = total_of([title], ["序号", "项目名称", header], [1, "甲", cell])
    assert amount is not None
    assert amount.value == yuan


def test_a_column_of_units_tells_each_row_its_own() -> None:
    grid = [
        ["序号", "项目名称", "总投资", "币种"],
        [1, "甲", 3000, "万美元"],
        [2, "乙", 2, "亿元"],
        [3, "丙", 5, ""],
        [4, "丁", "5亿元", ""],
        [5, "戊", 1, "两"],
    ]
    table = read_table(sheet_of(grid), FIELDS)
    assert [row.amount("total") for row in table.rows] == [
        Amount(Decimal(3000 * WAN), "USD"),
        Amount(Decimal(2 * YI), "CNY"),
        None,
        Amount(Decimal(5 * YI), "CNY"),
        None,
    ]
    assert [problem.cell for problem in table.errors] == ["C4", "D6", "C6"]


def test_a_currency_keeps_the_scale_of_the_header_and_a_foreign_header_stays() -> None:
    fields = FieldSet((*FIELDS, Field("capital", "注册资本", kind=Kind.AMOUNT)))
    grid = [
        ["项目名称", "币种", "总投资（万元）", "注册资本（万美元）"],
        ["甲", "港元", 3, 4],
        ["乙", "人民币", 5, 6],
    ]
    rows = read_table(sheet_of(grid), fields).rows
    assert [row.amount("total") for row in rows] == [
        Amount(Decimal(3 * WAN), "HKD"),
        Amount(Decimal(5 * WAN), "CNY"),
    ]
    assert [row.amount("capital") for row in rows] == [
        Amount(Decimal(4 * WAN), "USD"),
        Amount(Decimal(6 * WAN), "USD"),
    ]


def test_a_column_without_any_unit_is_one_error_not_thousands() -> None:
    grid = [["序号", "项目名称", "总投资"], *([n, f"项目{n}", n] for n in range(1, 30)), [30, "末", "2亿元"]]
    table = read_table(sheet_of(grid), FIELDS)
    (problem,) = table.errors
    assert (problem.cell, problem.header) == ("C1", "总投资")
    assert "29 amounts" in problem.reason
    assert table.rejected == {}
    assert table.rows[-1].amount("total") == Amount(Decimal(2 * YI), "CNY")
    with pytest.raises(SheetError, match="总投资") as caught:
        table.require_columns()
    assert caught.value.code == "bad_columns"


def test_a_title_with_two_units_of_money_does_not_decide() -> None:
    table = read_table(
        sheet_of([["单位：亿元、万美元"], ["序号", "项目名称", "总投资"], [1, "甲", 5]]), FIELDS
    )
    assert "亿元、万美元" in table.errors[0].reason


def test_an_assumed_unit_is_said() -> None:
    total = Field("total", "总投资", kind=Kind.AMOUNT, default_unit=Unit("万", "CNY"))
    fields = FieldSet((Field("name", "项目名称", key=True), total))
    table = read_table(sheet_of([["项目名称", "总投资"], ["甲", 5]]), fields)
    assert table.rows[0].amount("total") == Amount(Decimal(5 * WAN), "CNY")
    (problem,) = table.problems
    assert problem.severity is Severity.WARNING
    assert "万元" in problem.expected


def test_every_bad_cell_is_a_problem_at_its_place() -> None:
    grid = [
        ["2018年清单（单位：亿元）"],
        ["序号", "项目名称", "总投资", "计划开工", "是否列统", "新增就业", "投资完成率"],
        [1, "甲", "五亿", "开春", "大概", "很多", "一半"],
        [2, "乙", "", "", "", "", ""],
    ]
    table = read_table(sheet_of(grid), FIELDS)
    assert sorted((problem.cell, problem.field, problem.value) for problem in table.problems) == [
        ("C3", "total", "五亿"),
        ("D3", "planned", "开春"),
        ("E3", "listed", "大概"),
        ("F3", "jobs", "很多"),
        ("G3", "rate", "一半"),
    ]
    assert all(problem.reason and problem.expected and problem.header for problem in table.problems)
    assert list(table.rejected) == [3]
    assert table.rows[1].values == {
        "serial": "2", "name": "乙", "total": None, "planned": None, "listed": None, "jobs": None, "rate": None,
    }  # fmt: skip


def test_typed_values() -> None:
    grid = [
        ["2018年清单（单位：亿元）"],
        [
            "序号",
            "项目名称",
            "计划开工",
            "建设起止年限",
            "是否列统",
            "新增就业",
            "投资完成率（%）",
            "用地面积",
            "形象进度",
            "备注",
        ],
        [1, " 甲\n项目 ", "6月中旬", "2017—2019年", "√", "300", 65.2, "1,234.5", "一\n二", "'=1+1"],
    ]
    table = read_table(sheet_of(grid), FIELDS)
    (row,) = table.rows
    planned, years = row.date("planned"), row.years("years")
    assert planned is not None
    assert years is not None
    assert (planned.date, planned.end) == (date(2018, 6, 11), date(2018, 6, 20))
    assert "2018" in table.cell_notes[3, "planned"]
    assert str(years) == "2017—2019年"
    assert (row.tick("listed"), row.integer("jobs"), row.decimal("rate")) == (True, 300, Decimal("0.652"))
    assert (row.decimal("area"), row.text("progress"), row.text("name")) == (
        Decimal("1234.5"),
        "一\n二",
        "甲项目",
    )
    assert row.text("remark") == "=1+1"
    assert row.amount("name") is None
    assert row.text("rate") == ""


def test_a_cell_tells_where_it_stands_and_what_was_written() -> None:
    grid = [["序号", "项目名称", "总投资（亿元）"], [1, "甲", "约6000万元"]]
    table = read_table(sheet_of(grid, comments={(2, 3): "待核实"}), FIELDS)
    cell = table.cell(2, "total")
    assert (cell.row, cell.column_letter, cell.text, cell.comment) == (2, "C", "约6000万元", "待核实")
    assert cell.value == Amount(Decimal(6000 * WAN), "CNY")
    assert "约" in cell.note
    assert "万元" in cell.note
    assert table.cell(2, "owner").value is None
    with pytest.raises(KeyError):
        table.cell(9, "total")


def test_number_formats_decide_what_a_cell_means() -> None:
    grid = [
        ["序号", "项目名称", "计划开工", "投资完成率", "总投资（万元）"],
        [1, "甲", 2018.1, 0.652, 5.17],
        [2, "乙", 2018.1, 65.2, 5.17],
    ]
    shown = {(2, 3): "two_decimals", (2, 4): "percent", (2, 5): "unit:亿元"}
    first, second = read_table(sheet_of(grid, shown=shown), FIELDS).rows
    assert (str(first.date("planned")), str(second.date("planned"))) == ("2018年10月", "2018年1月")
    assert first.decimal("rate") == second.decimal("rate") == Decimal("0.652")
    assert first.amount("total") == Amount(Decimal("517000000"), "CNY")
    assert second.amount("total") == Amount(Decimal("51700"), "CNY")


def test_error_cells_and_formulas_without_value_are_not_taken_for_blank() -> None:
    grid = [["序号", "项目名称", "总投资（亿元）", "备注"], [1, "甲", "#REF!", "#N/A"], [2, "乙", "", ""]]
    sheet = sheet_of(grid, errors={(2, 3): "#REF!", (2, 4): "#N/A"}, uncomputed=frozenset({(3, 3), (3, 1)}))
    table = read_table(sheet, FIELDS)
    assert [(problem.cell, problem.value) for problem in table.errors] == [
        ("C2", "#REF!"),
        ("D2", "#N/A"),
        ("C3", ""),
    ]
    assert "no stored value" in table.errors[2].reason
    assert table.rows[0].text("remark") == ""


def test_remarks_tell_of_hidden_parts_and_unread_columns() -> None:
    grid = [["序号", "项目名称", "总投资（亿元）", "天气"], [1, "甲", 1, "晴"], [2, "乙", 2, "雨"]]
    table = read_table(sheet_of(grid, hidden_columns=frozenset({3}), hidden_rows=frozenset({3})), FIELDS)
    assert len(table.rows) == 2
    assert table.remarks == [
        "1 hidden row was read.",
        "The hidden column C “总投资（亿元）” was read.",
        "The column D “天气” was not read.",
    ]


def test_without_the_key_column_nothing_is_read() -> None:
    table = read_table(sheet_of([["序号", "总投资（亿元）", "备注"], [1, 5, "x"]]), FIELDS)
    assert table.rows == []
    with pytest.raises(SheetError, match="项目名称"):
        table.require_columns()


def test_an_xls_file_is_read_alike() -> None:
    table = read_table(open_workbook(DATA / "old-format.xls").sheets[0], FIELDS)
    first, second = table.rows
    assert first.amount("total") == Amount(Decimal("517000000"), "CNY")
    assert (str(first.date("planned")), str(second.date("planned"))) == ("2018年10月", "2018年1月")


WORDS = ["合计", "一", "（一）", "小计", "注：", "1", "—", "√", "2018.3"]
CELLS = st.one_of(
    st.just(""), st.text(max_size=8), st.sampled_from(WORDS), st.floats(0, 3000), st.booleans(), st.dates()
)
CORNERS = st.tuples(st.integers(2, 9), st.integers(1, 9), st.integers(2, 9), st.integers(1, 9))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8), st.lists(CORNERS, max_size=3))
def test_no_sheet_makes_reading_fail(rows: list[list[Any]], corners: list[tuple[int, int, int, int]]) -> None:
    merges = [(min(t, b), min(x, y), max(t, b), max(x, y)) for t, x, b, y in corners]
    grid = [["序号", "项目名称", "总投资（亿元）", "计划开工", "是否列统"], *rows]
    table = read_table(sheet_of(grid, merges), FIELDS)
    table.checks()
    read = {row.number for row in table.rows}
    for number, row in enumerate(rows, 2):
        numbered = (
            isinstance(row[0], float) and isinstance(row[1], str) and row[1].strip() and row[1] not in "1—"
        )
        continued = any(merge[0] < number <= merge[2] and merge[1] <= 2 <= merge[3] for merge in merges)
        if numbered and not continued and number > table.header.bottom:
            assert number in read
