"""Finding headers and matching columns."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.amounts import Unit
from guatu.sheets.columns import header_words
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.header import Header, find_header
from guatu.sheets.periods import HeaderPeriod, Shape, extract_period
from guatu.sheets.problems import Severity
from guatu.sheets.titles import parse_titles

from .books import FIELDS, sheet_of

PLAIN = ["序号", "项目名称", "建设单位", "总投资（亿元）", "年度计划投资（亿元）", "形象进度", "备注"]
SPENT = Field("spent", "完成投资", kind=Kind.AMOUNT, shapes=(Shape.TO_DATE, Shape.MONTHS))
ROW = [1, "甲项目", "甲公司", 5.17, 2.5, "主体封顶", ""]


def fields_of(header: Header) -> dict[str, str | None]:
    return {column.header: column.field for column in header.columns}


def test_finds_a_plain_header_below_titles() -> None:
    header = find_header(sheet_of([["2018年项目清单"], [], ["单位：亿元"], PLAIN, ROW]), FIELDS)
    assert (header.top, header.bottom) == (4, 4)
    assert header.titles == ("2018年项目清单", "单位：亿元")
    assert list(fields_of(header).values()) == [
        "serial",
        "name",
        "owner",
        "total",
        "plan",
        "progress",
        "remark",
    ]
    assert header.problems == ()


@settings(deadline=None)
@given(st.permutations(range(len(PLAIN))), st.integers(0, 5))
def test_columns_may_stand_in_any_order_below_any_number_of_titles(order: list[int], above: int) -> None:
    grid = [[f"第{n}行说明文字"] for n in range(above)] + [[PLAIN[n] for n in order], [ROW[n] for n in order]]
    header = find_header(sheet_of(grid), FIELDS)
    expected = dict(
        zip(PLAIN, ["serial", "name", "owner", "total", "plan", "progress", "remark"], strict=True)
    )
    assert fields_of(header) == {PLAIN[n]: expected[PLAIN[n]] for n in order}
    assert header.top == above + 1


def test_joins_two_merged_rows_top_down() -> None:
    grid = [
        ["序号", "项目名称", "时间节点", "", "投资（亿元）", ""],
        ["", "", "计划开工", "实际开工", "总投资", "年度计划"],
        [1, "甲", "2018.3", "", 5, 2],
    ]
    merges = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 1, 6)]
    header = find_header(sheet_of(grid, merges), FIELDS)
    assert fields_of(header) == {
        "序号": "serial",
        "项目名称": "name",
        "时间节点/计划开工": "planned",
        "时间节点/实际开工": "started",
        "投资（亿元）/总投资": "total",
        "投资（亿元）/年度计划": "plan",
    }
    assert header.bottom == 2
    total = header.column_of("total")
    assert total is not None
    assert total.unit == Unit("亿", "CNY")


def test_joins_two_rows_without_merged_cells_as_in_csv() -> None:
    grid = [
        ["序号", "项目名称", "时间节点", "", "备注"],
        ["", "", "计划开工", "实际开工", ""],
        ["1", "甲", "2018.3", "2018.4", ""],
    ]
    assert fields_of(find_header(sheet_of(grid), FIELDS)) == {
        "序号": "serial",
        "项目名称": "name",
        "时间节点/计划开工": "planned",
        "时间节点/实际开工": "started",
        "备注": "remark",
    }


def test_joins_three_rows() -> None:
    grid = [
        ["序号", "项目名称", "2018年", "", "", ""],
        ["", "", "投资", "", "进度", ""],
        ["", "", "总投资（万元）", "计划投资（万元）", "计划开工", "实际开工"],
        [1, "甲", 50000, 20000, "2018.3", "2018.4"],
    ]
    merges = [(1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 1, 6), (2, 3, 2, 4), (2, 5, 2, 6)]
    header = find_header(sheet_of(grid, merges), FIELDS)
    assert header.bottom == 3
    assert set(fields_of(header).values()) >= {"serial", "name", "plan", "planned", "started"}


def test_takes_a_row_of_units_below_the_names_into_the_header() -> None:
    grid = [["序号", "项目名称", "总投资", "年度计划投资"], ["", "", "亿元", "万元"], [1, "甲", 5.17, 20000]]
    header = find_header(sheet_of(grid), FIELDS)
    assert header.bottom == 2
    units = {column.field: column.unit and column.unit.label for column in header.columns}
    assert units == {"serial": None, "name": None, "total": "亿元", "plan": "万元"}


def test_does_not_take_data_for_a_second_header_row() -> None:
    header = find_header(sheet_of([PLAIN, ROW, ROW]), FIELDS)
    assert (header.top, header.bottom) == (1, 1)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("计划总投资", "total"),
        ("投资总额（万元）", "total"),
        ("总\n投\u3000资\n（亿元）", "total"),
        ("总投资额", "total"),
        ("项目总投资(亿元)", "total"),
        ("总投资：亿元", "total"),
        ("总投资万元", "total"),
        ("★总投资", "total"),
        ("其中：总投资", "total"),
        ("2018年计划投资", "plan"),
        ("本年度计划投资（亿元）", "plan"),
        ("全年计划投资", "plan"),
        ("1-6月完成投资", "spent"),
        ("１－６月份累计完成投资额（亿元）", "spent"),
        ("截至6月底累计完成投资", "spent"),
        ("上半年完成投资", "spent"),
        ("今年以来完成投资", "spent"),
        ("开工以来累计完成投资", "spent"),
        ("本月完成投资", "month"),
        ("6月完成投资", "month"),
        ("计划开工时间", "planned"),
        ("实际开工日期", "started"),
        ("投资完成率（%）", "rate"),
        ("截至6月底形象进度", "progress"),
        ("挂钩领导姓名", "lead"),
        ("挂钩领导联系电话", None),
        ("毫不相干", None),
    ],
)
def test_knows_headers_by_their_many_names(text: str, field: str | None) -> None:
    header = find_header(sheet_of([["序号", "项目名称", text, "责任单位"], [1, "甲", "", ""]]), FIELDS)
    assert header.columns[2].field == field


def test_the_best_column_wins_where_two_are_alike() -> None:
    grid = [["序号", "项目名称", "设备总投资", "总投资"], [1, "甲", 1, 2]]
    assert fields_of(find_header(sheet_of(grid), FIELDS))["总投资"] == "total"
    assert fields_of(find_header(sheet_of(grid), FIELDS))["设备总投资"] is None


def test_columns_of_other_years_are_left_alone() -> None:
    head = [
        "序号",
        "项目名称",
        "至2017年底累计完成投资",
        "2017年完成投资",
        "2018年计划投资",
        "2019年计划投资",
        "1-6月完成投资",
    ]
    expected = ["serial", "name", None, None, "plan", None, "spent"]
    fields = FieldSet(tuple(field for field in FIELDS if field.name != "spent") + (SPENT,))
    for sheet, year in (
        (sheet_of([["2018年清单"], head, [1, "甲"]]), None),
        (sheet_of([head, [1, "甲"]]), 2018),
    ):
        assert [column.field for column in find_header(sheet, fields, year=year).columns] == expected


def test_the_name_may_share_its_column() -> None:
    header = find_header(sheet_of([["序号", "项目名称及建设内容", "总投资（亿元）"], [1, "甲", 1]]), FIELDS)
    assert header.columns[1].field == "name"


def test_a_hidden_column_yields_to_a_visible_one() -> None:
    grid = [["序号", "项目名称", "总投资", "总投资"], [1, "甲", 1, 2]]
    header = find_header(sheet_of(grid, hidden_columns=frozenset({3})), FIELDS)
    assert [column.field for column in header.columns] == ["serial", "name", None, "total"]
    assert [column.hidden for column in header.columns] == [False, False, True, False]


def test_two_columns_of_one_name_are_an_error_where_the_field_is_required() -> None:
    fields = FieldSet(
        (
            Field("name", "项目名称", key=True),
            Field("total", "总投资", kind=Kind.AMOUNT, required=True),
            Field("note", "备注"),
        )
    )
    header = find_header(
        sheet_of([["项目名称", "总投资", "总投资", "备注", "备注"], ["甲", 1, 2, "", ""]]), fields
    )
    problems = [(problem.column, problem.severity, problem.field) for problem in header.problems]
    assert problems == [("B", Severity.ERROR, "total"), ("D", Severity.WARNING, "note")]
    assert "B、C" in header.problems[0].reason


def test_a_missing_column_lists_what_was_found() -> None:
    fields = FieldSet(
        (Field("name", "项目名称", key=True), Field("code", "项目代码", ("代码",), required=True))
    )
    header = find_header(
        sheet_of([["序号", "项目名称", "总投资（亿元）"], [1, "甲", 1]]),
        FieldSet((*fields, Field("t", "总投资"))),
    )
    (problem,) = header.problems
    assert "项目代码" in problem.reason
    assert "项目代码、代码" in problem.expected
    assert "C 总投资（亿元）" in problem.expected


def test_no_header_names_what_is_expected_and_what_is_there() -> None:
    with pytest.raises(SheetError) as caught:
        find_header(sheet_of([["水果", "数量"], ["苹果", 3]], name="采购"), FIELDS)
    assert caught.value.code == "no_header"
    assert caught.value.place == "采购"
    assert "项目名称" in str(caught.value)
    assert "苹果" in str(caught.value)


@pytest.mark.parametrize("grid", [[], [[]], [["", ""]], [["项目名称"]]])
def test_an_empty_sheet_has_no_header(grid: list[list[str]]) -> None:
    with pytest.raises(SheetError):
        find_header(sheet_of(grid), FIELDS)


class TestMapping:
    grid = [["序号", "工程", "投资盘子（亿元）", "1-6月完成投资", "说明"], [1, "甲", 5, 2, ""]]

    def test_gives_columns_that_nothing_would_recognise(self) -> None:
        mapping = {"工程": "name", "投资盘子（亿元）": "total"}
        header = find_header(sheet_of(self.grid), FIELDS, mapping)
        assert [column.field for column in header.columns] == ["serial", "name", "total", "spent", None]
        assert header.columns[1].score == 1

    def test_can_leave_a_column_out(self) -> None:
        header = find_header(sheet_of([PLAIN, ROW]), FIELDS, {"备注": "", "形象进度": None})
        assert fields_of(header)["备注"] is None
        assert fields_of(header)["形象进度"] is None

    def test_outlasts_the_month_and_the_unit(self) -> None:
        remembered = find_header(
            sheet_of(self.grid), FIELDS, {"工程": "name", "投资盘子（亿元）": "total"}
        ).mapping
        later = [["序号", "工程", "投资盘子（万元）", "1-7月完成投资", "说明"], [1, "甲", 50000, 20000, ""]]
        header = find_header(sheet_of(later), FIELDS, remembered)
        assert [column.field for column in header.columns] == ["serial", "name", "total", "spent", None]

    def test_overrides_what_is_recognised(self) -> None:
        header = find_header(sheet_of([PLAIN, ROW]), FIELDS, {"备注": "progress"})
        assert fields_of(header)["备注"] == "progress"
        assert fields_of(header)["形象进度"] is None


@pytest.mark.parametrize(
    ("text", "shape", "period"),
    [
        ("1-6月完成投资", Shape.TO_DATE, "2018M01-M06"),
        ("2017年1-11月完成投资", Shape.TO_DATE, "2017M01-M11"),
        ("1—12月完成投资", Shape.YEAR, "2018"),
        ("4-6月完成投资", Shape.MONTHS, "2018M04-M06"),
        ("截至6月底累计完成投资", Shape.TO_DATE, "2018M01-M06"),
        ("截止2018年5月31日完成投资", Shape.TO_DATE, "2018M01-M05"),
        ("上半年完成投资", Shape.TO_DATE, "2018M01-M06"),
        ("二季度完成投资", Shape.MONTHS, "2018M04-M06"),
        ("6月份完成投资", Shape.MONTH, "2018M06"),
        ("本月完成投资", Shape.MONTH, "2018M06"),
        ("2018年计划投资", Shape.YEAR, "2018"),
        ("年度计划投资", Shape.YEAR, "2018"),
        ("本年完成投资", Shape.TO_DATE, "2018M01-M06"),
        ("今年以来完成投资", Shape.TO_DATE, "2018M01-M06"),
        ("2017年完成投资", Shape.TO_DATE, "2017"),
        ("开工以来累计完成投资", Shape.SINCE_START, None),
        ("至2017年底累计完成投资", Shape.SINCE_START, None),
        ("累计完成投资", Shape.SINCE_START, None),
        ("完成投资（1-6月）", Shape.TO_DATE, "2018M01-M06"),
    ],
)
def test_reads_the_period_of_a_header(text: str, shape: Shape, period: str | None) -> None:
    found = header_words(text).period
    assert found is not None
    assert found.shape is shape
    resolved = found.resolve(2018, date(2018, 6, 30))
    assert (str(resolved) if resolved else None) == period


@pytest.mark.parametrize("text", ["总投资", "13-16月", "建设起止年限", "0月", "项目名称"])
def test_finds_no_period_where_none_is_named(text: str) -> None:
    assert extract_period(text)[0] is None


def test_a_period_stays_open_without_a_year() -> None:
    assert HeaderPeriod(Shape.TO_DATE, None, 1, 6).resolve() is None
    assert HeaderPeriod(Shape.MONTH, 2018).resolve() is None


@given(st.text())
def test_any_text_can_be_a_header(text: str) -> None:
    words = header_words(text)
    assert header_words(text) == words


class TestTitles:
    def test_of_a_usual_head(self) -> None:
        facts = parse_titles(
            [
                "附件1",
                "开发区2018年重点项目推进情况表",
                "填报单位：经济发展局      截至2018年6月30日      单位：亿元",
            ]
        )
        assert facts.title == "开发区2018年重点项目推进情况表"
        assert facts.reporting_unit == "经济发展局"
        assert [unit.label for unit in facts.units] == ["亿元"]
        assert facts.year == 2018
        assert str(facts.as_of) == "2018年6月30日"

    @pytest.mark.parametrize(
        ("line", "as_of"),
        [
            ("截至2018年6月底", "2018年6月下旬"),
            ("填报时间：2018-06-30", "2018年6月30日"),
            ("2018年1-6月重点项目完成情况", "2018年6月"),
            ("2018年上半年重点项目", "2018年上半年"),
            ("2018年6月项目推进表", "2018年6月"),
            ("2018年项目推进表（截至6月中旬）", "2018年6月中旬"),
        ],
    )
    def test_the_day_it_was_drawn_up(self, line: str, as_of: str) -> None:
        assert str(parse_titles([line]).as_of) == as_of

    def test_a_day_without_a_year_waits_for_one(self) -> None:
        facts = parse_titles(["截至6月中旬签约项目（单位：亿元人民币）"])
        assert (facts.as_of, facts.as_of_text, facts.year) == (None, "6月中旬", None)
        assert str(parse_titles(["截至6月中旬签约项目"], 2018).as_of) == "2018年6月中旬"

    def test_none_at_all(self) -> None:
        assert parse_titles([]).title == ""


@pytest.mark.parametrize(
    "fields",
    [
        (Field("a", "甲"),),
        (Field("a", "甲", key=True), Field("a", "乙")),
        (Field("a", "甲", key=True), Field("b", "乙", key=True)),
        (Field("a", "甲", key=True), Field("b", "乙", kind=Kind.UNIT), Field("c", "丙", kind=Kind.UNIT)),
    ],
)
def test_a_field_set_must_make_sense(fields: tuple[Field, ...]) -> None:
    with pytest.raises(ValueError):
        FieldSet(fields)
