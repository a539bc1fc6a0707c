"""Characters the built fonts lack: from the system's fonts, whatever their outlines; else the geta mark."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection
from pypdf import PdfReader

from guatu.wallchart.print.fonts import GETA, FontSet, FontsMissingError, extra_faces, fonts_for
from guatu.wallchart.print.layout import lay_out
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.print.pdf import to_pdf
from tests.wallchart.charts import PRINTED, chart_with, chinese_labels, invented_row

RARE, RARER = "\ue123", "\U000f0123"  # private characters: in no font but the ones made here
RESTRICTED = 0x0002


def square(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo((100, 0))
    pen.lineTo((100, 700))
    pen.curveTo((300, 900), (600, 900), (800, 700)) if isinstance(pen, T2CharStringPen) else pen.lineTo(
        (800, 700)
    )
    pen.lineTo((800, 0))
    pen.closePath()


def font_with(
    characters: str,
    *,
    postscript: bool = False,
    fs_type: int = 0,
    family: str = "Made Sans",
    advance: int = 900,
) -> TTFont:
    """A small font whose every glyph is a block ``advance`` units wide on an em of 1000."""
    names = {ord(c): f"uni{ord(c):05X}" for c in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    if postscript:
        strings = {}
        for name in order:
            pen = T2CharStringPen(advance, None)
            square(pen)
            strings[name] = pen.getCharString()
        builder.setupCFF("Made", {}, strings, {})
    else:
        pen = TTGlyphPen(None)
        square(pen)
        builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (advance, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Made-Regular"})
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    return builder.font


def saved(font: TTFont, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


def printed_text(name: str, fonts: FontSet) -> str:
    chart = chart_with((replace(invented_row(1, "甲园区", ""), name=name),))
    sheet = lay_out(chart, Paper.A3, chinese_labels(), fonts=fonts, printed_at=PRINTED)
    return PdfReader(io.BytesIO(to_pdf(sheet, fonts))).pages[0].extract_text()


@pytest.mark.parametrize("postscript", [False, True])
def test_a_system_font_lends_its_character(tmp_path: Path, postscript: bool) -> None:
    saved(
        font_with(RARE, postscript=postscript), tmp_path / "made" / ("made.otf" if postscript else "made.ttf")
    )
    fonts = fonts_for([f"王{RARE}"], folders=(tmp_path,))
    assert fonts.printable(f"王{RARE}") == f"王{RARE}"
    assert fonts.width(f"王{RARE}", 10) == pytest.approx(19)
    assert fonts.width(f"王{RARE}", 10, bold=True) == pytest.approx(19)
    (face,) = fonts.extra
    assert isinstance(face.source, bytes)
    assert "glyf" in TTFont(io.BytesIO(face.source))
    assert f"王{RARE}厂" in printed_text(f"王{RARE}厂", fonts)


def test_the_lent_font_is_the_same_each_time(tmp_path: Path) -> None:
    saved(font_with(RARE + RARER, postscript=True), tmp_path / "made.otf")
    first = fonts_for([RARE, RARER], folders=(tmp_path,)).extra
    extra_faces.cache_clear()
    again = fonts_for([RARE, RARER], folders=(tmp_path,)).extra
    assert [face.source for face in again] == [face.source for face in first]
    assert [face.name for face in again] == [face.name for face in first]


def test_several_fonts_lend_what_each_has(tmp_path: Path) -> None:
    saved(font_with(RARE), tmp_path / "a.ttf")
    saved(font_with(RARER, postscript=True), tmp_path / "b.otf")
    fonts = fonts_for([RARE, RARER], folders=(tmp_path,))
    assert len(fonts.extra) == 2
    assert f"{RARE}项目{RARER}" in printed_text(f"{RARE}项目{RARER}", fonts)


def test_of_a_collection_the_simplified_chinese_face_is_taken(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [
        font_with(RARE, family="Made Sans JP", advance=500),
        font_with(RARE, family="Made Sans SC", advance=700),
    ]
    collection.save(tmp_path / "made.ttc")
    assert fonts_for([RARE], folders=(tmp_path,)).width(RARE, 10) == pytest.approx(7)


def test_broken_and_restricted_fonts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 300)
    (tmp_path / "empty.otf").write_bytes(b"")
    (tmp_path / "text.ttc").write_text("not a font", encoding="utf-8")
    saved(font_with(RARE, fs_type=RESTRICTED), tmp_path / "restricted.ttf")
    fonts = fonts_for([RARE], folders=(tmp_path,))
    assert fonts.extra == ()
    assert fonts.missing(f"王{RARE}") == {RARE}
    assert fonts.printable(f"王{RARE}") == f"王{GETA}"


def test_texts_the_built_fonts_can_set_look_no_further(tmp_path: Path, built_fonts: FontSet) -> None:
    fonts = fonts_for(["丹阳经济开发区 镕㛃𠅤 No. 12 (100%)"], folders=(tmp_path / "missing",))
    assert fonts.extra == ()
    assert fonts.regular is built_fonts.regular


def test_without_built_fonts_the_system_sets_everything(tmp_path: Path) -> None:
    saved(font_with(f"丹阳 {GETA}"), tmp_path / "made.ttf")
    absent = tmp_path / "absent.ttf"
    fonts = fonts_for(["丹阳 区"], regular=absent, bold=absent, folders=(tmp_path,))
    assert fonts.printable("丹阳 区") == f"丹阳 {GETA}"


def test_no_font_at_all_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    absent = tmp_path / "absent.ttf"
    with pytest.raises(FontsMissingError, match="tools/build_fonts"):
        fonts_for(["丹阳"], regular=absent, bold=absent, folders=(tmp_path,))
