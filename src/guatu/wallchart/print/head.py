"""What stands around the rows on every page: title, figures at a glance, legend, totals, page number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from guatu.wallchart.print.columns import Money
from guatu.wallchart.print.drawing import (
    ACCENT,
    ACTUAL,
    COMMITTED_FILL,
    FORECAST,
    INK,
    LATE,
    LIGHT_COLOURS,
    MUTED,
    PAPER_WHITE,
    RULE,
    Drawing,
)
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Circle, Line, Rect
from guatu.wallchart.print.matters import draw_slip
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.rows import Chart

COLOURS = ("red", "yellow", "green", "grey")
TITLE_HEIGHT, LEGEND_LINE, FOOT_HEIGHT = 14.0, 3.9, 4.6  # mm on A3


@dataclass(frozen=True, slots=True)
class Frame:
    """The page: paper, its scale, and the edges of the printed area in mm."""

    paper: Paper
    margin: float = 9.0  # on A3; printers do not reach the last millimetres

    @property
    def unit(self) -> float:
        return self.paper.unit

    @property
    def left(self) -> float:
        return self.margin * self.unit

    @property
    def right(self) -> float:
        return self.paper.width_mm - self.margin * self.unit

    @property
    def top(self) -> float:
        return self.margin * self.unit

    @property
    def bottom(self) -> float:
        return self.paper.height_mm - self.margin * self.unit

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_title(
    drawing: Drawing, frame: Frame, chart: Chart, labels: Labels, printed_at: datetime, heading: str
) -> None:
    """Zone, title and dates on the left; lights and figures on the right."""
    unit = frame.unit
    figures_left = draw_figures(drawing, frame, chart, labels)
    room = figures_left - frame.left - 6 * unit
    drawing.text(
        frame.left, frame.top + 0.7 * unit, chart.zone, 2.5 * unit, fill=ACCENT, bold=True, room=room
    )
    drawing.text(frame.left, frame.top + 6.3 * unit, heading, 6.3 * unit, bold=True, room=room)
    dates = "  ·  ".join(
        (
            labels.as_of.format(moment=labels.moment(chart.as_of)),
            labels.printed.format(moment=labels.moment(printed_at)),
        )
    )
    drawing.text(frame.left, frame.top + 11.6 * unit, dates, 2.1 * unit, fill=MUTED, room=room)


def draw_figures(drawing: Drawing, frame: Frame, chart: Chart, labels: Labels) -> float:
    """From the right edge inwards: money, number of projects, lights. Returns the left edge reached."""
    unit = frame.unit
    money = Money.of(chart.rows).cells(labels)
    x = frame.right
    cells = [
        (money["year_to_date"], f"{labels.year_to_date} ({money['completion']})", ""),
        (money["annual_plan"], labels.annual_plan, ""),
        (money["total"], f"{labels.total_investment}, {labels.money_unit}", ""),
        (str(len(chart.rows)), labels.projects, ""),
        *((str(count_of(chart, colour)), labels.lights[colour], colour) for colour in reversed(COLOURS)),
    ]
    for value, label, colour in cells:
        symbol = 4.6 * unit if colour else 0.0
        size = 5.2 * unit
        wide = max(drawing.length(value, size, bold=True) + symbol, drawing.length(label, 2.0 * unit))
        left = x - wide
        if colour:
            middle = frame.top + 4.4 * unit
            drawing.light(left + 1.8 * unit, middle, 3.6 * unit, colour, labels.light_letters[colour])
        drawing.text(left + symbol, frame.top + 4.4 * unit, value, size, bold=True)
        drawing.text(left, frame.top + 9.2 * unit, label, 2.0 * unit, fill=MUTED)
        x = left - 5.0 * unit
        if label == labels.projects:
            drawing.add(rule(x + 0.4 * unit, frame.top + 1.6 * unit, frame.top + 10.4 * unit, unit))
            x -= 4.2 * unit
    return x


def rule(x: float, top: float, bottom: float, unit: float) -> Line:
    return Line(x, top, x, bottom, RULE, 0.2 * unit)


def count_of(chart: Chart, colour: str) -> int:
    """How many rows show this light."""
    return sum(row.light == colour for row in chart.rows)


Symbol = Callable[[float, float], None]
"""Draws a sample whose left edge and middle are given."""


def legend_entries(
    drawing: Drawing, unit: float, labels: Labels, *, slips: bool = False
) -> list[tuple[float, str, Symbol]]:
    """What the chart is drawn with: width of the sample in mm, its words, and how to draw it; ``slips`` where open
    matters are shown."""
    bar = 7.0 * unit

    def committed(x: float, y: float) -> None:
        drawing.add(Rect(x, y - 1.1 * unit, bar, 2.2 * unit, COMMITTED_FILL, ACCENT, 0.2 * unit))

    def forecast(x: float, y: float) -> None:
        drawing.add(Rect(x, y - 0.65 * unit, bar, 1.3 * unit, FORECAST))

    def beyond(x: float, y: float) -> None:
        drawing.hatched(x, y - 0.65 * unit, bar, 1.3 * unit, LATE)

    def actual(x: float, y: float) -> None:
        drawing.add(Rect(x, y - 0.4 * unit, bar, 0.8 * unit, ACTUAL))

    def milestone(kind: str, *, critical: bool = False) -> Symbol:
        def draw(x: float, y: float) -> None:
            draw_milestone(drawing, x + 1.2 * unit, y, 2.4 * unit, kind, critical=critical)

        return draw

    def today(x: float, y: float) -> None:
        drawing.add(
            Line(x + unit, y - 1.4 * unit, x + unit, y + 1.4 * unit, LIGHT_COLOURS["red"], 0.45 * unit)
        )

    def slip(colour: str) -> Symbol:
        def draw(x: float, y: float) -> None:
            draw_slip(drawing, x + unit, y, 1.8 * unit, colour)

        return draw

    diamond = 2.4 * unit
    kinds = {
        "open": labels.milestone_open,
        "forecast": labels.milestone_forecast,
        "done": labels.milestone_done,
        "overdue": labels.milestone_overdue,
    }
    return [
        (bar, labels.committed, committed),
        (bar, labels.forecast, forecast),
        (bar, labels.beyond_commitment, beyond),
        (bar, labels.actual, actual),
        *(
            (diamond, f"{labels.milestones}: {words}" if kind == "open" else words, milestone(kind))
            for kind, words in kinds.items()
        ),
        (diamond, labels.milestone_critical, milestone("open", critical=True)),
        *((2 * unit, words, slip(colour)) for colour, words in labels.slips.items() if slips),
        (2 * unit, labels.today, today),
    ]


def draw_milestone(
    drawing: Drawing, x: float, y: float, size: float, kind: str, *, critical: bool = False
) -> None:
    """A diamond: open (outlined), done (solid), overdue (thick ring), forecast (small, filled lightly).

    One on the critical path has a dot in its middle.
    """
    if kind == "done":
        drawing.diamond(x, y, size, fill=ACTUAL, stroke=PAPER_WHITE, line_width=size * 0.06)
    elif kind == "overdue":
        ring = LIGHT_COLOURS["red"]
        drawing.diamond(x, y, size * 0.86, fill=PAPER_WHITE, stroke=ring, line_width=size * 0.2)
    elif kind == "forecast":
        drawing.diamond(x, y, size * 0.74, fill=FORECAST, stroke=INK, line_width=size * 0.07)
    else:
        drawing.diamond(x, y, size * 0.92, fill=PAPER_WHITE, stroke=INK, line_width=size * 0.1)
    if critical:
        drawing.add(Circle(x, y, size * 0.12, PAPER_WHITE if kind == "done" else INK))


def draw_legend(
    drawing: Drawing, frame: Frame, labels: Labels, top: float | None = None, *, slips: bool = False
) -> float:
    """The legend in as many lines as it needs; its height in mm."""
    unit = frame.unit
    size, x = 2.0 * unit, frame.left
    top = frame.top + TITLE_HEIGHT * unit if top is None else top
    middle = top + LEGEND_LINE * unit / 2
    for sample, words, draw in legend_entries(drawing, unit, labels, slips=slips):
        wide = sample + 1.2 * unit + drawing.length(words, size)
        if x > frame.left and x + wide > frame.right:
            x, middle = frame.left, middle + LEGEND_LINE * unit
        draw(x, middle)
        drawing.text(x + sample + 1.2 * unit, middle, words, size, room=frame.right - x - sample - 1.2 * unit)
        x += wide + 5.5 * unit
    return middle + LEGEND_LINE * unit / 2 - top


def draw_foot(drawing: Drawing, frame: Frame, chart: Chart, labels: Labels, page: int, pages: int) -> None:
    """Totals of the whole chart on the left, the page number on the right."""
    unit = frame.unit
    middle = frame.bottom - 1.4 * unit
    size = 2.0 * unit
    money = Money.of(chart.rows).cells(labels)
    drawing.add(
        Line(frame.left, middle - 2.2 * unit, frame.right, middle - 2.2 * unit, RULE, 0.2 * unit),
    )
    number = drawing.text(
        frame.right, middle, labels.page.format(page=page, pages=pages), size, fill=MUTED, anchor="end"
    )
    parts = (
        f"{labels.totals} ({labels.money_unit})",
        labels.count_of_projects(len(chart.rows)),
        f"{labels.total_investment} {money['total']}",
        f"{labels.annual_plan} {money['annual_plan']}",
        f"{labels.year_to_date} {money['year_to_date']} ({money['completion']})",
    )
    drawing.text(frame.left, middle, " · ".join(parts), size, room=frame.width - number - 6 * unit)


def draw_missing_note(drawing: Drawing, frame: Frame, labels: Labels, missing: set[str]) -> None:
    """Above the foot: the code points of characters that could not be drawn, at most twelve of them."""
    if missing:
        codes = sorted(f"U+{ord(character):04X}" for character in missing)
        shown = " ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
        unit = frame.unit
        middle = frame.bottom - 5.0 * unit
        words = labels.missing_characters.format(characters=shown)
        drawing.text(frame.left, middle, words, 1.8 * unit, fill=MUTED, room=frame.width)
