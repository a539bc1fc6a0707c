"""What the rows below a header are, and what sections and totals say."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.problems import Severity
from guatu.sheets.read_table import read_table
from guatu.sheets.rows import RowKind
from guatu.sheets.table import Table

from .books import FIELDS, sheet_of

HEAD = ["序号", "项目名称", "建设单位", "总投资（亿元）", "年度计划投资（亿元）", "形象进度", "备注"]
Row = list[Any]


def data(serial: object, name: str, total: object = 1, plan: object = "") -> Row:
    return [serial, name, name + "公司", total, plan, "主体封顶", ""]


def table_of(*rows: Row, merges: list[tuple[int, int, int, int]] | None = None, head: Row = HEAD) -> Table:
    return read_table(sheet_of([head, *rows], merges or []), FIELDS)


def names(table: Table) -> list[str]:
    return [row.text("name") for row in table.rows]


def outcomes(table: Table) -> list[tuple[int, str, bool | None]]:
    return [(check.row, check.field, check.ok) for check in table.checks()]


def test_sections_with_numerals_and_totals_of_their_own() -> None:
    table = table_of(
        ["一", "结转续建项目（2个）", "", 3, "", "", ""],
        data(1, "甲"),
        data(2, "乙", 2),
        ["二", "新计划开工项目（1个）", "", 5, "", "", ""],
        data(3, "丙", 5),
        ["合计", "3个", "", 8, "", "", ""],
    )
    assert names(table) == ["甲", "乙", "丙"]
    assert [row.sections[0].label for row in table.rows] == ["结转续建项目", "结转续建项目", "新计划开工项目"]
    assert [(total.kind, total.label, total.count) for total in table.stated] == [
        (RowKind.SECTION, "结转续建项目", 2),
        (RowKind.SECTION, "新计划开工项目", 1),
        (RowKind.TOTAL, "合计", 3),
    ]
    assert [total.covers for total in table.stated] == [(3, 4), (6,), (3, 4, 6)]
    assert table.stated[2].amounts == {"total": Decimal(800_000_000)}
    assert all(ok for _row, _field, ok in outcomes(table))


def test_nested_sections_in_one_merged_cell() -> None:
    table = table_of(
        ["一、续建项目（3个，总投资6亿元）", "", "", "", "", "", ""],
        ["（一）先进制造（2个）", "", "", "", "", "", ""],
        data(1, "甲"),
        data(2, "乙", 2),
        ["（二）现代服务（1个）", "", "", "", "", "", ""],
        data(3, "丙", 3),
        ["二、新建项目（1个，总投资9亿元）", "", "", "", "", "", ""],
        data(4, "丁", 9),
        merges=[(row, 1, row, 7) for row in (2, 3, 6, 8)],
    )
    assert [[section.label for section in row.sections] for row in table.rows] == [
        ["续建项目", "先进制造"],
        ["续建项目", "先进制造"],
        ["续建项目", "现代服务"],
        ["新建项目"],
    ]
    assert outcomes(table) == [
        (2, "", True), (2, "total", True), (3, "", True), (6, "", True), (8, "", True), (8, "total", True),
    ]  # fmt: skip


def test_a_stated_total_that_does_not_hold_is_told() -> None:
    table = table_of(data(1, "甲", 1.5), data(2, "乙", 2.5), ["合计", "3个", "", 4.6, "", "", ""])
    count, amount = table.checks()
    assert (count.stated, count.computed, count.ok) == (3, 2, False)
    assert (amount.stated, amount.computed, amount.ok) == (Decimal("460000000"), Decimal("400000000"), False)


def test_totals_agree_within_half_of_their_last_printed_digit() -> None:
    rows = [data(1, "甲", 1.04, 1.06), data(2, "乙", 2.06, 1.08)]
    table = table_of(*rows, ["合计", "", "", 3.1, 2.1, "", ""])
    assert [(check.field, check.ok, check.tolerance) for check in table.checks()] == [
        ("total", True, Decimal("5000000")),
        ("plan", True, Decimal("5000000")),
    ]
    assert [check.ok for check in table_of(*rows, ["合计", "", "", 3.16, 2.1, "", ""]).checks()] == [
        False,
        True,
    ]


@pytest.mark.parametrize("label", ["合计", "合 计", "总计", "总　计：", "全区合计", "合计（2个）", "共计2个"])
def test_totals_by_their_many_names(label: str) -> None:
    for row in ([label, "", "", 3, "", "", ""], ["", label, "", 3, "", "", ""]):
        table = table_of(data(1, "甲"), data(2, "乙", 2), row)
        assert names(table) == ["甲", "乙"]
        assert table.stated[0].covers == (2, 3)
        assert all(check.ok for check in table.checks())


def test_total_above_its_rows() -> None:
    table = table_of(["合计", "2个", "", 3, "", "", ""], data(1, "甲"), data(2, "乙", 2))
    assert table.stated[0].covers == (3, 4)
    assert all(check.ok for check in table.checks())


def test_subtotals_below_their_parts() -> None:
    table = table_of(
        ["一", "续建项目", "", "", "", "", ""],
        data(1, "甲"),
        ["", "小计", "", 1, "", "", ""],
        ["二", "新建项目", "", "", "", "", ""],
        data(2, "乙", 2),
        data(3, "丙", 3),
        ["", "新建项目合计", "", 5, "", "", ""],
        ["总计", "", "", 6, "", "", ""],
    )
    covers = {total.label: total.covers for total in table.stated if total.figures}
    assert covers == {"小计": (3,), "新建项目合计": (6, 7), "总计": (3, 6, 7)}
    assert all(check.ok for check in table.checks())


def test_one_total_for_each_of_two_parts_without_headings() -> None:
    table = table_of(
        data(1, "甲"), ["合计", "", "", 1, "", "", ""], data(1, "乙", 2), ["合计", "", "", 2, "", "", ""]
    )
    assert [total.covers for total in table.stated] == [(2,), (4,)]
    assert all(check.ok for check in table.checks())


def test_a_sum_without_a_label_is_a_total_if_it_is_one() -> None:
    good = table_of(data(1, "甲"), data(2, "乙", 2), ["", "", "", 3, "", "", ""])
    assert good.errors == []
    assert good.stated[0].covers == (2, 3)
    bad = table_of(data(1, "甲"), data(2, "乙", 2), ["", "", "", 7, "", "", ""])
    (problem,) = bad.errors
    assert (problem.row, problem.value) == (4, "7")
    assert "not the sum" in problem.reason


@pytest.mark.parametrize(
    "name",
    [
        "合计项目",
        "一号厂房",
        "一期工程",
        "二类医疗器械",
        "注塑机生产线",
        "小计量仪表",
        "标准厂房（3个）",
        "备注软件",
        "1688产业园",
    ],
)
def test_a_row_with_number_and_name_is_data_whatever_its_name(name: str) -> None:
    assert names(table_of(data(1, name), data(2, "乙"))) == [name, "乙"]
    assert names(table_of(["1", name, "", "", "", "", ""], data("2", "乙"))) == [name, "乙"]


@settings(deadline=None)
@given(
    st.lists(
        st.text(min_size=1, max_size=12).filter(lambda text: text.strip() and not text.isdecimal()),
        max_size=8,
    )
)
def test_numbered_rows_are_never_lost(labels: list[str]) -> None:
    rows = [data(number, label) for number, label in enumerate(labels, 1)]
    assert [row.number for row in table_of(data(0, "首"), *rows).rows] == list(range(2, len(labels) + 3))


def test_chinese_numerals_may_number_data() -> None:
    table = table_of(data("一", "甲"), data("二", "乙"), data("三", "丙"))
    assert names(table) == ["甲", "乙", "丙"]
    head = ["序号", "项目名称", "总投资（亿元）"]
    bare = table_of(["一", "甲", 1], ["二", "乙", 2], ["合计", "", 3], head=head)
    assert names(bare) == ["甲", "乙"]
    assert [check.ok for check in bare.checks()] == [True]


def test_an_empty_section_stays_one() -> None:
    table = table_of(
        ["一", "续建项目（0个）", "", 0, "", "", ""],
        ["二", "新建项目", "", "", "", "", ""],
        ["三", "预备项目", "", 1, "", "", ""],
        data(1, "甲"),
    )
    assert names(table) == ["甲"]
    assert table.rows[0].sections[0].label == "预备项目"


def test_a_doubtful_heading_is_told() -> None:
    table = table_of(data(1, "甲"), ["", "乙项目", "", 7, "", "", ""], data(2, "丙"))
    (warning,) = table.problems
    assert (warning.row, warning.value, warning.severity) == (3, "乙项目", Severity.WARNING)


def test_rows_without_a_serial_column() -> None:
    head = ["项目名称", "建设单位", "总投资（亿元）", "备注"]
    table = table_of(
        ["甲", "甲公司", 1, ""], ["1、乙", "", 2, ""], ["丙", "", "", ""], ["合计", "", 3, ""], head=head
    )
    assert names(table) == ["甲", "1、乙", "丙"]
    assert [check.ok for check in table.checks()] == [True]


def test_headings_without_a_number() -> None:
    table = table_of(
        ["", "精密制造产业园", "", 1, "", "", ""],
        data(1, "甲"),
        ["众创产业园", "", "", "", "", "", ""],
        data(2, "乙", 2),
        merges=[(4, 1, 4, 7)],
    )
    assert [row.sections[-1].label for row in table.rows] == ["精密制造产业园", "众创产业园"]
    assert outcomes(table) == [(2, "total", True)]


def test_repeated_headers_column_numbers_and_blank_rows_are_skipped() -> None:
    table = table_of(
        ["甲", "乙", 1, 2, 3, 4, 5],
        data(1, "甲项目"),
        ["", "", "", "", "", "", ""],
        HEAD,
        data(2, "乙项目"),
        [3, "", "", "", "", "", ""],
        [" ", "\u3000", "", "", "", "", ""],
    )
    assert names(table) == ["甲项目", "乙项目"]
    assert table.problems == []


@pytest.mark.parametrize(
    "note",
    [
        "注：数据为演示",
        "备注：金额不含土地",
        "填表人：某某    审核：某某",
        "联系电话：0511",
        "说明：1.按月报送",
        "※含增资",
        "其中：外资1个",
    ],
)
def test_notes_are_kept_and_not_read_as_rows(note: str) -> None:
    table = table_of(data(1, "甲"), [note, "", "", "", "", "", ""])
    assert names(table) == ["甲"]
    assert table.notes == [(3, note.replace("    ", " "))]


def test_a_merged_unit_is_filled_down_but_an_amount_is_not() -> None:
    head = [*HEAD, "责任单位"]
    rows = [[*data(1, "甲", 6), "精密园"], [*data(2, "乙", ""), ""], [*data(3, "丙", 1), "众创园"]]
    table = table_of(*rows, head=head, merges=[(2, 8, 3, 8), (2, 4, 3, 4)])
    assert [row.text("unit") for row in table.rows] == ["精密园", "精密园", "众创园"]
    assert [row.amount("total") is not None for row in table.rows] == [True, False, True]
    (warning,) = table.problems
    assert (warning.cell, warning.severity) == ("D2", Severity.WARNING)
    assert table.raw(3, 8) == ""


def test_a_sideways_merge_fills_both_columns() -> None:
    head = ["序号", "项目名称", "计划开工", "实际开工"]
    table = table_of([1, "甲", "2018.3", ""], head=head, merges=[(2, 3, 2, 4)])
    assert str(table.rows[0].date("planned")) == str(table.rows[0].date("started")) == "2018年3月"


def test_a_row_under_a_merged_name_goes_on_with_it() -> None:
    rows = [data(1, "甲", 6), ["", "", "", 2, "", "设备安装", "二期"], data(2, "乙")]
    table = table_of(*rows, merges=[(2, 2, 3, 2), (2, 1, 3, 1)])
    assert names(table) == ["甲", "乙"]
    assert table.rows[0].text("progress") == "主体封顶\n设备安装"
    assert [(problem.cell, problem.severity) for problem in table.problems] == [("D3", Severity.WARNING)]


def test_a_numbered_row_without_a_name_is_an_error_not_lost() -> None:
    table = table_of(data(1, "甲"), [2, "", "乙公司", 3, "", "", ""])
    assert [(problem.cell, problem.field) for problem in table.errors] == [("B3", "name")]
    assert list(table.rejected) == [3]
