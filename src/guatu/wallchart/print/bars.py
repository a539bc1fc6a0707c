"""One row's plan on the time axis: the commitment outlined, the forecast over it, the actual under it.

A row is ``height`` mm tall from ``top``. The commitment and its milestones stand in the upper part, what has
really been done in the lower. Whatever lies outside the days shown is pointed at from the edge, never left out.
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
LABEL_SHARE, LABEL_ROOM, LEAST_LABEL_ROOM = 0.84, 16.0, 5.0  # size to the row's text; em


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

    A forecast that gives one end only keeps the committed other end. Returns the edges drawn to.
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
    if row.forecast_start is None and row.forecast_finish is None:
        return used
    start = row.forecast_start or row.committed_start
    finish = row.forecast_finish or row.committed_finish
    inner = Lane.of(top, height, FORECAST_LANE)
    promised = row.committed_finish
    if start is None or finish is None or promised is None or finish <= promised:
        return used + draw_span(drawing, scale, inner, start, finish, fill=FORECAST)
    if start <= promised:
        used += draw_span(drawing, scale, inner, start, promised, fill=FORECAST)
    late_from = max(scale.end(promised), scale.start(start))
    late_until = scale.end(finish)
    if late_until > late_from:
        drawing.add(Rect(late_from, inner.top, late_until - late_from, inner.height, LATE))
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
    """A bar over both days inclusive; one known end is a short upright stroke there. Returns edges drawn to."""
    if start is None and finish is None:
        return []
    if start is None or finish is None:
        only = start or finish
        assert only is not None
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
    """Arrow heads at the edges of the axis where the span goes on beyond it."""
    middle, half = lane.top + lane.height / 2, min(lane.height / 2, 1.2)
    if start < scale.first:
        x = scale.left
        points = ((x, middle), (x + half, middle - half), (x + half, middle + half))
        drawing.add(Polygon(points, colour))
    if finish > scale.last:
        x = scale.right
        points = ((x, middle), (x - half, middle - half), (x - half, middle + half))
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
    """A diamond on each milestone's day: reached → actual, else committed; a small one on another forecast."""
    used = []
    middle = top + MILESTONE_MIDDLE * height
    for milestone in row.milestones:
        kind = kind_of(milestone, today)
        size = height * (CRITICAL_SIZE if milestone.critical else MILESTONE_SIZE)
        day = milestone.actual or milestone.committed or milestone.forecast
        if (
            milestone.actual is None
            and milestone.forecast not in (None, day)
            and scale.holds(milestone.forecast)
        ):
            assert milestone.forecast is not None
            x = scale.middle(milestone.forecast)
            draw_milestone(drawing, x, middle, size, "forecast")
            used += [x - size / 2, x + size / 2]
        if day is not None and scale.holds(day):
            x = scale.middle(day)
            draw_milestone(drawing, x, middle, size, kind)
            used += [x - size / 2, x + size / 2]
    return used


def next_milestone(row: ChartRow) -> ChartMilestone | None:
    """The milestone to work for: of those not reached the one with the earliest day, as committed or forecast."""
    still_open = [m for m in row.milestones if m.actual is None and (m.committed or m.forecast)]
    return min(still_open, key=lambda m: m.committed or m.forecast or date.max, default=None)


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
    """Name the next milestone beside the bars, right of them or else left, where there is room."""
    milestone = next_milestone(row)
    if milestone is None:
        return
    size *= LABEL_SHARE
    day = milestone.committed or milestone.forecast
    assert day is not None
    if milestone.committed is not None and milestone.committed < today:
        late = (today - milestone.committed).days
        words, fill = labels.milestone_late.format(name=milestone.name, count=late), LIGHT_COLOURS["red"]
    else:
        words, fill = labels.milestone_next.format(name=milestone.name, date=labels.short_day(day)), MUTED
    right = max(used, default=scale.left) + 0.6 * size
    room = min(scale.right - right, LABEL_ROOM * size)
    length = drawing.length(words, size)
    if room >= min(length, LEAST_LABEL_ROOM * size):
        drawing.text(right, middle, words, size, fill=fill, room=room)
        return
    left = min(used, default=scale.left) - 0.6 * size
    room = min(left - scale.left, LABEL_ROOM * size)
    if room >= min(length, LEAST_LABEL_ROOM * size):
        drawing.text(left, middle, words, size, fill=fill, room=room, anchor="end")
