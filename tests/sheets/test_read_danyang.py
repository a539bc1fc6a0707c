"""The project list of Danyang 2018, as its office made it."""

from decimal import Decimal

import pytest

from guatu.sheets.amounts import Amount
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.open import open_workbook
from guatu.sheets.read_table import read_table
from guatu.sheets.table import Table
from guatu.sheets.workbook import Workbook

from .books import DANYANG, FIELDS, sheet_of

YI = Decimal(10**8)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return open_workbook(DANYANG)


@pytest.fixture(scope="module")
def table(book: Workbook) -> Table:
    return read_table(choose_sheet(book, FIELDS).sheet, FIELDS)


def test_the_list_is_the_sheet_that_fits_and_the_others_are_told(book: Workbook) -> None:
    choice = choose_sheet(book, FIELDS)
    assert choice.sheet.name == "2018年重点产业项目"
    assert [(fit.name, fit.missing) for fit in choice.others] == [("签约项目", ()), ("在谈项目", ())]
    assert choose_sheet(book, FIELDS, name="在谈项目").sheet.name == "在谈项目"


def test_every_column_is_known(table: Table) -> None:
    assert [column.field for column in table.header.columns] == [
        "serial", "name", "owner", "category", "sub", "total", "plan", "years", "planned", "started", "spent",
        "progress", "lead", "liaison", "unit", "remark",
    ]  # fmt: skip
    spent = table.header.column_of("spent")
    assert spent is not None
    assert spent.period is not None
    assert str(spent.period.resolve(table.facts.year)) == "2018M01-M06"
    assert spent.comment == "完成投资为演示数"


def test_the_head_is_understood(table: Table) -> None:
    facts = table.facts
    assert facts.title == "丹阳经济开发区2018年市级以上重点产业类项目推进情况表"
    assert (facts.reporting_unit, facts.year, str(facts.as_of)) == ("经济发展局", 2018, "2018年6月30日")
    assert [unit.label for unit in facts.units] == ["亿元"]


def test_54_projects_in_two_sections(table: Table) -> None:
    assert len(table.rows) == 54
    assert [row.text("serial") for row in table.rows] == [str(number) for number in range(1, 55)]
    sections = [row.sections[0].label for row in table.rows]
    assert (sections.count("结转续建项目"), sections.count("新计划开工项目")) == (19, 35)
    assert table.notes == [(62, "注：名称未公开的项目，其金额按公开合计数分摊，仅供演示。")]


def test_nothing_is_wrong(table: Table) -> None:
    assert table.problems == []
    assert table.cell_notes == {}
    assert table.remarks == []


def test_stated_totals_hold(table: Table) -> None:
    assert all(check.ok for check in table.checks())
    stated = {(check.row, check.field): check.stated for check in table.checks()}
    assert stated == {
        (5, ""): 19, (5, "total"): 188 * YI, (5, "plan"): Decimal("69.3") * YI,
        (25, ""): 35, (25, "total"): Decimal("143.7") * YI, (25, "plan"): Decimal("63.3") * YI,
        (61, ""): 54, (61, "total"): Decimal("331.7") * YI, (61, "plan"): Decimal("132.6") * YI,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "yuan"),
    [
        (12, "total", "517000000"),
        (19, "total", "920000000"),
        (16, "plan", "331000000"),
        (6, "plan", "615000000"),
    ],
)
def test_amounts_of_all_kinds_of_cells(table: Table, row: int, field: str, yuan: str) -> None:
    assert table.cell(row, field).value == Amount(Decimal(yuan), "CNY")


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        (6, "years", "2017—2019年"),
        (26, "years", "2018—2019年"),
        (6, "started", "2017年7月"),
        (11, "started", "2017年11月"),
        (26, "planned", "2018年2月"),
        (28, "planned", "2018年4月1日"),
        (48, "planned", "2018年10月"),
        (36, "planned", "2018年1月"),
        (37, "started", "None"),
    ],
)
def test_dates_of_all_kinds_of_cells(table: Table, row: int, field: str, text: str) -> None:
    assert str(table.cell(row, field).value) == text


def test_11_projects_have_started(table: Table) -> None:
    new = [row for row in table.rows if row.sections[0].label == "新计划开工项目"]
    assert sum(row.date("started") is not None for row in new) == 11


def test_the_deals_sheet_has_its_own_units_and_no_year(book: Workbook) -> None:
    fields = FieldSet(
        (
            *FIELDS,
            Field("capital", "注册资本", ("拟注册外资",), Kind.AMOUNT),
            Field("signed", "签约日期", kind=Kind.DATE),
        )
    )
    signed = read_table(book.sheet("签约项目"), fields)
    assert len(signed.rows) == 15
    assert signed.rows[1].amount("capital") == Amount(Decimal(10_100_000), "USD")
    assert signed.rows[1].amount("total") == Amount(Decimal(270_000_000), "CNY")
    assert str(signed.rows[0].date("signed")) == "2018年2月2日"
    assert (signed.facts.as_of, signed.facts.as_of_text) == (None, "6月中旬")
    talks = read_table(book.sheet("在谈项目"), fields)
    assert [row.amount("total") for row in talks.rows][:2] == [
        Amount(Decimal(30_000_000), "USD"),
        Amount(Decimal(10_000_000), "USD"),
    ]


def test_a_hidden_or_unfit_sheet_is_not_chosen() -> None:
    good = [["序号", "项目名称", "总投资（亿元）"], [1, "甲", 1]]
    hidden, fit = sheet_of([*good, [2, "乙", 2]], name="旧", hidden=True), sheet_of(good, name="新")
    book = Workbook("清单.xlsx", "xlsx", (hidden, sheet_of([["说明"]], name="说明"), fit))
    choice = choose_sheet(book, FIELDS)
    assert choice.sheet is fit
    assert [(other.name, bool(other.reason)) for other in choice.others] == [("旧", False), ("说明", True)]
    with pytest.raises(SheetError, match="说明: ") as caught:
        choose_sheet(Workbook("清单.xlsx", "xlsx", (sheet_of([["说明"]], name="说明"),)), FIELDS)
    assert caught.value.code == "nothing_fits"
