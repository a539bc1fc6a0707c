"""The pen: puts marks on one page, sets text in the sheet's faces, and knows the chart's few colours."""

from collections.abc import Iterable

from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.marks import Anchor, Circle, Line, Mark, Point, Polygon, Rect, Text
from guatu.wallchart.print.text import cut

INK = "#18222e"
MUTED = "#56616e"
RULE = "#c5ccd4"
HAIRLINE = "#e2e6ea"
BAND = "#e9eef4"
PAST = "#f6f7f9"
PAPER_WHITE = "#ffffff"
ACCENT = "#1f5fa8"
COMMITTED_FILL = "#eef4fb"
FORECAST = "#7fa9d8"
LATE = "#c9482f"
ACTUAL = "#2b3745"

LIGHT_COLOURS = {"red": "#c4262e", "yellow": "#f0b323", "green": "#2e8b57", "grey": "#7a8591"}
# Letters inside the shapes: dark on yellow, white on the rest, grey on the hollow one.
LIGHT_INK = {"red": PAPER_WHITE, "yellow": INK, "green": PAPER_WHITE, "grey": MUTED}

# From the middle of a line of text down to its baseline, in em: half the height of digits and Chinese.
BASELINE = 0.36
MOST_STRIPES = 200


class Drawing:
    """Marks of one page in the making."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self.marks: list[Mark] = []

    def add(self, *marks: Mark) -> None:
        self.marks.extend(marks)

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        size: float,
        *,
        fill: str = INK,
        bold: bool = False,
        anchor: Anchor = "start",
        room: float | None = None,
        tag: str = "",
    ) -> float:
        """Set one line whose middle is at height ``middle``, cut to ``room`` mm; the length it came to."""
        shown = self.fonts.printable(text)
        if room is not None:
            shown = cut(shown, room, lambda part: self.fonts.width(part, size, bold=bold))
        if not shown:
            return 0.0
        width = self.fonts.width(shown, size, bold=bold)
        self.add(Text(x, middle + BASELINE * size, shown, size, width, fill, bold, anchor, tag))
        return width

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """How long ``text`` would be, in mm."""
        return self.fonts.width(self.fonts.printable(text), size, bold=bold)

    def diamond(
        self, x: float, y: float, size: float, *, fill: str, stroke: str, line_width: float, tag: str = ""
    ) -> None:
        """A diamond of height ``size`` around (x, y)."""
        half = size / 2
        points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        self.add(Polygon(points, fill, stroke, line_width, tag))

    def light(self, x: float, y: float, size: float, colour: str, letter: str = "") -> None:
        """A light around (x, y): red is a square, yellow a triangle, green a disc, grey an empty ring.

        The shape alone tells them apart on a black-and-white print; ``letter`` is set inside where given.
        """
        fill = LIGHT_COLOURS[colour]
        half = size / 2
        if colour == "red":
            side = size * 0.92
            self.add(Rect(x - side / 2, y - side / 2, side, side, fill))
        elif colour == "yellow":
            self.add(Polygon(_triangle(x, y, size), fill, INK, size * 0.05))
        elif colour == "green":
            self.add(Circle(x, y, half, fill))
        else:
            self.add(Circle(x, y, half * 0.86, PAPER_WHITE, fill, size * 0.13))
        if letter:
            low = size * 0.16 if colour == "yellow" else 0.0
            letter_size = size * (0.46 if colour == "yellow" else 0.62)
            self.text(x, y + low, letter, letter_size, fill=LIGHT_INK[colour], bold=True, anchor="middle")

    def hatched(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A bar with white slanting lines through it: told from a plain one without its colour."""
        self.add(Rect(x, y, width, height, colour))
        step = 1.3 * height
        for number in range(1, min(int((width + height) / step) + 1, MOST_STRIPES)):
            foot = x + number * step - height
            low, high = max(foot, x), min(foot + height, x + width)
            if high > low:
                bottom = y + height
                self.add(
                    Line(low, bottom - (low - foot), high, bottom - (high - foot), PAPER_WHITE, height * 0.16)
                )


def _triangle(x: float, y: float, size: float) -> tuple[Point, Point, Point]:
    half = size * 0.58
    return (x, y - half), (x + half, y + half * 0.86), (x - half, y + half * 0.86)


def longest(drawing: Drawing, texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The length of the longest of ``texts`` in mm, 0 for none."""
    return max((drawing.length(text, size, bold=bold) for text in texts), default=0.0)
