"""One row's plan on the time axis: the commitment outlined, the forecast over it, the actual under it.

A row is ``height`` mm tall from ``top``. The commitment and its milestones stand in the upper part, what has
really been done in the lower. Whatever lies outside the days shown is pointed at from the edge, never
left out.
"""

from dataclasses import dataclass
from datetime import date

from guatu.wallchart.print.drawing import (
    ACCENT,
    ACTUAL,
    COMMITTED_FILL,
    FORECAST,
    LATE,
    LIGHT_COLOURS,
    MUTED,
    Drawing,
)
from guatu.wallchart.print.head import draw_milestone
from guatu.wallchart.print.labels import Labels
from guatu.wallchart.print.marks import Polygon, Rect
from guatu.wallchart.print.scale import TimeScale
from guatu.wallchart.rows import ChartMilestone, ChartRow

# Lanes of a row, as shares of its height: upper and lower edge.
COMMITTED_LANE, FORECAST_LANE, ACTUAL_LANE = (0.13, 0.59), (0.22, 0.50), (0.69, 0.86)
MILESTONE_MIDDLE, MILESTONE_SIZE, CRITICAL_SIZE = 0.36, 0.44, 0.56
LEAST_SHRINK = 0.5
LABEL_SHARE, LABEL_ROOM = 0.84, 16.0  # size to the row's text; em


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip of one row."""

    top: float
    height: float

    @classmethod
    def of(cls, top: float, height: float, shares: tuple[float, float]) -> "Lane":
        return cls(top + shares[0] * height, (shares[1] - shares[0]) * height)


def draw_plan(
    drawing: Drawing,
    row: ChartRow,
    scale: TimeScale,
    top: float,
    height: float,
    *,
    today: date,
    labels: Labels,
    text_size: float,
) -> None:
    """Bars, milestones and the words for the next milestone of one row."""
    used = [
        *draw_commitment(drawing, row, scale, top, height),
        *draw_actual(drawing, row, scale, top, height, today),
        *draw_milestones(drawing, row, scale, top, height, today),
    ]
    draw_next(drawing, row, scale, top + height / 2, used, today=today, labels=labels, size=text_size)


def draw_commitment(
    drawing: Drawing, row: ChartRow, scale: TimeScale, top: float, height: float
) -> list[float]:
    """The outline of what was promised, and the forecast over it with the part behind the promise set off.

    Work that has begun is forecast from its actual start; a forecast that gives one end only keeps the
    committed other end. Once finished there is no forecast, only what came after the promise. Returns the
    edges drawn to.
    """
    lane = Lane.of(top, height, COMMITTED_LANE)
    outline = max(0.05 * lane.height, 0.1)
    used = draw_span(
        drawing,
        scale,
        lane,
        row.committed_start,
        row.committed_finish,
        fill=COMMITTED_FILL,
        stroke=ACCENT,
        line_width=outline,
    )
    expected = (row.forecast_start, row.forecast_finish, row.actual_finish)
    if all(day is None for day in expected):
        return used
    start = row.actual_start or row.forecast_start or row.committed_start
    finish = row.actual_finish or row.forecast_finish or row.committed_finish
    inner = Lane.of(top, height, FORECAST_LANE)
    promised = row.committed_finish
    ended = row.actual_finish is not None
    if start is None or finish is None or promised is None or finish <= promised:
        return used if ended else used + draw_span(drawing, scale, inner, start, finish, fill=FORECAST)
    if start <= promised and not ended:
        used += draw_span(drawing, scale, inner, start, promised, fill=FORECAST)
    late_from = max(scale.end(promised), scale.start(start))
    late_until = scale.end(finish)
    if late_until > late_from:
        drawing.hatched(late_from, inner.top, late_until - late_from, inner.height, LATE)
    used += [late_from, late_until]
    return used + draw_arrows(drawing, scale, inner, start, finish, LATE)


def draw_actual(
    drawing: Drawing, row: ChartRow, scale: TimeScale, top: float, height: float, today: date
) -> list[float]:
    """From the actual start to the actual finish, or to today while work goes on."""
    lane = Lane.of(top, height, ACTUAL_LANE)
    finish = row.actual_finish
    if row.actual_start is not None and finish is None:
        finish = max(today, row.actual_start)
    return draw_span(drawing, scale, lane, row.actual_start, finish, fill=ACTUAL)


def draw_span(
    drawing: Drawing,
    scale: TimeScale,
    lane: Lane,
    start: date | None,
    finish: date | None,
    *,
    fill: str,
    stroke: str | None = None,
    line_width: float = 0.0,
) -> list[float]:
    """A bar over both days inclusive; one known end is a short upright stroke there. Returns its edges."""
    if start is None and finish is None:
        return []
    if start is None or finish is None:
        only = start or finish or scale.first
        if not scale.holds(only):
            return draw_arrows(drawing, scale, lane, only, only, stroke or fill)
        x = scale.middle(only)
        wide = lane.height * 0.3
        left = min(max(x - wide / 2, scale.left), scale.right - wide)
        drawing.add(Rect(left, lane.top, wide, lane.height, stroke or fill))
        return [left, left + wide]
    start, finish = min(start, finish), max(start, finish)
    left, right = scale.start(start), scale.end(finish)
    if right > left:
        drawing.add(Rect(left, lane.top, right - left, lane.height, fill, stroke, line_width))
    return [left, right, *draw_arrows(drawing, scale, lane, start, finish, stroke or fill)]


def draw_arrows(
    drawing: Drawing, scale: TimeScale, lane: Lane, start: date, finish: date, colour: str
) -> list[float]:
    """Arrow heads just outside the edges of the axis where the span goes on beyond it."""
    middle, half = lane.top + lane.height / 2, min(lane.height / 2, 1.5)
    for beyond, edge, tip in (
        (start < scale.first, scale.left, -half),
        (finish > scale.last, scale.right, half),
    ):
        if beyond:
            points = ((edge + tip, middle), (edge, middle - half), (edge, middle + half))
            drawing.add(Polygon(points, colour))
    return [scale.start(start), scale.end(finish)]


def kind_of(milestone: ChartMilestone, today: date) -> str:
    """``done``, ``overdue`` (the committed day has passed) or ``open``."""
    if milestone.actual is not None:
        return "done"
    return "overdue" if milestone.committed is not None and milestone.committed < today else "open"


def draw_milestones(
    drawing: Drawing, row: ChartRow, scale: TimeScale, top: float, height: float, today: date
) -> list[float]:
    """A diamond on each milestone's day: actual, else committed; a small one on another forecast.

    Where many stand close together all are drawn smaller.
    """
    shown: list[tuple[float, str, bool]] = []
    for milestone in row.milestones:
        day = milestone.actual or milestone.committed or milestone.forecast
        moved = milestone.forecast if milestone.actual is None and milestone.forecast != day else None
        if moved is not None and scale.holds(moved):
            shown.append((scale.middle(moved), "forecast", milestone.critical))
        if day is not None and scale.holds(day):
            shown.append((scale.middle(day), kind_of(milestone, today), milestone.critical))
    shrink = shrinkage([x for x, _, _ in shown], height * MILESTONE_SIZE)
    used = []
    for x, kind, critical in shown:
        size = height * (CRITICAL_SIZE if critical else MILESTONE_SIZE) * shrink
        draw_milestone(drawing, x, top + MILESTONE_MIDDLE * height, size, kind, critical=critical)
        used += [x - size / 2, x + size / 2]
    return used


def shrinkage(places: list[float], size: float) -> float:
    """By how much diamonds of ``size`` shrink for their average distance, not below ``LEAST_SHRINK``."""
    if len(places) < 2:
        return 1.0
    pitch = (max(places) - min(places)) / (len(places) - 1)
    return min(max(pitch / (1.1 * size), LEAST_SHRINK), 1.0)


def next_milestone(row: ChartRow) -> ChartMilestone | None:
    """The milestone to work for: of those not reached the one with the earliest day."""
    still_open = [m for m in row.milestones if m.actual is None and (m.committed or m.forecast)]
    return min(still_open, key=day_due, default=None)


def day_due(milestone: ChartMilestone) -> date:
    """The committed day, else the forecast one; the end of time where there is neither."""
    return milestone.committed or milestone.forecast or date.max


def draw_next(
    drawing: Drawing,
    row: ChartRow,
    scale: TimeScale,
    middle: float,
    used: list[float],
    *,
    today: date,
    labels: Labels,
    size: float,
) -> None:
    """Name the next milestone beside the bars, right of them or else left, where there is room.

    The words keep clear of today's line.
    """
    milestone = next_milestone(row)
    if milestone is None:
        return
    size *= LABEL_SHARE
    day = day_due(milestone)
    if kind_of(milestone, today) == "overdue":
        words = labels.milestone_late.format(name=milestone.name, count=(today - day).days)
        fill = LIGHT_COLOURS["red"]
    else:
        words, fill = labels.milestone_next.format(name=milestone.name, date=labels.short_day(day)), MUTED
    wanted = min(drawing.length(words, size), LABEL_ROOM * size)
    line = scale.middle(today) if scale.holds(today) else None
    clear = 0.6 * size
    right = max(used, default=scale.left) + clear
    if line is not None and right < line + clear and right + wanted > line - clear:
        right = line + clear
    if scale.right - right >= wanted:
        drawing.text(right, middle, words, size, fill=fill, room=wanted)
        return
    left = min(used, default=scale.right) - clear
    if line is not None and left > line - clear and left - wanted < line + clear:
        left = line - clear
    if left - scale.left >= wanted:
        drawing.text(left, middle, words, size, fill=fill, room=wanted, anchor="end")
