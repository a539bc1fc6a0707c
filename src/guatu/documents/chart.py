"""A chart in a Word document, drawn by the reader's own program from its values (DrawingML, ECMA-376 part 1, §21.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU_PER_MM = 36_000
_WIDTH_MM, _BAR_MM, _MARGIN_MM = 150, 9, 14
_FILL = "2F5DA8"


def add_bars(
    document: Document, paragraph: Any, caption: str, names: Sequence[str], values: Sequence[float]
) -> None:
    """Horizontal bars, the first name on top, each with its value at its end. `caption` is its text for readers who
    cannot see it."""
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if f"/word/charts/chart{n}.xml" not in taken)
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"), _TYPE, _chart_xml(names, values).encode(), package
    )
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height = (_BAR_MM * max(len(names), 2) + _MARGIN_MM) * _EMU_PER_MM
    inline = parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDTH_MM * _EMU_PER_MM}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="chart {number}" descr="{escape(caption, {chr(34): "&quot;"})}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    paragraph.paragraph_format.line_spacing = None
    paragraph.add_run()._r.append(inline)


def _format(values: Sequence[float]) -> str:
    """As many decimals on every bar as the finest value has, so that 31 beside 35.8 reads 31.0."""
    decimals = max((len(f"{value:g}".partition(".")[2]) for value in values), default=0)
    return f"0.{'0' * decimals}" if decimals else "General"


def _chart_xml(names: Sequence[str], values: Sequence[float]) -> str:
    categories = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(names)
    )
    numbers = "".join(
        f'<c:pt idx="{place}"><c:v>{value:g}</c:v></c:pt>' for place, value in enumerate(values)
    )
    count = f'<c:ptCount val="{len(names)}"/>'
    letters = '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        '<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_FILL}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_format(values)}" sourceLinked="0"/>{letters}'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{categories}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{numbers}</c:numLit></c:val></c:ser>"
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{letters}<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="1"/><c:axPos val="b"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )
