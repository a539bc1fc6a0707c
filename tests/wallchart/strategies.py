"""Hypothesis strategies: any chart at all, with any dates, texts and sums."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from guatu.wallchart.rows import Chart, ChartGroup, ChartMilestone, ChartRow
from tests.wallchart.charts import TODAY, chart_with, group_of

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
MAYBE_DAYS = st.none() | DAYS
TEXTS = st.text(max_size=40) | st.text(alphabet="重大项目挂图<>&\"'{}%", max_size=80)
MONEY = st.none() | st.decimals(Decimal("-1e13"), Decimal("1e13"), places=2)
LIGHTS = st.sampled_from(("red", "yellow", "green", "grey"))


@st.composite
def milestones(draw: st.DrawFn) -> ChartMilestone:
    return ChartMilestone(
        id=draw(st.uuids().map(str)),
        code="",
        name=draw(TEXTS),
        committed=draw(MAYBE_DAYS),
        forecast=draw(MAYBE_DAYS),
        actual=draw(MAYBE_DAYS),
        critical=draw(st.booleans()),
    )


@st.composite
def chart_rows(draw: st.DrawFn) -> ChartRow:
    days = [draw(MAYBE_DAYS) for _ in range(6)]
    return ChartRow(
        "",
        draw(TEXTS),
        "",
        "",
        draw(LIGHTS),
        draw(TEXTS),
        None,
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(MONEY),
        draw(MONEY),
        draw(MONEY),
        *days,
        milestones=tuple(draw(st.lists(milestones(), max_size=4))),
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Up to thirty rows, copies of a few different ones, in up to eight groups, over any range of days."""
    kinds = draw(st.lists(chart_rows(), min_size=1, max_size=3))
    sizes = draw(st.lists(st.integers(1, 6), max_size=8))
    rows: list[ChartRow] = []
    groups: list[ChartGroup] = []
    for place, size in enumerate(sizes):
        members = [
            replace(kinds[(place + i) % len(kinds)], id=f"p{len(rows) + i}", group=f"g{place}")
            for i in range(size)
        ]
        groups.append(group_of(f"g{place}", draw(TEXTS), len(rows), members))
        rows.extend(members)
    first = draw(DAYS)
    return replace(
        chart_with(tuple(rows), tuple(groups)),
        title=draw(TEXTS),
        zone=draw(TEXTS),
        today=draw(st.just(TODAY) | DAYS),
        first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 4000))),
    )
