"""How many matters are open about a project, as printed: a slip by its shape, the number in words, and the diamond of
the critical path where one holds it up."""

from guatu.wallchart.print.drawing import ACCENT, INK, LIGHT_COLOURS, MUTED, PAPER_WHITE, Drawing
from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Circle, Polygon, Rect
from guatu.wallchart.rows import ChartMatters, ChartRow

SIGN = 1.15  # width of a sign with the room beside it, em


def words_of(matters: ChartMatters | None, labels: Labels) -> str:
    """“3, 1 late”; empty where nothing is open."""
    if matters is None:
        return ""
    if not matters.late:
        return str(matters.count)
    return labels.matters_late.format(count=matters.count, late=matters.late)


def needed_em(row: ChartRow, labels: Labels, fonts: FontSet) -> float:
    """How wide the cell of a row is, in em; 0 where nothing is open."""
    if row.matters is None:
        return 0.0
    signs = SIGN * (2 if row.matters.critical else 1)
    return signs + fonts.width(fonts.printable(words_of(row.matters, labels)), 1.0)


def draw_matters(
    drawing: Drawing, x: float, middle: float, size: float, matters: ChartMatters, labels: Labels
) -> None:
    """The cell that begins at ``x``."""
    draw_slip(drawing, x + 0.45 * size, middle, 0.8 * size, matters.slip)
    x += SIGN * size
    fill = LIGHT_COLOURS["red"] if matters.late else INK
    x += drawing.text(x, middle, words_of(matters, labels), size, fill=fill, bold=bool(matters.late))
    if matters.critical:
        x += 0.65 * size
        drawing.diamond(x, middle, 0.87 * size, fill=PAPER_WHITE, stroke=INK, line_width=size * 0.09)
        drawing.add(Circle(x, middle, 0.12 * size, INK))


def draw_slip(drawing: Drawing, x: float, y: float, size: float, colour: str) -> None:
    """A slip around (x, y): blue is a disc, yellow a triangle, red a square; without one, an empty ring."""
    half = size / 2
    tag = f"slip:{colour or 'none'}"
    if colour == "red":
        drawing.add(Rect(x - half, y - half, size, size, LIGHT_COLOURS["red"], tag=tag))
    elif colour == "yellow":
        points = ((x, y - half), (x + half, y + half), (x - half, y + half))
        drawing.add(Polygon(points, LIGHT_COLOURS["yellow"], INK, size * 0.06, tag))
    elif colour == "blue":
        drawing.add(Circle(x, y, half, ACCENT, tag=tag))
    else:
        drawing.add(Circle(x, y, half * 0.84, PAPER_WHITE, MUTED, size * 0.14, tag))
