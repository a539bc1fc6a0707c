"""A column of rows with its own head: column names, months, group headings, rows, and the line for today."""

from collections.abc import Sequence
from dataclasses import dataclass

from guatu.wallchart.print.bars import draw_plan
from guatu.wallchart.print.columns import HEAD_SHARE, Column, Money, row_cells, words_em
from guatu.wallchart.print.drawing import (
    BAND,
    HAIRLINE,
    INK,
    LIGHT_COLOURS,
    MUTED,
    PAPER_WHITE,
    PAST,
    RULE,
    Drawing,
)
from guatu.wallchart.print.head import COLOURS
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Line, Rect
from guatu.wallchart.print.matters import draw_matters
from guatu.wallchart.print.packing import HEADING, Block
from guatu.wallchart.print.scale import DECADE, MONTH, QUARTER, YEAR, TimeScale
from guatu.wallchart.rows import Chart, ChartGroup, ChartRow

AXIS_TEXT = {1: 2.2, 2: 1.9, 3: 1.6}  # mm on A3, by number of columns side by side
FLAG_LINE, AXIS_LINE = 1.35, 1.6  # height of the line for today's flag, and of years and months, em
LETTER_FROM = 2.6  # mm: in a smaller light a letter could not be read
BOLD_LIGHTS = ("red",)


def axis_height(columns: int, unit: float) -> float:
    """Height in mm of the head of a column of rows."""
    return AXIS_TEXT[columns] * unit * (FLAG_LINE + 2 * AXIS_LINE)


@dataclass(frozen=True, slots=True)
class Panel:
    """Where one column of rows stands and how large it is set. Lengths in mm, columns in em of ``size``."""

    chart: Chart
    labels: Labels
    columns: Sequence[Column]
    left: float
    top: float
    width: float
    row_height: float
    size: float
    axis_size: float
    line_width: float

    @property
    def scale(self) -> TimeScale:
        words = words_em(self.columns) * self.size
        return TimeScale(self.chart.first_day, self.chart.last_day, self.left + words, self.width - words)

    @property
    def body_top(self) -> float:
        return self.top + self.axis_size * (FLAG_LINE + 2 * AXIS_LINE)


def draw_panel(drawing: Drawing, panel: Panel, blocks: Sequence[Block]) -> None:
    """All of one column. Rows stand directly under one another, so that none can overlap."""
    height = sum(block.height for block in blocks) * panel.row_height
    draw_grid(drawing, panel, panel.body_top + height)
    draw_axis(drawing, panel)
    y = panel.body_top
    for block in blocks:
        if block.group is not None:
            draw_heading(drawing, panel, block.group, block.continued, y)
            y += HEADING * panel.row_height
        for index in range(block.first, block.first + block.count):
            draw_row(drawing, panel, index + 1, panel.chart.rows[index], y)
            y += panel.row_height
    draw_today(drawing, panel, panel.body_top + height)
    bottom = panel.body_top + height
    drawing.add(Line(panel.left, bottom, panel.left + panel.width, bottom, INK, panel.line_width * 1.5))


def draw_grid(drawing: Drawing, panel: Panel, bottom: float) -> None:
    """Days gone by on a light ground; upright lines for months, quarters and years as far as they fit."""
    scale, top = panel.scale, panel.body_top
    until = scale.end(panel.chart.today) if panel.chart.today >= scale.first else scale.left
    if until > scale.left:
        drawing.add(Rect(scale.left, top, until - scale.left, bottom - top, PAST))
    finest = finest_step(scale, panel.axis_size)
    above = panel.top + panel.axis_size * FLAG_LINE
    for start, left, _ in scale.steps(finest):
        year = finest >= YEAR or start.month == 1
        colour, weight = (RULE, 1.6) if year else (HAIRLINE, 1.0)
        from_y = above if year else above + panel.axis_size * AXIS_LINE
        drawing.add(Line(left, from_y, left, bottom, colour, panel.line_width * weight))
    drawing.add(Line(scale.right, above, scale.right, bottom, RULE, panel.line_width * 1.6))


def finest_step(scale: TimeScale, size: float) -> int:
    """Months, quarters, years or decades: the finest whose cells are wide enough for a mark."""
    for step, least in ((MONTH, 0.9), (QUARTER, 0.9), (YEAR, 0.6)):
        if scale.month_width * step >= least * size:
            return step
    return DECADE


def draw_axis(drawing: Drawing, panel: Panel) -> None:
    """Names of columns on the left; years over months, or what has room, on the right."""
    size, scale = panel.axis_size, panel.scale
    years = panel.top + size * (FLAG_LINE + AXIS_LINE / 2)
    months = years + size * AXIS_LINE
    head_size = HEAD_SHARE * panel.size
    for column in panel.columns:
        x = column_x(panel, column)
        room = column.width * panel.size
        drawing.text(x, months, column.head, head_size, fill=MUTED, anchor=column.anchor, room=room)
    draw_money_unit(drawing, panel, months - 1.25 * head_size, head_size)
    finest = finest_step(scale, size)
    for start, left, right in scale.steps(max(finest, YEAR)):
        name = panel.labels.year_pattern.format(year=start.year)
        if drawing.length(name, size, bold=True) > right - left - 0.4 * size:
            name = f"’{start.year % 100:02d}"
        if drawing.length(name, size, bold=True) <= right - left:
            drawing.text(left + 0.4 * size, years, name, size, bold=True)
    if finest < YEAR:
        for name, left, right in step_names(drawing, panel, finest):
            drawing.text((left + right) / 2, months, name, size * 0.92, fill=MUTED, anchor="middle")
    bottom = panel.body_top
    drawing.add(Line(panel.left, bottom, panel.left + panel.width, bottom, INK, panel.line_width * 1.5))


def draw_money_unit(drawing: Drawing, panel: Panel, middle: float, size: float) -> None:
    """The unit over the three money columns, between two rules that say which."""
    by_key = {column.key: column for column in panel.columns}
    left = panel.left + by_key["total"].start * panel.size
    right = panel.left + (by_key["year_to_date"].start + by_key["year_to_date"].width) * panel.size
    centre = (left + right) / 2
    half = drawing.text(centre, middle, panel.labels.money_unit, size, fill=MUTED, anchor="middle") / 2
    for start, end in ((left, centre - half - 0.4 * size), (centre + half + 0.4 * size, right)):
        if end > start:
            drawing.add(Line(start, middle, end, middle, RULE, panel.line_width))


def step_names(drawing: Drawing, panel: Panel, finest: int) -> list[tuple[str, float, float]]:
    """Names of months (else their numbers, else quarters) with their cells' edges, as far as they fit."""
    size, scale, labels = panel.axis_size * 0.92, panel.scale, panel.labels
    if finest == MONTH:
        for names in (labels.month_names, [str(number) for number in range(1, 13)]):
            wide = max(drawing.length(name, size) for name in names)
            if wide + 0.3 * size <= scale.month_width * 0.92:
                cells = [(names[start.month - 1], left, right) for start, left, right in scale.steps(MONTH)]
                return [cell for cell in cells if wide <= cell[2] - cell[1]]
    cells = [
        (labels.quarter_pattern.format(quarter=(start.month + 2) // 3), left, right)
        for start, left, right in scale.steps(QUARTER)
    ]
    return [cell for cell in cells if drawing.length(cell[0], size) + 0.2 * size <= cell[2] - cell[1]]


def column_x(panel: Panel, column: Column) -> float:
    """Where a cell of the column is anchored, in mm."""
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[column.anchor]
    return panel.left + (column.start + share * column.width) * panel.size


def draw_heading(drawing: Drawing, panel: Panel, group: ChartGroup, continued: bool, top: float) -> None:
    """A group's name, how many projects and lights it has, and its sums under the money columns."""
    labels = panel.labels
    height, size = HEADING * panel.row_height, panel.size
    middle = top + height / 2
    drawing.add(Rect(panel.left, top, panel.width, height, BAND, tag=f"group:{group.key}"))
    by_key = {column.key: column for column in panel.columns}
    rows = panel.chart.rows[group.first_row : group.first_row + group.count]
    for key, text in Money.of(rows).cells(labels).items():
        column = by_key[key]
        room = column.width * size
        drawing.text(column_x(panel, column), middle, text, size, bold=True, anchor="end", room=room)
    label = labels.continued.format(label=group.label) if continued else group.label
    counts = [(colour, getattr(group, colour)) for colour in COLOURS if getattr(group, colour)]
    left, end = panel.left + 0.5 * size, panel.left + by_key["total"].start * size
    tail = sum(1.9 * size + drawing.length(str(count), size * 0.92) for _, count in counts)
    projects = labels.count_of_projects(group.count)
    tail += drawing.length(projects, size * 0.92) + 1.2 * size
    x = left + drawing.text(
        left, middle, label, size * 1.04, bold=True, room=max(end - left - tail, 4 * size)
    )
    x += 0.8 * size
    x += drawing.text(x, middle, projects, size * 0.92, fill=MUTED, room=max(end - x, 0.0))
    for colour, count in counts:
        if x + 1.9 * size + drawing.length(str(count), size * 0.92) > end:
            break
        drawing.light(x + 1.1 * size, middle, 0.85 * size, colour)
        x += 1.9 * size - 0.2 * size
        x += drawing.text(x, middle, str(count), size * 0.92) + 0.2 * size


def draw_row(drawing: Drawing, panel: Panel, number: int, row: ChartRow, top: float) -> None:
    """One project: its light, words and figures, and its plan on the axis."""
    height, size, labels = panel.row_height, panel.size, panel.labels
    middle = top + height / 2
    drawing.add(Rect(panel.left, top, panel.width, height, tag=f"row:{row.id}"))
    cells = row_cells(number, row, labels)
    for column in panel.columns:
        if column.key == "light":
            light = min(1.12 * size, 0.72 * height)
            letter = labels.light_letters[row.light] if light >= LETTER_FROM else ""
            drawing.light(column_x(panel, column), middle, light, row.light, letter)
            continue
        if column.key == "matters":
            if row.matters is not None:
                draw_matters(drawing, column_x(panel, column), middle, size, row.matters, labels)
            continue
        drawing.text(
            column_x(panel, column),
            middle,
            cells[column.key],
            size,
            fill=MUTED if column.key in ("number", "completion") else INK,
            bold=column.key == "name" and row.light in BOLD_LIGHTS,
            anchor=column.anchor,
            room=column.width * size,
        )
    draw_plan(drawing, row, panel.scale, top, height, today=panel.chart.today, labels=labels, text_size=size)
    bottom = top + height
    drawing.add(Line(panel.left, bottom, panel.left + panel.width, bottom, HAIRLINE, panel.line_width))


def draw_today(drawing: Drawing, panel: Panel, bottom: float) -> None:
    """A line through all rows on today, under a flag with its date; nothing if today is not shown."""
    scale, today = panel.scale, panel.chart.today
    if not scale.holds(today):
        return
    red, x, size = LIGHT_COLOURS["red"], scale.middle(today), panel.axis_size * 0.86
    words = f"{panel.labels.today} {panel.labels.short_day(today)}"
    wide = drawing.length(words, size, bold=True) + 1.0 * size
    left = min(max(x - wide / 2, scale.left), scale.right - wide)
    flag = panel.axis_size * FLAG_LINE * 0.92
    drawing.add(
        Line(x, panel.top + flag, x, bottom, red, panel.line_width * 2.3, tag="today"),
        Rect(left, panel.top, wide, flag, red),
    )
    drawing.text(left + 0.5 * size, panel.top + flag / 2, words, size, fill=PAPER_WHITE, bold=True)
