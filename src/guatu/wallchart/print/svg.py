"""One page of a sheet as an SVG file: millimetre units, text as text, no script, no outside reference."""

from xml.sax.saxutils import escape, quoteattr

from guatu.wallchart.print.marks import Circle, Line, Mark, Polygon, Rect, Sheet, Text

# The face the sheet was measured in, then its twins and what Windows and macOS have instead.
FAMILIES = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
PLACES = 3


def to_svg(sheet: Sheet, page: int = 1) -> str:
    """Page ``page`` (from 1) as a complete SVG document. Raises ValueError if there is no such page."""
    if not 1 <= page <= len(sheet.pages):
        raise ValueError(f"page {page}: the sheet has pages 1 to {len(sheet.pages)}")
    chosen = sheet.pages[page - 1]
    width, height = number(chosen.width_mm), number(chosen.height_mm)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
            f'viewBox="0 0 {width} {height}" xml:lang={quoteattr(sheet.language)} '
            f'font-family="{FAMILIES}" xml:space="preserve">',
            f"<title>{escape(chosen.name)}</title>",
            f"<desc>{escape(sheet.subject)}</desc>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *(element(mark) for mark in chosen.marks if _is_visible(mark)),
            "</svg>\n",
        )
    )


def element(mark: Mark) -> str:
    """One mark as an element."""
    match mark:
        case Rect():
            place = (
                f'x="{number(mark.x)}" y="{number(mark.y)}" '
                f'width="{number(mark.width)}" height="{number(mark.height)}"'
            )
            return f"<rect {place}{_paint(mark)}/>"
        case Line():
            dash = f' stroke-dasharray="{" ".join(number(d) for d in mark.dash)}"' if mark.dash else ""
            return (
                f'<line x1="{number(mark.x1)}" y1="{number(mark.y1)}" '
                f'x2="{number(mark.x2)}" y2="{number(mark.y2)}" '
                f'stroke="{mark.stroke}" stroke-width="{number(mark.line_width)}"{dash}/>'
            )
        case Polygon():
            points = " ".join(f"{number(x)},{number(y)}" for x, y in mark.points)
            return f'<polygon points="{points}"{_paint(mark)}/>'
        case Circle():
            place = f'cx="{number(mark.cx)}" cy="{number(mark.cy)}" r="{number(mark.radius)}"'
            return f"<circle {place}{_paint(mark)}/>"
        case Text():
            return _text(mark)


def _text(mark: Text) -> str:
    """Text with its measured length, so that another face on the viewer's machine keeps its column."""
    weight = ' font-weight="700"' if mark.bold else ""
    anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
    return (
        f'<text x="{number(mark.x)}" y="{number(mark.y)}" font-size="{number(mark.size)}"{weight}{anchor} '
        f'fill="{mark.fill}" textLength="{number(mark.width)}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(mark.text)}</text>"
    )


def _paint(mark: Rect | Polygon | Circle) -> str:
    stroke = f' stroke="{mark.stroke}" stroke-width="{number(mark.line_width)}"' if mark.stroke else ""
    return f' fill="{mark.fill or "none"}"{stroke}'


def _is_visible(mark: Mark) -> bool:
    """Rows' bare frames are there for the layout's own sake and are not written out."""
    return not (isinstance(mark, Rect) and mark.fill is None and mark.stroke is None)


def number(value: float) -> str:
    """A length with at most three decimals (a thousandth of a millimetre)."""
    text = f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
