"""What is written on the page: the red heading, titles, four levels, lists of names, tables."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from guatu.documents.chart import add_bars
from guatu.documents.numerals import numbered
from guatu.documents.page import (
    BODY,
    CHARACTER_POINTS,
    HEAD,
    LINE_TWIPS,
    RED,
    SECOND,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE,
    TYPE_WIDTH,
    Font,
    new_document,
    off_grid,
    set_font,
)

_LEVEL_FONTS: dict[int, Font] = {1: HEAD, 2: SECOND, 3: BODY, 4: BODY}
# The heading shrinks so that a long name stays on one line.
_HEADING_MOST, _HEADING_LEAST = 42.0, 22.0


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self, title: str) -> None:
        self.document: Document = new_document(title)

    def red_heading(self, text: str) -> None:
        """发文机关标志: red, centred, on one line."""
        size = TYPE_WIDTH / 25.4 * 72 / max(len(text) + 1, 1)
        paragraph = self._paragraph(centred=True)
        paragraph.paragraph_format.line_spacing = Pt(LINE_TWIPS / 20 * 2)
        run = paragraph.add_run(text)
        set_font(run, TITLE, Pt(round(min(max(size, _HEADING_LEAST), _HEADING_MOST))))
        run.font.color.rgb = RED
        off_grid(paragraph)

    def number_line(self, text: str) -> None:
        """Below the heading: which one it is."""
        self._run(self._paragraph(centred=True), text, BODY, SIZE_3)

    def ruled_line(self, left: str, right: str) -> None:
        """Who issues it and when, over the red rule as wide as the type area."""
        paragraph = self._paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TYPE_WIDTH), 2)
        self._run(paragraph, f"{left}\t{right}", BODY, SIZE_3)
        borders = OxmlElement("w:pBdr")
        rule = OxmlElement("w:bottom")
        # 4 mm below, in points.
        for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", str(RED))):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
        )
        off_grid(paragraph)

    def rule(self) -> None:
        """The red rule alone, below a number that stands in the middle."""
        self.ruled_line("", "")

    def addressee(self, text: str) -> None:
        """主送机关: at the left edge, ending with a full-width colon."""
        self._run(self._paragraph(), text.rstrip(":： ") + "：", BODY, SIZE_3)

    def signature(self, name: str, day: str) -> None:
        """Who signs, and below it the date, both four characters from the right (with a seal)."""
        self.blank()
        for text in (name, day):
            paragraph = self._paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(CHARACTER_POINTS * 4)
            paragraph.paragraph_format.keep_with_next = text == name
            self._run(paragraph, text, BODY, SIZE_3)

    def bars(self, caption: str, names: Sequence[str], values: Sequence[float]) -> None:
        """A chart of horizontal bars, as wide as the type area, with its caption below."""
        add_bars(self.document, self._paragraph(centred=True), caption, names, values)
        paragraph = self._paragraph(centred=True)
        self._run(paragraph, caption, HEAD, SIZE_4)

    def title(self, text: str) -> None:
        self.blank()
        paragraph = self._paragraph(centred=True)
        self._run(paragraph, text, TITLE, SIZE_2)
        off_grid(paragraph)
        self.blank()

    def blank(self) -> None:
        self._paragraph()

    def text(self, text: str) -> None:
        """Body text, the first line two characters in; line breaks begin paragraphs."""
        for line in text.splitlines() or [""]:
            self._run(self._paragraph(indented=True), line.strip(), BODY, SIZE_3)

    def level(self, level: int, number: int, head: str, text: str = "") -> None:
        """A numbered heading; `text` goes on in the same paragraph."""
        paragraph = self._paragraph(indented=True)
        self._run(paragraph, numbered(level, number) + head, _LEVEL_FONTS[level], SIZE_3)
        if text:
            lines = text.splitlines()
            self._run(paragraph, lines[0].strip(), BODY, SIZE_3)
            for line in lines[1:]:
                self.text(line)

    def people(self, label: str, names: Sequence[str]) -> None:
        """出席、请假、列席: the label in 黑体, the names after the colon; further lines begin below the first name."""
        paragraph = self._paragraph()
        width = len(label) + 1
        paragraph.paragraph_format.left_indent = Pt(CHARACTER_POINTS * (2 + width))
        paragraph.paragraph_format.first_line_indent = Pt(-CHARACTER_POINTS * width)
        self._run(paragraph, f"{label}：", HEAD, SIZE_3)
        # A unit and its name stay together.
        self._run(paragraph, "　".join(name.replace(" ", "\u00a0") for name in names), BODY, SIZE_3)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        centred: bool = False,
    ) -> None:
        """A plain table with a repeated head; widths in millimetres. `centred`: all but the first column, which is
        how offices set numbers."""
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        self._row(table.rows[0], heads, widths, HEAD, centred)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for row in rows:
            self._row(table.add_row(), row, widths, BODY, centred)

    def to_bytes(self) -> bytes:
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _row(self, row: Any, texts: Sequence[str], widths: Sequence[int], font: Font, centred: bool) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            if centred:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if centred and place:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing = Pt(22)
            self._run(paragraph, text, font, SIZE_4)
            off_grid(paragraph)

    def _paragraph(self, *, centred: bool = False, indented: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif indented:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Pt(CHARACTER_POINTS * 2)
        return paragraph

    @staticmethod
    def _run(paragraph: Any, text: str, font: Font, size: Any) -> None:
        set_font(paragraph.add_run(text), font, size)
