"""From a chart to the marks of its printed pages: first the chart itself, then the list of reds.

Pure: the same chart, paper, labels, fonts and time of printing give the same sheet.
"""

from collections.abc import Iterator
from datetime import datetime

from guatu.wallchart.print.columns import columns_for, words_em
from guatu.wallchart.print.drawing import MUTED, Drawing
from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.head import (
    FOOT_HEIGHT,
    TITLE_HEIGHT,
    Frame,
    draw_foot,
    draw_legend,
    draw_missing_note,
    draw_title,
)
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Page, Sheet
from guatu.wallchart.print.packing import MAX_COLUMNS, Block, blocks_of, fit
from guatu.wallchart.print.panel import AXIS_TEXT, Panel, axis_height, draw_panel
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.print.reds import draw_reds, fit_reds
from guatu.wallchart.rows import Chart

GUTTER = 7.0  # mm on A3, between columns of rows
GAP = 1.6  # mm on A3, between legend and rows
NOTE_HEIGHT = 3.4  # mm on A3, of the note on missing characters


def lay_out(chart: Chart, paper: Paper, labels: Labels, *, fonts: FontSet, printed_at: datetime) -> Sheet:
    """All pages of ``chart`` on ``paper``.

    ``fonts`` should come from ``fonts_for(texts_of(chart, labels))``, so that rare characters are found;
    ``printed_at`` is aware and shown in the zone it carries. Raises ValueError where the chart's last day
    lies before its first, a light is unknown or the groups do not cover the rows.
    """
    if chart.last_day < chart.first_day:
        raise ValueError(f"last_day {chart.last_day} lies before first_day {chart.first_day}")
    for row in chart.rows:
        if row.light not in labels.lights:
            raise ValueError(f"project {row.id}: light {row.light!r}; expected {', '.join(labels.lights)}")
    blocks = blocks_of(chart)
    frame = Frame(paper)
    missing = set().union(*(fonts.missing(text) for text in texts_of(chart, labels)))
    drawings = [
        *draw_chart_pages(chart, blocks, frame, labels, fonts, printed_at, bool(missing)),
        *draw_red_pages(chart, frame, labels, fonts, printed_at, bool(missing)),
    ]
    pages = []
    for number, (name, drawing) in enumerate(drawings, 1):
        draw_missing_note(drawing, frame, labels, missing)
        draw_foot(drawing, frame, chart, labels, number, len(drawings))
        title = fonts.printable(f"{name} ({number}/{len(drawings)})")
        pages.append(Page(title, paper.width_mm, paper.height_mm, tuple(drawing.marks)))
    subject = f"{chart.zone}, {labels.as_of.format(moment=labels.moment(chart.as_of))}"
    return Sheet(
        fonts.printable(chart.title), fonts.printable(subject), labels.language, printed_at, tuple(pages)
    )


def texts_of(chart: Chart, labels: Labels) -> Iterator[str]:
    """Every text that may stand on the sheet: for finding fonts, and for what no font has."""
    yield chart.title
    yield chart.zone
    for group in chart.groups:
        yield group.label
    for row in chart.rows:
        yield from (row.name, row.unit, row.lead_official, row.liaison, row.reason)
        for milestone in row.milestones:
            yield milestone.name
    yield from labels.texts()


def body_bottom(frame: Frame, noted: bool) -> float:
    return frame.bottom - (FOOT_HEIGHT + (NOTE_HEIGHT if noted else 0.0)) * frame.unit


def draw_chart_pages(
    chart: Chart,
    blocks: list[Block],
    frame: Frame,
    labels: Labels,
    fonts: FontSet,
    printed_at: datetime,
    noted: bool,
) -> Iterator[tuple[str, Drawing]]:
    """The pages of rows; a chart without rows is one page that says so."""
    unit = frame.unit
    columns = columns_for(chart, labels, fonts)
    top = (
        frame.top
        + TITLE_HEIGHT * unit
        + draw_legend(Drawing(fonts), frame, labels, slips=chart.has_matters)
        + GAP * unit
    )
    room = body_bottom(frame, noted) - top
    widths = {n: (frame.width - (n - 1) * GUTTER * unit) / n for n in range(1, MAX_COLUMNS + 1)}
    heights = {n: room - axis_height(n, unit) for n in widths}
    chosen = fit(blocks, frame.paper, heights, widths, words_em(columns))
    for blocks_by_column in chosen.pages:
        drawing = Drawing(fonts)
        draw_title(drawing, frame, chart, labels, printed_at, chart.title)
        draw_legend(drawing, frame, labels, slips=chart.has_matters)
        for place, column_blocks in enumerate(blocks_by_column):
            left = frame.left + place * (widths[chosen.columns] + GUTTER * unit)
            panel = Panel(
                chart=chart,
                labels=labels,
                columns=columns,
                left=left,
                top=top,
                width=widths[chosen.columns],
                row_height=chosen.row_height,
                size=chosen.text_size,
                axis_size=AXIS_TEXT[chosen.columns] * unit,
                line_width=0.12 * unit,
            )
            draw_panel(drawing, panel, column_blocks)
        if not blocks:
            middle = (top + body_bottom(frame, noted)) / 2
            x = frame.left + frame.width / 2
            drawing.text(
                x, middle, labels.nothing_found, 4 * unit, fill=MUTED, anchor="middle", room=frame.width
            )
        yield chart.title, drawing


def draw_red_pages(
    chart: Chart, frame: Frame, labels: Labels, fonts: FontSet, printed_at: datetime, noted: bool
) -> Iterator[tuple[str, Drawing]]:
    """The list of reds; no page at all when nothing is red."""
    top = frame.top + (TITLE_HEIGHT + GAP) * frame.unit
    size, pages = fit_reds(Drawing(fonts), chart, labels, frame, body_bottom(frame, noted) - top)
    for page in pages:
        drawing = Drawing(fonts)
        draw_title(drawing, frame, chart, labels, printed_at, f"{labels.red_list} · {chart.title}")
        draw_reds(drawing, frame, labels, top, size, page)
        yield labels.red_list, drawing
