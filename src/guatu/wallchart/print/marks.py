"""What a printed sheet is made of. Lengths are millimetres, the origin is the top left corner, y grows down.

A mark has no opacity and no clip: every colour is the one that reaches the paper, so that the PDF, the SVG
and an office's black-and-white printer show the same drawing. Colours are ``#rrggbb``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle. ``tag`` says what it stands for (``"row:<project id>"``), for tests and SVG."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    line_width: float = 0.0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    line_width: float
    dash: tuple[float, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape of straight edges: lights, milestone diamonds, arrow heads."""

    points: tuple[Point, ...]
    fill: str | None = None
    stroke: str | None = None
    line_width: float = 0.0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    cx: float
    cy: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    line_width: float = 0.0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline. ``size`` is the em in mm, ``width`` the measured length.

    ``x`` is the start, the middle or the end of the text, as ``anchor`` says. The text has been cut to its
    column and cleaned for print already; it is still any text at all, and each writer escapes it.
    """

    x: float
    y: float
    text: str
    size: float
    width: float
    fill: str
    bold: bool = False
    anchor: Anchor = "start"
    tag: str = ""

    @property
    def left(self) -> float:
        """Where the text begins, whatever its anchor."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width


Mark = Rect | Line | Polygon | Circle | Text


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper with its marks in drawing order; ``name`` is its line in the PDF's outline."""

    name: str
    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pages of one print. ``language`` is a BCP 47 tag such as ``zh-Hans``, ``made_at`` is aware."""

    title: str
    subject: str
    language: str
    made_at: datetime
    pages: tuple[Page, ...]
