"""The red list: every red project with why, who answers for it, and how late it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.wallchart.print.bars import kind_of
from guatu.wallchart.print.drawing import BAND, INK, LIGHT_COLOURS, MUTED, RULE, Drawing
from guatu.wallchart.print.head import Frame
from guatu.wallchart.print.labels import NOTHING, Labels
from guatu.wallchart.print.marks import Anchor, Line, Rect
from guatu.wallchart.print.text import wrap
from guatu.wallchart.rows import Chart, ChartRow

SIZE_CAP, LINE_PITCH, PADDING = 3.3, 1.36, 0.55  # text in mm on A3; line and space around, em
NAME_LINES, REASON_LINES = 3, 8


@dataclass(frozen=True, slots=True)
class RedColumn:
    key: str
    head: str
    share: float  # of the page's width
    anchor: Anchor = "start"
    lines: int = 2


def days_late(row: ChartRow, today: date) -> int | None:
    """Calendar days by which the most overdue open milestone, or the finish, lies behind its commitment.

    None when nothing has passed its committed day: the light is red for another reason.
    """
    days = [m.committed for m in row.milestones if kind_of(m, today) == "overdue" and m.committed is not None]
    if row.actual_finish is None and row.committed_finish is not None and row.committed_finish < today:
        days.append(row.committed_finish)
    return (today - min(days)).days if days else None


def late_words(row: ChartRow, late: int | None, labels: Labels) -> str:
    """Days late by now; else by how many the forecast finish lies behind the commitment; else a dash."""
    if late is not None:
        return str(late)
    if row.forecast_finish and row.committed_finish and row.forecast_finish > row.committed_finish:
        days = (row.forecast_finish - row.committed_finish).days
        return labels.days_late_forecast.format(count=days)
    return NOTHING


def red_rows(chart: Chart) -> list[tuple[int, ChartRow]]:
    """The red rows with their number on the chart, the latest first."""
    numbered = [(number, row) for number, row in enumerate(chart.rows, 1) if row.light == "red"]
    return sorted(numbered, key=lambda pair: (-(days_late(pair[1], chart.today) or 0), pair[0]))


def columns_of(labels: Labels) -> tuple[RedColumn, ...]:
    return (
        RedColumn("number", labels.number, 0.035, "end", 1),
        RedColumn("name", labels.project, 0.195, lines=NAME_LINES),
        RedColumn("reason", labels.reason, 0.30, lines=REASON_LINES),
        RedColumn("unit", labels.unit, 0.114),
        RedColumn("lead_official", labels.lead_official, 0.08),
        RedColumn("liaison", labels.liaison, 0.075),
        RedColumn("committed_finish", labels.committed_finish, 0.073),
        RedColumn("forecast_finish", labels.forecast_finish, 0.073),
        RedColumn("days_late", labels.days_late, 0.055, "end"),
    )


@dataclass(frozen=True, slots=True)
class RedEntry:
    """One project with its cells broken into lines."""

    row: ChartRow
    cells: dict[str, list[str]]

    def height(self, size: float) -> float:
        lines = max((len(lines) for lines in self.cells.values()), default=1)
        return size * (max(lines, 1) * LINE_PITCH + 2 * PADDING)


def entries(drawing: Drawing, chart: Chart, labels: Labels, width: float, size: float) -> list[RedEntry]:
    """All red projects at this text size, in the order they are listed."""
    found = []
    for number, row in red_rows(chart):
        late = days_late(row, chart.today)
        texts = {
            "number": str(number),
            "name": row.name,
            "reason": row.reason,
            "unit": row.unit,
            "lead_official": row.lead_official,
            "liaison": row.liaison,
            "committed_finish": labels.day(row.committed_finish),
            "forecast_finish": labels.day(row.forecast_finish),
            "days_late": late_words(row, late, labels),
        }
        cells = {}
        for column in columns_of(labels):
            bold = column.key in ("name", "days_late")

            def measure(part: str, bold: bool = bold) -> float:
                return drawing.fonts.width(part, size, bold=bold)

            shown = drawing.fonts.printable(texts[column.key])
            cells[column.key] = wrap(shown, column.share * width - 1.2 * size, measure, column.lines)
        found.append(RedEntry(row, cells))
    return found


def divide(entries: Sequence[RedEntry], size: float, height: float) -> list[list[RedEntry]]:
    """The entries page by page; an entry is never divided."""
    pages: list[list[RedEntry]] = []
    used = 0.0
    for entry in entries:
        needed = entry.height(size)
        if not pages or used + needed > height:
            pages.append([])
            used = 0.0
        pages[-1].append(entry)
        used += needed
    return pages


def fit_reds(
    drawing: Drawing, chart: Chart, labels: Labels, frame: Frame, height: float
) -> tuple[float, list[list[RedEntry]]]:
    """Text size and pages: the largest size that needs one page only, else a small one on several pages."""
    size, least = SIZE_CAP * frame.unit, max(frame.paper.least * 1.2, 1.9)
    while True:
        pages = divide(entries(drawing, chart, labels, frame.width, size), size, height - head_height(size))
        if len(pages) <= 1 or size <= least:
            return size, pages
        size = max(size * 0.88, least)


def head_height(size: float) -> float:
    """Height of the columns' names."""
    return 2.6 * size


def draw_reds(
    drawing: Drawing, frame: Frame, labels: Labels, top: float, size: float, page: Sequence[RedEntry]
) -> None:
    """One page of the list."""
    y = top
    draw_names(drawing, frame, labels, y, size)
    y += head_height(size)
    for entry in page:
        height = entry.height(size)
        drawing.add(Rect(frame.left, y, frame.width, height, tag=f"red:{entry.row.id}"))
        x = frame.left
        for column in columns_of(labels):
            wide = column.share * frame.width
            late = column.key == "days_late"
            draw_cell(
                drawing,
                (x + 0.6 * size) if column.anchor == "start" else (x + wide - 0.6 * size),
                y + PADDING * size,
                entry.cells[column.key],
                size,
                column,
                fill=MUTED if column.key == "number" else LIGHT_COLOURS["red"] if late else INK,
            )
            x += wide
        y += height
        drawing.add(Line(frame.left, y, frame.right, y, RULE, 0.15 * frame.unit))


def draw_names(drawing: Drawing, frame: Frame, labels: Labels, top: float, size: float) -> None:
    """The names of the columns on a band, in two lines where one is too short."""
    height = head_height(size)
    drawing.add(Rect(frame.left, top, frame.width, height, BAND))
    drawing.add(Line(frame.left, top + height, frame.right, top + height, INK, 0.25 * frame.unit))
    x, small = frame.left, 0.8 * size
    for column in columns_of(labels):
        wide = column.share * frame.width
        lines = wrap(
            drawing.fonts.printable(column.head),
            wide - 1.2 * size,
            lambda part: drawing.fonts.width(part, small, bold=True),
            2,
        )
        middle = top + height / 2 - (len(lines) - 1) * small * 0.6
        anchor_x = (x + 0.6 * size) if column.anchor == "start" else (x + wide - 0.6 * size)
        for number, line in enumerate(lines):
            y = middle + number * small * 1.2
            drawing.text(anchor_x, y, line, small, fill=MUTED, bold=True, anchor=column.anchor)
        x += wide


def draw_cell(
    drawing: Drawing, x: float, top: float, lines: list[str], size: float, column: RedColumn, *, fill: str
) -> None:
    """A cell's lines one under the other."""
    bold = column.key in ("name", "days_late")
    for number, line in enumerate(lines):
        middle = top + (number + 0.5) * size * LINE_PITCH
        drawing.text(x, middle, line, size, fill=fill, bold=bold, anchor=column.anchor)
