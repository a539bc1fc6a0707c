"""Files that cannot or must not be read: each gets its own clear error, within bounded memory and time."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from guatu.core.errors import InvalidInput
from guatu.sheets.errors import MESSAGES, SheetError
from guatu.sheets.limits import MIB, Limits, Refusal
from guatu.sheets.open import open_workbook
from guatu.sheets.worker import read

from .books import DANYANG, DATA, repack, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
SMALL = xlsx_of({"甲": [["序号", "项目名称"], [1, "甲项目"]]})
SMALL_LIMITS = Limits(rows=50, columns=20, cells=600, unpacked_bytes=2 * MIB, parts=40, sheets=3, comments=2)


def refusal(data: bytes, limits: Limits = SMALL_LIMITS) -> str:
    """The code of the error; what the reading process answers in-process is the same."""
    with pytest.raises(SheetError) as caught:
        open_workbook(data, "清单.xlsx", limits)
    with pytest.raises(Refusal) as inside:
        read(data, limits)
    assert inside.value.code == caught.value.code
    assert "清单.xlsx" in str(caught.value)
    assert "%(" not in str(caught.value)
    return caught.value.code


def compound(*names: str) -> bytes:
    """The beginning of an OLE file whose directory names `names`."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 ...", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_workbook"),
        (compound("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), "macros"),
        (compound("Root Entry", "WordDocument"), "text_document"),
        (compound("Root Entry", "Workbook"), "corrupt"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web_page"),
        ("\ufeff<!DOCTYPE html>\n<html>".encode(), "web_page"),
        ("<html><meta charset=utf-16>".encode("utf-16"), "web_page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "old_xml"),
        (b"PK\x03\x04 this is no zip file", "corrupt"),
        (SMALL[: len(SMALL) // 2], "corrupt"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "binary_workbook"),
        (zipped("mimetype", "content.xml"), "open_document"),
        (zipped("[Content_Types].xml", "word/document.xml"), "text_document"),
        (zipped("a.txt"), "not_a_workbook"),
        (zipped("[Content_Types].xml"), "not_a_workbook"),
        (b"\x00\x01\x02\x03" * 50, "encoding"),
        ("名称\n".encode("gb18030") + b"\xff\xff\xff", "encoding"),
    ],
)
def test_tells_what_kind_of_file_it_is_instead(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_asks_to_remove_the_password() -> None:
    data = (DATA / "password.xlsx").read_bytes()
    assert refusal(data) == "encrypted"
    with pytest.raises(SheetError, match="Remove the password"):
        open_workbook(data)


def test_refuses_macros() -> None:
    assert refusal(repack(SMALL, {"xl/vbaProject.bin": b"anything"})) == "macros"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_refuses_document_type_declarations(part: str) -> None:
    def declare(content: bytes) -> bytes:
        body = content[content.index(b"?>") + 2 :] if content.startswith(b"<?xml") else content
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + body

    assert refusal(repack(SMALL, {part: declare})) == "external_entities"


def test_refuses_entities_in_comments() -> None:
    data = xlsx_of({"甲": [[1]]}, comments={"A1": "注"})
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><comments>&b;</comments>'
    )
    assert refusal(repack(data, {"xl/comments/comment1.xml": bomb})) == "external_entities"


def test_refuses_a_file_over_the_size_limit_unread() -> None:
    with pytest.raises(SheetError, match="2 MiB") as caught:
        open_workbook(bytes(2 * MIB), "大.xlsx", Limits(file_bytes=MIB))
    assert caught.value.code == "too_big"


def test_refuses_a_zip_bomb_by_what_it_declares() -> None:
    assert refusal(repack(SMALL, {"xl/media/image1.png": bytes(3 * MIB)})) == "unpacked_too_big"


def test_refuses_a_zip_bomb_that_lies_about_its_size() -> None:
    data = bytearray(repack(SMALL, {SHEET: lambda part: part + b" " * (5 * MIB)}))
    real = struct.pack("<I", len(zipfile.ZipFile(io.BytesIO(bytes(data))).read(SHEET)))
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    assert refusal(bytes(data)) in ("unpacked_too_big", "corrupt")


def test_refuses_a_file_of_too_many_parts() -> None:
    extra = {f"xl/media/{number}.png": b"x" for number in range(50)}
    assert refusal(repack(SMALL, dict(extra))) == "too_many_parts"


def test_refuses_two_parts_of_the_same_name() -> None:
    target = io.BytesIO(SMALL)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as package:
        package.writestr(SHEET, "<worksheet/>")
    assert refusal(target.getvalue()) == "too_many_parts"


def test_refuses_too_many_sheets() -> None:
    assert refusal(xlsx_of({name: [[1]] for name in "甲乙丙丁"})) == "too_many_sheets"


def test_refuses_too_many_comments() -> None:
    data = xlsx_of({"甲": [[1, 2, 3]]}, comments={"A1": "一", "B1": "二", "C1": "三"})
    assert refusal(data) == "too_many_comments"


def test_refuses_ten_thousand_columns() -> None:
    data = xlsx_of({"甲": [[1] * 10_000]})
    with pytest.raises(SheetError, match=r"column NTP \(10000 columns\); at most 1000"):
        open_workbook(data)
    assert refusal(data) == "too_many_columns"


def test_refuses_rows_beyond_the_limit() -> None:
    assert refusal(xlsx_of({"甲": [[n] for n in range(60)]})) == "too_many_rows"


def test_refuses_a_single_cell_far_away_before_making_room_for_the_rest() -> None:
    def far(part: bytes) -> bytes:
        return part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )

    assert refusal(repack(SMALL, {SHEET: far})) == "too_many_columns"
    near = repack(SMALL, {SHEET: lambda part: far(part).replace(b"XFD1048576", b"C1048576")})
    assert refusal(near) == "too_many_rows"


def test_refuses_cells_without_references_by_counting_them() -> None:
    cells = b"<row>" + b"<c><v>1</v></c>" * 30 + b"</row>"
    data = repack(SMALL, {SHEET: lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>")})
    assert refusal(data) == "too_many_columns"


def test_refuses_too_many_cells_in_all_sheets_together() -> None:
    grid = [[1] * 10 for _ in range(45)]
    assert refusal(xlsx_of({"甲": grid, "乙": grid})) == "too_many_cells"


def test_a_million_rows_that_are_only_declared_do_no_harm() -> None:
    def declare(part: bytes) -> bytes:
        return part.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')

    data = repack(SMALL, {SHEET: declare})
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    assert open_workbook(data, limits=SMALL_LIMITS).sheets[0].rows[1] == [1, "甲项目"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("名称," * 30 + "x\n", "too_many_columns"),
        ("甲\n" * 60, "too_many_rows"),
        ("甲,乙,丙,丁,戊,己,庚,辛,壬,癸,一,二,三\n" * 50, "too_many_cells"),
    ],
)
def test_limits_hold_for_separated_text(text: str, code: str) -> None:
    assert refusal(text.encode()) == code


def test_memory_is_bounded_where_a_small_file_repeats_a_long_text() -> None:
    """One shared text of 32,000 characters in 30,000 cells would be a gigabyte."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 30_001))
    strings = (
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    )
    data = repack(
        xlsx_of({"甲": [["文字"]]}),
        {
            SHEET: lambda part: (
                part[: part.index(b"<sheetData>")] + b"<sheetData>" + rows + b"</sheetData></worksheet>"
            ),
            "xl/sharedStrings.xml": strings + b"x" * 32_000 + b"</t></si></sst>",
            "xl/_rels/workbook.xml.rels": lambda part: part.replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
                b'/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            ),
            "[Content_Types].xml": lambda part: part.replace(
                b"</Types>",
                b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
                b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
            ),
        },
    )
    assert len(data) < MIB
    with pytest.raises(SheetError) as caught:
        open_workbook(data, "重复.xlsx", Limits(memory_bytes=400 * MIB))
    assert caught.value.code == "memory"


def test_the_text_handed_over_is_bounded() -> None:
    with pytest.raises(SheetError) as caught:
        open_workbook(xlsx_of({"甲": [["很长的文字" * 100]]}), limits=Limits(text_bytes=400))
    assert caught.value.code == "too_much_text"


def test_time_is_bounded() -> None:
    with pytest.raises(SheetError) as caught:
        open_workbook(DANYANG, limits=Limits(seconds=0))
    assert caught.value.code == "time"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(SheetError) as caught:
            open_workbook(path)
        assert (caught.value.code, caught.value.place) == ("not_readable", str(path))


def test_an_error_is_invalid_input_with_its_place() -> None:
    error = SheetError("empty", "清单.xlsx")
    assert isinstance(error, InvalidInput)
    assert [(fault.place, fault.code) for fault in error.faults] == [("清单.xlsx", "empty")]


def test_every_code_has_a_message() -> None:
    assert all(str(message).endswith((".", "%(found)s")) for message in MESSAGES.values())
