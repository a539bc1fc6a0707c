"""Opening workbooks: kinds of files, and what stands beside the values."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.sheets.delimited import decode, sniff_delimiter
from guatu.sheets.errors import SheetError
from guatu.sheets.open import open_workbook
from guatu.sheets.package import shown_as
from guatu.sheets.workbook import Merge

from .books import DANYANG, DATA, repack, xlsx_of

CSV = '序号,项目名称,总投资（亿元）\n1,甲项目,5.17\n2,"乙,项目",6\n'


def test_reads_an_xlsx_file_from_path_and_bytes() -> None:
    by_path, by_bytes = open_workbook(DANYANG), open_workbook(DANYANG.read_bytes(), "danyang.xlsx")
    assert (by_path.name, by_path.kind) == ("danyang-2018.xlsx", "xlsx")
    assert by_path.names == ["2018年重点产业项目", "签约项目", "在谈项目"]
    assert by_path.sheets == by_bytes.sheets


def test_knows_merged_ranges_and_comments() -> None:
    sheet = open_workbook(DANYANG).sheets[0]
    assert len(sheet.merges) == 17
    assert Merge(3, 9, 3, 10) in sheet.merges
    assert sheet.comments == {(3, 11): "完成投资为演示数"}
    assert sheet.value(3, 9) == "时间节点"
    assert sheet.merged_value(3, 10) == "时间节点"
    assert sheet.value(999, 1) == ""


def test_marks_hidden_sheets_columns_and_rows() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[1].sheet_state = "veryHidden"
        book.worksheets[0].column_dimensions["B"].hidden = True
        book.worksheets[0].row_dimensions[2].hidden = True

    book = open_workbook(xlsx_of({"甲": [[1, 2], [3, 4]], "乙": [[1]]}, change=hide))
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    assert book.sheets[0].hidden_columns == {2}
    assert book.sheets[0].hidden_rows == {2}


def test_tells_what_number_formats_add() -> None:
    def formats(book: openpyxl.Workbook) -> None:
        page = book.worksheets[0]
        for column, code in enumerate(['yyyy"年"m"月"', "0.00", "0.0%", '0.00"亿元"', "yyyy", "0.00"], 1):
            page.cell(1, column).number_format = code

    row = [
        datetime.fromisoformat("2018-03-01"),
        2018.1,
        0.652,
        5.17,
        datetime.fromisoformat("2018-01-01"),
        2018.3,
    ]
    sheet = open_workbook(xlsx_of({"甲": [row]}, change=formats)).sheets[0]
    assert sheet.value(1, 1) == date(2018, 3, 1)
    assert sheet.shown == {
        (1, 1): "month",
        (1, 2): "two_decimals",
        (1, 3): "percent",
        (1, 4): "unit:亿元",
        (1, 5): "year",
    }


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", ""),
        ("yyyy-mm-dd", ""),
        ('yyyy"年"m"月"d"日";@', ""),
        ("[$-804]yyyy年m月", "month"),
        ("mmm-yy", "month"),
        ("#,##0.00", "two_decimals"),
        ("0.00_ ", "two_decimals"),
        ("0.00万元", "unit:万元"),
        ('0.0"%"', ""),
        ("h:mm:ss", ""),
    ],
)
def test_reads_number_formats(code: str, shown: str) -> None:
    assert shown_as(code) == shown


def test_finds_error_cells_and_formulas_without_value() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        page.write_formula(0, 1, "=1+1", None, 2)
        page.write_formula(1, 0, "=A9", None, "")
    data = repack(
        target.getvalue(),
        {"xl/worksheets/sheet1.xml": lambda part: part.replace(b"<v></v>", b"").replace(b"<v/>", b"")},
    )
    sheet = open_workbook(data).sheets[0]
    assert sheet.errors == {(1, 1): "#DIV/0!"}
    assert sheet.value(1, 1) == "#DIV/0!"
    assert sheet.value(1, 2) == 2
    assert sheet.uncomputed == {(2, 1)}


def test_reads_parts_with_a_namespace_prefix() -> None:
    def prefixed(part: bytes) -> bytes:
        for name in (b"worksheet", b"sheetData", b"cols", b"col", b"row", b"c", b"v", b"f"):
            part = part.replace(b"<" + name + b" ", b"<x:" + name + b" ").replace(
                b"<" + name + b">", b"<x:" + name + b">"
            )
            part = part.replace(b"</" + name + b">", b"</x:" + name + b">")
        return part.replace(b"xmlns=", b"xmlns:x=", 1)

    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].row_dimensions[1].hidden = True
        book.worksheets[0].column_dimensions["A"].hidden = True

    data = xlsx_of({"甲": [[1, "=A9"], [3, 4]]}, change=hide)
    sheet = open_workbook(repack(data, {"xl/worksheets/sheet1.xml": prefixed})).sheets[0]
    assert sheet.value(2, 2) == 4
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.uncomputed) == ({1}, {1}, {(1, 2)})


def test_reads_an_old_xls_file_whatever_its_name() -> None:
    book = open_workbook((DATA / "old-format.xls").read_bytes(), "renamed.xlsx")
    assert book.kind == "xls"
    assert book.sheets[0].merges == (Merge(1, 1, 1, 6),)
    assert book.sheets[0].rows[2][:4] == [1, "甲项目", 5.17, "2018.10"]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-8", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_separated_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = CSV if delimiter == "," else CSV.replace('"乙,项目"', "乙,项目").replace(",", delimiter)
    if delimiter != ",":
        text = text.replace(f"乙{delimiter}项目", "乙,项目")
    path = tmp_path / "清单.csv"
    path.write_bytes(text.encode(encoding))
    book = open_workbook(path)
    assert book.kind == "csv"
    assert book.names == ["清单"]
    assert book.sheets[0].rows == [
        ["序号", "项目名称", "总投资（亿元）"],
        ["1", "甲项目", "5.17"],
        ["2", "乙,项目", "6"],
    ]


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text.isprintable()))
def test_any_printable_utf_8_text_is_decoded(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text


def test_a_semicolon_inside_remarks_is_no_separator() -> None:
    assert sniff_delimiter("名称,备注\n甲,一；二;三\n乙,四;五\n") == ","


def test_dates_times_and_booleans_survive_the_reading_process() -> None:
    row: list[Any] = [datetime.fromisoformat("2018-03-01T12:05:00"), True, 0.1, "甲\n乙"]
    assert open_workbook(xlsx_of({"甲": [row]})).sheets[0].rows == [row]


def test_an_unknown_sheet_is_named_with_those_there_are() -> None:
    book = open_workbook(DANYANG)
    assert book.sheet("签约项目").value(2, 2) == "项目名称"
    with pytest.raises(SheetError, match="签约项目、在谈项目") as caught:
        book.sheet("没有")
    assert caught.value.code == "no_sheet"
