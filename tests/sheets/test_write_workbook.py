"""Writing workbooks, and reading them back."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.sheets.amounts import Amount, Unit
from guatu.sheets.dates import PartialDate, Precision
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SectionLine, SheetSpec, TotalLine
from guatu.sheets.open import open_workbook
from guatu.sheets.read_table import read_table
from guatu.sheets.spans import DateSpan
from guatu.sheets.table import Table
from guatu.sheets.text import normalize_lines, normalize_text
from guatu.sheets.write import write_workbook

from .books import DANYANG, FIELDS

YI = Unit("亿", "CNY")
COLUMNS = [
    ColumnSpec("serial", "序号", Kind.SERIAL),
    ColumnSpec("name", "项目名称", key=True),
    ColumnSpec("total", "总投资", Kind.AMOUNT, YI, total=True),
    ColumnSpec("planned", "时间节点/计划开工", Kind.DATE),
    ColumnSpec("started", "时间节点/实际开工", Kind.DATE, comment="以打桩为准"),
    ColumnSpec("years", "建设起止年限", Kind.YEARS),
    ColumnSpec("rate", "投资完成率", Kind.RATE),
    ColumnSpec("jobs", "新增就业", Kind.INTEGER),
    ColumnSpec("listed", "是否列统", Kind.TICK),
    ColumnSpec("progress", "形象进度", Kind.LINES),
]
TITLES = ["某区2018年项目清单", "填报单位：推进办    截至2018年6月30日    单位：亿元"]


def written(lines: list[Line], columns: list[ColumnSpec] | None = None, **more: Any) -> bytes:
    target = io.BytesIO()
    spec = SheetSpec("清单", columns or COLUMNS, lines, titles=TITLES, **more)
    write_workbook(target, [spec])
    return target.getvalue()


def reread(data: bytes) -> Table:
    return read_table(open_workbook(data).sheets[0], FIELDS)


def page_of(data: bytes, *, computed: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=computed).worksheets[0]


def yuan(value: str) -> Amount:
    return Amount(Decimal(value), "CNY")


ROW = {
    "serial": "1",
    "name": "甲项目",
    "total": yuan("615000000"),
    "planned": PartialDate(date(2018, 3, 1), Precision.MONTH),
    "started": PartialDate(date(2018, 3, 15)),
    "years": DateSpan(
        PartialDate(date(2017, 1, 1), Precision.YEAR), PartialDate(date(2019, 1, 1), Precision.YEAR)
    ),
    "rate": Decimal("0.652"),
    "jobs": 300,
    "listed": True,
    "progress": "主体封顶\n设备安装",
}


def test_values_of_every_kind_come_back() -> None:
    (row,) = reread(written([DataLine(ROW)])).rows
    assert row.values == ROW


def test_the_whole_danyang_list_comes_back() -> None:
    table = read_table(open_workbook(DANYANG).sheets[0], FIELDS)
    columns = [
        ColumnSpec(
            known.name,
            column.header,
            known.kind,
            YI,
            known.key,
            known.name in ("total", "plan"),
            comment=column.comment,
        )
        for column in table.header.columns
        if (known := FIELDS[column.field or ""])
    ]
    lines: list[Line] = []
    for stated in table.stated[:2]:
        lines.append(SectionLine("一" if not lines else "二", f"{stated.label}（{stated.count}个）"))
        lines += [DataLine(row.values) for row in table.rows if row.number in stated.covers]
    lines.append(TotalLine("合计", f"{len(table.rows)}个"))
    target = io.BytesIO()
    notes = [text for _row, text in table.notes]
    write_workbook(target, [SheetSpec("清单", columns, lines, titles=table.header.titles, notes=notes)])
    again = reread(target.getvalue())
    assert [row.values for row in again.rows] == [row.values for row in table.rows]
    assert [row.sections for row in again.rows] == [row.sections for row in table.rows]
    assert again.facts == table.facts
    assert again.notes == table.notes
    assert again.checks() == table.checks()
    assert again.problems == []
    assert again.sheet.comments == table.sheet.comments


def test_totals_are_formulas_that_carry_their_value() -> None:
    lines: list[Line] = [
        SectionLine("一", "续建项目（2个）"),
        SectionLine("（一）", "制造（1个）", level=2),
        DataLine({"serial": "1", "name": "甲", "total": yuan("615000000")}),
        SectionLine("（二）", "服务（1个）", level=2),
        DataLine({"serial": "2", "name": "乙", "total": yuan("200000000")}),
        SectionLine("二", "新建项目（0个）"),
        TotalLine("合计", "2个"),
    ]
    data = written(lines)
    formulas, values = page_of(data), page_of(data, computed=True)
    assert [formulas.cell(row, 3).value for row in range(5, 12)] == [
        "=SUBTOTAL(9,C6:C9)", "=SUBTOTAL(9,C7)", 6.15, "=SUBTOTAL(9,C9)", 2, None, "=SUBTOTAL(9,C5:C10)",
    ]  # fmt: skip
    assert [values.cell(row, 3).value for row in range(5, 12)] == [8.15, 6.15, 6.15, 2, 2, None, 8.15]
    assert all(check.ok for check in reread(data).checks())


def test_groups_of_columns_share_a_merged_heading() -> None:
    page = page_of(written([DataLine(ROW)]))
    merged = {str(reference) for reference in page.merged_cells.ranges}
    assert {"A1:J1", "A2:J2", "A3:A4", "C3:C4", "D3:E3", "J3:J4"} <= merged
    assert (page["D3"].value, page["D4"].value, page["E4"].value) == ("时间节点", "计划开工", "实际开工")
    assert page["E4"].comment.text == "以打桩为准"


def test_three_header_rows() -> None:
    columns = [
        ColumnSpec("name", "项目名称", key=True),
        ColumnSpec("total", "2018年/投资/总投资（亿元）", Kind.AMOUNT, YI),
        ColumnSpec("plan", "2018年/投资/计划投资（亿元）", Kind.AMOUNT, YI),
        ColumnSpec("planned", "2018年/计划开工", Kind.DATE),
    ]
    data = written([DataLine({"name": "甲", "total": yuan("100000000"), "plan": yuan("50000000")})], columns)
    merged = {str(reference) for reference in page_of(data).merged_cells.ranges}
    assert {"A3:A5", "B3:D3", "B4:C4", "D4:D5"} <= merged
    assert reread(data).rows[0].amount("plan") == yuan("50000000")


def test_is_ready_to_print() -> None:
    page = page_of(written([DataLine(ROW)]))
    assert page.freeze_panes == "C5"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 8)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$4"
    assert page["C5"].number_format == "#,##0.00"
    assert page["G5"].number_format == "0.0%"


def test_amounts_in_another_currency_are_written_with_their_unit_and_not_summed() -> None:
    lines: list[Line] = [
        DataLine({"serial": "1", "name": "甲", "total": yuan("100000000")}),
        DataLine({"serial": "2", "name": "乙", "total": Amount(Decimal(30_000_000), "USD")}),
        TotalLine(),
    ]
    data = written(lines)
    assert page_of(data)["C6"].value == "0.3亿美元"
    assert page_of(data, computed=True)["C7"].value == 1
    table = reread(data)
    assert table.rows[1].amount("total") == Amount(Decimal(30_000_000), "USD")
    assert [check.ok for check in table.checks()] == [None]


DANGEROUS = [
    "=1+1",
    "+A1",
    "-2+A3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "＝1+1",
    "'=1",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_starts_a_formula_here_or_after_a_detour_through_csv(text: str) -> None:
    data = written(
        [DataLine({"serial": "1", "name": "甲", "progress": text}), DataLine({"serial": "2", "name": text})]
    )
    page = page_of(data)
    for cell in (page["J5"], page["B6"]):
        assert cell.data_type == "s"
        out = io.StringIO()
        csv.writer(out).writerow([cell.value])
        assert out.getvalue().lstrip('"')[0] not in "=+-@\t\r＝＋－＠"
    table = reread(data)
    assert table.rows[0].text("progress") == normalize_lines(text)
    assert table.rows[1].text("name") == normalize_text(text)


def test_addresses_are_not_made_links() -> None:
    page = page_of(written([DataLine({"serial": "1", "name": "https://example.org/x"})]))
    assert page["B5"].hyperlink is None
    assert page["B5"].value == "https://example.org/x"


def test_a_text_that_no_cell_can_hold_is_refused_with_its_place() -> None:
    with pytest.raises(SheetError, match="32,767") as caught:
        written([DataLine({"name": "甲"}), DataLine({"name": "长" * 40_000})])
    assert (caught.value.code, caught.value.place) == ("text_too_long", "清单!B6")


def test_too_many_columns_are_refused() -> None:
    columns = [ColumnSpec(str(number), f"列{number}") for number in range(16_385)]
    with pytest.raises(SheetError) as caught:
        written([], columns)
    assert caught.value.code == "too_many_to_write"


def test_writes_to_a_path_and_several_sheets(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    sheets = [SheetSpec(name, COLUMNS, [DataLine(ROW)]) for name in ("甲", "乙")]
    write_workbook(path, sheets)
    assert open_workbook(path).names == ["甲", "乙"]


def test_sheet_names_are_made_fit() -> None:
    target = io.BytesIO()
    long = "某经济技术开发区二〇一八年市级以上重点产业类项目推进情况一览表"
    names = ["2018/6:清单*", "2018 6 清单", long, long, "'", ""]
    write_workbook(target, [SheetSpec(name, COLUMNS, []) for name in names])
    made = open_workbook(target.getvalue()).names
    assert made[:2] == ["2018 6 清单", "2018 6 清单 (2)"]
    assert made[2:] == [long[:31], f"{long[:26]} (2)", "Sheet", "Sheet (2)"]


def test_rows_and_columns_can_be_marked_commented_and_hidden() -> None:
    columns = [*COLUMNS[:2], ColumnSpec("remark", "备注", hidden=True, width=30)]
    line = DataLine({"serial": "1", "name": "甲"}, comments={"name": "请核实"}, marked=frozenset({"name"}))
    sheet = open_workbook(written([line], columns)).sheets[0]
    assert sheet.hidden_columns == {3}
    assert sheet.comments == {(4, 2): "请核实"}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
AMOUNTS = st.builds(Amount, st.decimals(0, 10**12, places=2), st.sampled_from(["CNY", "CNY", "USD", "HKD"]))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(TEXTS.filter(lambda text: normalize_text(text)), st.none() | AMOUNTS, TEXTS),
        min_size=1,
        max_size=8,
    )
)
def test_any_list_comes_back(rows: list[tuple[str, Amount | None, str]]) -> None:
    lines: list[Line] = [
        DataLine({"serial": str(number), "name": name, "total": amount, "progress": progress})
        for number, (name, amount, progress) in enumerate(rows, 1)
    ]
    table = reread(written([*lines, TotalLine()]))
    assert [(row.text("name"), row.amount("total"), row.text("progress")) for row in table.rows] == [
        (normalize_text(name), amount, normalize_lines(progress)) for name, amount, progress in rows
    ]
