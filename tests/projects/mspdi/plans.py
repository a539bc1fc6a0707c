"""Random plans, as Hypothesis draws them: any links that make no cycle, any dates, any stages."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from guatu.projects.choices import Anchor, DurationUnit, LinkType
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, in_order

UNITS = st.sampled_from(DurationUnit)
NAMES = st.text(
    st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1, max_size=40
).map(lambda text: text.strip() or "节点")
STAGES = st.sampled_from(["", "立项", "施工", "验收"])
DAYS = st.none() | st.dates(date(2017, 1, 1), date(2022, 12, 31))


@st.composite
def milestones(draw: st.DrawFn, number: int, anchor: str) -> MilestoneSpec:
    before = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
    links = tuple(
        LinkSpec(f"c{at}", draw(st.sampled_from(LinkType)), draw(st.integers(-30, 30)), draw(UNITS))
        for at in sorted(before)
    )
    return MilestoneSpec(
        code=f"c{number}",
        name=draw(NAMES),
        duration=draw(st.integers(0, 400)),
        unit_of_time=draw(UNITS),
        statutory=draw(st.none() | st.just(500)),
        stage=draw(STAGES),
        anchor=anchor,
        department=draw(st.sampled_from(["", "行政审批"])),
        not_before=draw(DAYS),
        not_after=draw(DAYS),
        fixed_start=draw(DAYS),
        target=None if anchor == Anchor.COMPLETION else draw(DAYS),
        links=links,
    )


@st.composite
def plans(draw: st.DrawFn) -> PlanSpec:
    """The first milestone is the start, the last one the completion."""
    count = draw(st.integers(2, 10))
    anchors = [Anchor.START, *[""] * (count - 2), Anchor.COMPLETION]
    rows = tuple(draw(milestones(number, str(anchor))) for number, anchor in enumerate(anchors))
    order = draw(st.permutations(range(count)))
    return in_order(PlanSpec(tuple(rows[at] for at in order), draw(DAYS)))
