"""The page of GB/T 9704-2012: A4, the type area of 156 × 225 mm, 22 lines of 28 characters, page numbers.

Measures are the standard's own: top 37 mm, left 28 mm; right and bottom follow from the type area. The grid makes the
line 225 mm ÷ 22, spacing makes the character 156 mm ÷ 28.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

WIDTH, HEIGHT = 210, 297
TOP, LEFT, TYPE_WIDTH, TYPE_HEIGHT = 37, 28, 156, 225
RIGHT, BOTTOM = WIDTH - LEFT - TYPE_WIDTH, HEIGHT - TOP - TYPE_HEIGHT
LINES, CHARACTERS = 22, 28
# Sizes by their Chinese names.
SIZE_1, SIZE_2, SIZE_3, SIZE_4 = Pt(26), Pt(22), Pt(16), Pt(14)
RED = RGBColor(0xE6, 0x00, 0x12)
_POINTS_PER_MM = 72 / 25.4
_TWIPS_PER_MM = _POINTS_PER_MM * 20
LINE_TWIPS = floor(TYPE_HEIGHT * _TWIPS_PER_MM / LINES)
CHARACTER_POINTS = TYPE_WIDTH * _POINTS_PER_MM / CHARACTERS
# What is taken from each character of size 3 so that 28 stand in a line, and no more.
SPACING_TWIPS = -ceil((SIZE_3.pt - CHARACTER_POINTS) * 20)


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface of the standard and what stands in for it where a machine does not have it."""

    name: str
    fallback: str


# Where none of these is installed the reader's program chooses; the document names both, in its table of fonts.
BODY = Font("仿宋_GB2312", "仿宋")
HEAD = Font("黑体", "思源黑体")
SECOND = Font("楷体_GB2312", "楷体")
TITLE = Font("方正小标宋简体", "宋体")
NUMBER = Font("宋体", "思源宋体")
FONTS = (BODY, HEAD, SECOND, TITLE, NUMBER)


def fonts_in_words() -> str:
    """Which fonts a document names, with what stands in for each."""
    return "；".join(f"{font.name}（无则{font.fallback}）" for font in FONTS)


def new_document(title: str) -> Document:
    """An empty document with the page set up; `title` goes into its properties."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    # The number stands 7 mm below the type area, in a line of size 4.
    section.footer_distance, section.header_distance = Mm(BOTTOM - 7 - 5), Mm(15)
    _grid(section)
    _base_style(document)
    _page_numbers(document)
    _table_of_fonts(document)
    properties = document.core_properties
    properties.title, properties.language = title, "zh-CN"
    properties.comments = f"GB/T 9704-2012；字体：{fonts_in_words()}"
    properties.author = ""
    return document


def set_font(run: Any, font: Font, size: Any = None) -> None:
    """The typeface of a run, for Chinese and for Latin characters."""
    run.font.name = font.name
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font.name)
    if size is not None:
        run.font.size = size


def off_grid(paragraph: Any) -> None:
    """A paragraph whose characters do not stand in the grid of the body: large headings, tables."""
    element = OxmlElement("w:snapToGrid")
    element.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        element, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr"
    )
    for run in paragraph.runs:
        run.font.snap_to_grid = False


def _grid(section: Any) -> None:
    """22 lines a page. The 28 characters of a line are set by spacing (`SPACING_TWIPS`): of a grid of characters
    narrower than the type Word makes a squeeze, other programs leave every second place empty."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_TWIPS))
    properties.append(grid)


def _base_style(document: Document) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = BODY.name, SIZE_3
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), BODY.name)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(SPACING_TWIPS))
    style.element.get_or_add_rPr().insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
    )
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = Pt(LINE_TWIPS / 20)
    style.paragraph_format.widow_control = False


def _page_numbers(document: Document) -> None:
    """— 1 —, odd pages to the right and even ones to the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        margin = "right_indent" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
        setattr(paragraph.paragraph_format, margin, SIZE_4)
        for part in ("— ", None, " —"):
            run = paragraph.add_run(part or "")
            set_font(run, NUMBER, SIZE_4)
            if part is None:
                _field(run, "PAGE")


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _table_of_fonts(document: Document) -> None:
    """Name the fallback of each font, as Word and LibreOffice read it."""
    names = "".join(
        f'<w:font w:name="{font.name}"><w:altName w:val="{font.fallback}"/><w:charset w:val="86"/></w:font>'
        for font in FONTS
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{space}">{names}</w:fonts>'
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = text.encode()
