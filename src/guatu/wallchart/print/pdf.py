"""A sheet as a PDF: the same marks as the SVG, with the fonts embedded so that it prints on any machine."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.marks import Circle, Line, Mark, Page, Polygon, Rect, Sheet, Text

POINTS_PER_MM = 72 / 25.4
CREATOR = "Guatu 挂图"

# Streams as bytes, not as letters: a fifth smaller and faster to write. For the whole process.
rl_config.useA85 = 0

# reportlab keeps its fonts in one table for the whole process; one sheet is written at a time.
_writing = Lock()


def to_pdf(sheet: Sheet, fonts: FontSet) -> bytes:
    """All pages of ``sheet``, set in the ``fonts`` it was laid out with. Same sheet, same bytes."""
    output = io.BytesIO()
    with _writing, registered(fonts):
        canvas = Canvas(output, invariant=1, pageCompression=1, lang=sheet.language)
        describe(canvas, sheet)
        for number, page in enumerate(sheet.pages, 1):
            canvas.setPageSize((page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM))
            key = f"page-{number}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(page.name, key)
            PageWriter(canvas, page, fonts).write()
            canvas.showPage()
        canvas.save()
    return output.getvalue()


def describe(canvas: Canvas, sheet: Sheet) -> None:
    """Title, subject, creator and time of making; viewers show the title and not the file's name."""
    canvas.setTitle(sheet.title)
    canvas.setSubject(sheet.subject)
    canvas.setAuthor(CREATOR)
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    made = sheet.made_at.strftime("%Y%m%d%H%M%S")
    zone = sheet.made_at.strftime("%z")
    canvas.setDateFormatter(lambda *_: f"D:{made}{zone[:3]}'{zone[3:5]}'" if zone else f"D:{made}Z")


class PdfFont(TTFont):
    """reportlab's font, with the text layer mended: it writes characters past U+FFFF as five digits, which
    readers cannot search or copy; the standard wants their two UTF-16 halves (ISO 32000-1, 9.10.3)."""

    def addObjects(self, doc: object) -> None:  # noqa: N802 - reportlab's name
        super().addObjects(doc)
        for name, item in doc.idToObject.items():  # type: ignore[attr-defined]
            if str(name).startswith("toUnicodeCMap:"):
                item.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, item.content)


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


@contextmanager
def registered(fonts: FontSet) -> Iterator[None]:
    """The faces known to reportlab; those made for a few rare characters are forgotten again afterwards."""
    passing = []
    try:
        for face in (fonts.regular, fonts.bold, *fonts.extra):
            if face is None or face.name in pdfmetrics.getRegisteredFontNames():
                continue
            source = io.BytesIO(face.source) if isinstance(face.source, bytes) else str(face.source)
            font = PdfFont(face.name, source)
            pdfmetrics.registerFont(font)
            if face in fonts.extra:
                passing.append((face.name, font.face.name))
        yield
    finally:
        for name, face_name in passing:
            vars(pdfmetrics)["_fonts"].pop(name, None)
            vars(pdfmetrics)["_dynFaceNames"].pop(face_name, None)


@cache
def colour(code: str) -> Color:
    """``#rrggbb`` as reportlab's colour; the chart has some twenty."""
    return HexColor(code)


class PageWriter:
    """Writes one page's marks, telling the canvas of a colour or width only when it changes."""

    def __init__(self, canvas: Canvas, page: Page, fonts: FontSet) -> None:
        self.canvas = canvas
        self.page = page
        self.fonts = fonts
        self.fill: str | None = None
        self.stroke: str | None = None
        self.width = -1.0

    def write(self) -> None:
        # Millimetres from the bottom left from here on; text is not mirrored this way.
        self.canvas.scale(POINTS_PER_MM, POINTS_PER_MM)
        self.canvas.setLineJoin(0)
        for mark in self.page.marks:
            self.draw(mark)

    def up(self, y: float) -> float:
        """From a y that grows downwards to the PDF's, which grows upwards."""
        return self.page.height_mm - y

    def draw(self, mark: Mark) -> None:
        match mark:
            case Text():
                self.text(mark)
            case Line():
                self.paint(None, mark.stroke, mark.line_width)
                if mark.dash:
                    self.canvas.setDash(list(mark.dash))
                self.canvas.line(mark.x1, self.up(mark.y1), mark.x2, self.up(mark.y2))
                if mark.dash:
                    self.canvas.setDash([])
            case _ if mark.fill is None and mark.stroke is None:
                return
            case Rect():
                fills, strokes = self.paint(mark.fill, mark.stroke, mark.line_width)
                bottom = self.up(mark.y + mark.height)
                self.canvas.rect(mark.x, bottom, mark.width, mark.height, fill=fills, stroke=strokes)
            case Circle():
                fills, strokes = self.paint(mark.fill, mark.stroke, mark.line_width)
                self.canvas.circle(mark.cx, self.up(mark.cy), mark.radius, fill=fills, stroke=strokes)
            case Polygon():
                fills, strokes = self.paint(mark.fill, mark.stroke, mark.line_width)
                self.polygon(mark, fills, strokes)

    def polygon(self, mark: Polygon, fills: int, strokes: int) -> None:
        path = self.canvas.beginPath()
        (x, y), *others = mark.points
        path.moveTo(x, self.up(y))
        for x, y in others:
            path.lineTo(x, self.up(y))
        path.close()
        self.canvas.drawPath(path, fill=fills, stroke=strokes)

    def text(self, mark: Text) -> None:
        """The text in one object, run by run where it needs several faces."""
        self.paint(mark.fill, None, 0.0)
        line = self.canvas.beginText(mark.left, self.up(mark.y))
        for face, run in self.fonts.runs(mark.text, bold=mark.bold):
            line.setFont(face.name, mark.size)
            line.textOut(run)
        self.canvas.drawText(line)

    def paint(self, fill: str | None, stroke: str | None, width: float) -> tuple[int, int]:
        """Set colours and line width; whether to fill and to stroke, as reportlab wants to be told."""
        if fill is not None and fill != self.fill:
            self.canvas.setFillColor(colour(fill))
            self.fill = fill
        if stroke is not None:
            if stroke != self.stroke:
                self.canvas.setStrokeColor(colour(stroke))
                self.stroke = stroke
            if width != self.width:
                self.canvas.setLineWidth(width)
                self.width = width
        return int(fill is not None), int(stroke is not None)
