"""The target tree: sums, actual values from figures, inspections with evidence, highlights, pace-setters."""

from datetime import date
from decimal import Decimal

import pytest

from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Flag
from guatu.indicators.choices import TargetKind
from guatu.indicators.models.target import Goal, InspectionLine, PaceSetter, TargetItem
from guatu.indicators.selectors.targets import ItemView, campaign_view
from guatu.indicators.use_cases.add_goal import add_goal
from guatu.indicators.use_cases.close_inspection import close_inspection
from guatu.indicators.use_cases.define_campaign import define_campaign
from guatu.indicators.use_cases.define_item import ItemTerms, define_item
from guatu.indicators.use_cases.file_highlight import file_highlight
from guatu.indicators.use_cases.judge_item import judge_item
from guatu.indicators.use_cases.name_pace_setter import name_pace_setter
from guatu.indicators.use_cases.open_inspection import open_inspection
from guatu.indicators.use_cases.record_reading import record_reading
from guatu.indicators.use_cases.report_item import report_item
from guatu.indicators.use_cases.set_targets import set_targets
from guatu.organization.models import Unit
from tests.attachments.files import photo
from tests.builders import an_actor, the_root
from tests.indicators.indicator_builders import JUNE, Cast, an_indicator, stated

pytestmark = pytest.mark.usefixtures("file_storage")
TODAY = date(2018, 7, 20)


def a_goal(cast: Cast, lead: Unit | None = None) -> Goal:
    campaign = define_campaign(actor=cast.office, name="五争一创", year=2018)
    return add_goal(
        actor=cast.office, campaign=campaign, name="争当抢发展标兵", lead_unit=lead or the_root(cast.zone)
    )


def an_item(
    cast: Cast, goal: Goal, figure: str = "indicators.industrial_sales", **terms: object
) -> TargetItem:
    values: dict[str, object] = {"name": f"项{figure}", "figure": figure}
    return define_item(actor=cast.office, goal=goal, terms=ItemTerms(**(values | terms)))  # type: ignore[arg-type]


def quarters(*values: str) -> dict[int, Decimal | None]:
    return {number: Decimal(value) for number, value in enumerate(values, start=1)}


def recorded(
    cast: Cast, value: str, code: str = "industrial_sales", unit: Unit | None = None, **more: object
) -> None:
    record_reading(
        actor=cast.statistician,
        indicator=an_indicator(cast.zone, code),
        unit=unit or the_root(cast.zone),
        period=JUNE,
        stated=stated(value, **more),
    )


def view_of(cast: Cast, goal: Goal) -> list[ItemView]:
    view = campaign_view(goal.campaign, actor=cast.office, zone=cast.zone, day=TODAY)
    return list(view.goals[0].items)


def test_reported_values_are_figures(cast: Cast) -> None:
    recorded(cast, "187.58", growth=Decimal("0.143"), provisional=True)
    value = Wanted("indicators.industrial_sales", Period.parse("2018M01-M06"))
    growth = Wanted("indicators.industrial_sales_growth", JUNE)
    nothing = Wanted("indicators.gdp", JUNE)
    told = evaluate([value, growth, nothing], actor=cast.office, zone=cast.zone)
    assert told[value].value == Decimal("18758000000")
    assert told[value].number == "187.58"
    assert told[value].flags == {Flag.PROVISIONAL, Flag.STATISTICAL}
    assert told[growth].number == "14.3"
    assert told[nothing].value is None
    [(_figure, rows)] = rows_behind(value, actor=cast.office, zone=cast.zone)
    assert [row.amount for row in rows] == [Decimal("187.58")]


def test_the_tree_shows_actual_pace_and_forecast(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal)
    set_targets(actor=cast.office, item=item, values={None: quarters("90", "190", "290", "400")})
    recorded(cast, "180")
    [view] = view_of(cast, goal)
    assert (view.actual, view.annual, view.quarter) == (180, 400, 2)
    assert view.whole.cells[1].reached is False
    assert (view.done, view.due, view.is_behind) == (Decimal("0.45"), Decimal("0.5"), True)
    assert view.forecast == 360
    assert view.needed is not None
    assert round(view.needed, 2) == Decimal("36.67")
    assert view.so_far == 30
    assert view.half is not None
    assert (view.half.holds, view.half.gap) == (False, 20)


def test_units_are_to_make_the_whole(cast: Cast) -> None:
    goal = a_goal(cast)
    item = an_item(cast, goal, "indicators.dispatched_investment")
    set_targets(
        actor=cast.office,
        item=item,
        values={
            None: quarters("10", "20", "30", "40"),
            cast.park.id: quarters("6", "12", "18", "24"),
            cast.other.id: quarters("4", "8", "12", "13"),
        },
    )
    recorded(cast, "13", "dispatched_investment", cast.park)
    [view] = view_of(cast, goal)
    assert list(view.gaps) == [0, 0, 0, 3]
    assert view.has_gap
    park = next(row for row in view.units if row.unit == cast.park)
    assert (park.cells[1].actual, park.cells[1].reached) == (13, True)


def test_growth_and_rank(cast: Cast) -> None:
    goal = a_goal(cast)
    growth = an_item(cast, goal, "indicators.industrial_sales_growth", kind=TargetKind.GROWTH)
    set_targets(actor=cast.office, item=growth, values={None: quarters("12", "13", "14", "10")})
    recorded(cast, "187.58", growth=Decimal("0.143"))
    [view] = view_of(cast, goal)
    assert (view.whole.cells[1].actual, view.whole.cells[1].reached) == (Decimal("14.3"), True)
    assert view.done is None


def test_a_change_of_a_target_keeps_the_old_one_with_its_reason(cast: Cast) -> None:
    item = an_item(cast, a_goal(cast))
    set_targets(actor=cast.office, item=item, values={None: quarters("90", "190", "290", "400")})
    with pytest.raises(InvalidInput) as caught:
        set_targets(actor=cast.office, item=item, values={None: quarters("90", "80", "290", "410")})
    assert {f.place for f in caught.value.faults} == {"target-all-2", "reason"}
    set_targets(
        actor=cast.office,
        item=item,
        values={None: quarters("90", "190", "290", "410")},
        reason="党工委会议纪要第3期",
    )
    entry = Entry.objects.filter(event="indicators.targets.set").order_by("-sequence")[0]
    assert entry.changes["Q4"] == ["400.000000", "410"]
    assert entry.reason == "党工委会议纪要第3期"
    with pytest.raises(NotAllowed):
        set_targets(actor=cast.clerk, item=item, values={})


def test_names_what_is_wrong_with_campaign_goal_and_item(cast: Cast) -> None:
    goal = a_goal(cast)
    with pytest.raises(InvalidInput):
        define_campaign(actor=cast.office, name="五争一创", year=2018)
    with pytest.raises(InvalidInput):
        add_goal(actor=cast.office, campaign=goal.campaign, name=goal.name, lead_unit=cast.park)
    with pytest.raises(InvalidInput) as caught:
        define_item(
            actor=cast.office,
            goal=goal,
            terms=ItemTerms("", kind="?", figure="indicators.none", pace=(Decimal(1),)),
        )
    assert {f.place for f in caught.value.faults} == {"name", "kind", "figure", "pace"}


def test_an_inspection_with_evidence_and_verdict(cast: Cast) -> None:
    goal = a_goal(cast, lead=cast.park)
    item = an_item(cast, goal, "", measure="%")
    inspector = an_actor(cast.zone, "supervisor", username="inspector")
    inspection = open_inspection(actor=cast.office, campaign=goal.campaign, quarter=2)
    with pytest.raises(Refused):
        open_inspection(actor=cast.office, campaign=goal.campaign, quarter=2)
    line = InspectionLine.objects.get(item=item)
    with pytest.raises(InvalidInput):
        report_item(actor=cast.clerk, line=line, text=" ")
    report_item(actor=cast.clerk, line=line, text="全部完成", actual=Decimal(96), evidence=[photo()])
    assert Attachment.objects.get(subject_id=line.id)
    with pytest.raises(Refused) as refused:
        close_inspection(actor=cast.office, inspection=inspection)
    assert refused.value.code == "not_judged"
    with pytest.raises(InvalidInput) as caught:
        judge_item(actor=inspector, line=line, verdict="partly")
    assert {f.place for f in caught.value.faults} == {"finding"}
    with pytest.raises(NotAllowed):
        judge_item(actor=cast.clerk, line=line, verdict="met")
    judge_item(actor=inspector, line=line, verdict="partly", finding="缺两份台账")
    with pytest.raises(Refused):
        report_item(actor=cast.clerk, line=line, text="补充")
    close_inspection(actor=cast.office, inspection=inspection)
    with pytest.raises(Refused):
        judge_item(actor=inspector, line=line, verdict="met")
    [view] = view_of(cast, goal)
    assert view.whole.cells[1].actual == 96
    assert view.line is not None
    assert view.line.verdict == "partly"


def test_whoever_reports_does_not_judge(cast: Cast) -> None:
    goal = a_goal(cast)
    an_item(cast, goal, "", measure="%")
    both = an_actor(cast.zone, "office_head", "supervisor", username="both")
    open_inspection(actor=both, campaign=goal.campaign, quarter=1)
    line = InspectionLine.objects.get()
    report_item(actor=both, line=line, text="完成")
    with pytest.raises(Refused) as caught:
        judge_item(actor=both, line=line, verdict="met")
    assert caught.value.code == "own_report"


def test_highlights_and_pace_setters(cast: Cast) -> None:
    goal = a_goal(cast)
    told = file_highlight(
        actor=cast.clerk, goal=goal, unit=cast.park, quarter=2, title="封顶", evidence=[photo()]
    )
    assert Attachment.objects.get(subject_id=told.id)
    with pytest.raises(NotAllowed):
        file_highlight(actor=cast.clerk, goal=goal, unit=cast.other, quarter=2, title="x")
    with pytest.raises(InvalidInput):
        file_highlight(actor=cast.clerk, goal=goal, unit=cast.park, quarter=5, title="")
    name_pace_setter(actor=cast.leader, goal=goal, unit=cast.park, quarter=2, reason="投资第一")
    with pytest.raises(InvalidInput):
        name_pace_setter(actor=cast.leader, goal=goal, unit=cast.park, quarter=2, reason="投资第一")
    with pytest.raises(NotAllowed):
        name_pace_setter(actor=cast.clerk, goal=goal, unit=cast.park, quarter=3, reason="x")
    assert PaceSetter.objects.count() == 1
