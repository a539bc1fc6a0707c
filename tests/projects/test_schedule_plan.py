"""What a plan's dates, edits and forecasts must hold, whatever the plan: checked by Hypothesis."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import Anchor, DurationUnit, LinkType
from guatu.projects.rules.critical_path import driving_chain
from guatu.projects.rules.forecasts import TooEarly, expected_duration, forecast
from guatu.projects.rules.gantt import TimeScale
from guatu.projects.rules.plan_checks import PlanFault, check_plan
from guatu.projects.rules.plan_dates import consents, plan_dates, remedies
from guatu.projects.rules.plan_edits import ChangeMilestone, DropMilestone, apply_edits, differences, without
from guatu.projects.rules.plan_network import MilestoneFacts, days_between, start_for
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, in_order
from guatu.projects.scheduling.approvals import Approver
from guatu.projects.scheduling.network import DayUnit
from guatu.projects.template_files import parse_template, shipped_templates, write_template
from tests.projects.plan_builders import MONDAY, TARGET, office_days, small_plan, step

CALENDAR = office_days(date(2015, 1, 1), date(2026, 12, 31))
UNITS = st.sampled_from(list(DurationUnit))


@st.composite
def specs(draw: st.DrawFn) -> PlanSpec:
    """A sound plan: milestones that wait for earlier ones, the first an anchor of the start, the last of the
    completion."""
    count = draw(st.integers(2, 9))
    milestones = []
    for at in range(count):
        predecessors = draw(st.lists(st.integers(0, at - 1), unique=True, max_size=3)) if at else []
        links = tuple(
            LinkSpec(f"m{p}", draw(st.sampled_from(list(LinkType))), draw(st.integers(-3, 8)), draw(UNITS))
            for p in predecessors
        )
        duration = draw(st.integers(0, 25))
        anchor = Anchor.START if at == 0 else Anchor.COMPLETION if at == count - 1 else ""
        milestones.append(
            MilestoneSpec(
                code=f"m{at}",
                name=f"节点{at}",
                duration=duration,
                unit_of_time=draw(UNITS),
                shortest=draw(st.none() | st.integers(0, duration)),
                anchor=anchor,
                links=links,
            )
        )
    target = draw(st.none() | st.integers(0, 250).map(lambda d: MONDAY + timedelta(days=d)))
    return PlanSpec(tuple(milestones), target)


@given(specs())
def test_generated_plans_are_sound(spec: PlanSpec) -> None:
    check_plan(spec)


@given(specs())
def test_planned_dates_meet_the_target_or_the_plan_is_infeasible(spec: PlanSpec) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    completion = found.milestones[-1]
    if spec.target is not None and found.feasible:
        assert completion.planned_finish <= spec.target
        assert completion.planned_finish == completion.late_finish
    for m in found.milestones:
        assert m.planned_start <= m.planned_finish
        assert m.planned_start >= min(m.early_start, MONDAY) - timedelta(days=14)
        if m.aimed and m.total_float >= 0:
            assert (m.planned_start, m.planned_finish) == (m.late_start, m.late_finish)
    if not spec.targets:
        assert found.feasible
        assert found.start_now == ()


@given(specs())
def test_what_has_to_start_today_can_and_has_no_float_left(spec: PlanSpec) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    for code in found.start_now:
        dates = found.by_code[code]
        assert dates.early_start <= MONDAY
        assert dates.late_start <= MONDAY


@given(specs())
def test_critical_chain_is_connected_and_ends_at_the_completion(spec: PlanSpec) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    end = spec.milestones[-1].code
    chain = driving_chain(spec, found.by_code, end, CALENDAR)
    assert end in chain
    assert chain <= spec.before([end]) | {end}
    for code in chain - {end}:
        assert any(code in spec.predecessors(other) for other in chain), "each holds another one of the chain"


@given(specs(), st.integers(1, 20))
def test_shortening_off_the_critical_chain_does_not_bring_the_completion_forward(
    spec: PlanSpec, days: int
) -> None:
    found = plan_dates(replace(spec, target=None), {}, CALENDAR, MONDAY)
    end = spec.milestones[-1].code
    chain = driving_chain(spec, found.by_code, end, CALENDAR)
    free = [m for m in spec.milestones if m.code not in chain and m.duration > 0]
    if not free:
        return
    shorter = apply_edits(
        replace(spec, target=None),
        [ChangeMilestone(m.code, {"duration": max(m.duration - days, 0), "shortest": None}) for m in free],
    )
    after = plan_dates(shorter, {}, CALENDAR, MONDAY)
    assert after.by_code[end].early_finish >= found.by_code[end].early_finish - timedelta(days=10)


@given(specs())
def test_remedies_make_the_plan_feasible_or_say_what_cannot_be_met(spec: PlanSpec) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    if found.feasible:
        return
    proposal = remedies(found, CALENDAR)
    edits = [ChangeMilestone(cut.id, {"duration": cut.compressed}) for cut in proposal.milestones]
    for cut in proposal.milestones:
        assert cut.compressed >= (spec.by_code[cut.id].shortest or 0)
    after = plan_dates(apply_edits(spec, edits), {}, CALENDAR, MONDAY)
    assert after.feasible == proposal.meets_all


@given(specs())
def test_committing_the_planned_dates_is_the_first_forecast(spec: PlanSpec) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    facts = {
        m.code: MilestoneFacts(committed_start=m.planned_start, committed_finish=m.planned_finish)
        for m in found.milestones
    }
    for code, dates in forecast(spec, facts, CALENDAR, MONDAY).items():
        assert dates.finish >= found.by_code[code].early_finish
        if found.feasible:
            assert dates.finish == found.by_code[code].planned_finish


@given(specs(), st.integers(0, 60))
def test_no_forecast_lies_in_the_past_and_time_never_brings_one_forward(spec: PlanSpec, later: int) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    facts = {
        m.code: MilestoneFacts(committed_start=m.planned_start, committed_finish=m.planned_finish)
        for m in found.milestones
    }
    day = MONDAY + timedelta(days=later)
    now, then = forecast(spec, facts, CALENDAR, MONDAY), forecast(spec, facts, CALENDAR, day)
    for code in now:
        assert then[code].finish >= now[code].finish
        assert then[code].start >= day or spec.by_code[code].duration == 0


def test_an_expectation_that_the_finish_of_another_forbids_is_too_early() -> None:
    """However short the second is made, it finishes eight working days after the first."""
    link = LinkSpec("m0", LinkType.FINISH_FINISH, 8, DurationUnit.WORKING_DAY)
    first = MilestoneSpec(code="m0", name="甲", duration=3, anchor=Anchor.START)
    second = MilestoneSpec(code="m1", name="乙", duration=11, links=(link,), anchor=Anchor.COMPLETION)
    with pytest.raises(TooEarly) as raised:
        expected_duration(PlanSpec((first, second)), {}, "m1", MONDAY, CALENDAR, MONDAY)
    assert raised.value.start == date(2018, 7, 16)


@given(specs(), st.data())
def test_an_expectation_is_kept_unless_it_is_too_early(spec: PlanSpec, data: st.DataObject) -> None:
    found = plan_dates(spec, {}, CALENDAR, MONDAY)
    facts = {
        m.code: MilestoneFacts(committed_start=m.planned_start, committed_finish=m.planned_finish)
        for m in found.milestones
    }
    code = data.draw(st.sampled_from([m.code for m in spec.milestones]))
    day = MONDAY + timedelta(days=data.draw(st.integers(0, 200)))
    try:
        days = expected_duration(spec, facts, code, day, CALENDAR, MONDAY)
    except TooEarly as error:
        assert error.start > MONDAY - timedelta(days=1)  # noqa: PT017 – raised or not, by the example
        return
    said = {**facts, code: replace(facts[code], expected_finish=day, expected_duration=days)}
    dates = forecast(spec, said, CALENDAR, MONDAY)[code]
    assert days is not None
    assert days <= spec.by_code[code].duration
    # A day off gives way to the working day before it, or to the next one for what takes no time.
    assert abs((dates.finish - day).days) <= 12
    if (
        spec.by_code[code].unit_of_time == DurationUnit.CALENDAR_DAY
        and days > 0
        and not _finish_links(spec, code)
    ):
        assert dates.finish == day


def _finish_links(spec: PlanSpec, code: str) -> bool:
    return any(link.type in ("FF", "SF") for link in spec.by_code[code].links)


@given(specs(), st.data())
def test_dropping_keeps_the_order_of_everything_else(spec: PlanSpec, data: st.DataObject) -> None:
    middle = [m.code for m in spec.milestones if not m.anchor]
    if not middle:
        return
    gone = data.draw(st.sampled_from(middle))
    rest = apply_edits(spec, [DropMilestone(gone)])
    check_plan(rest)
    assert gone not in rest.by_code
    for m in rest.milestones:
        assert rest.before([m.code]) == spec.before([m.code]) - {gone}
    assert without(spec, [gone]) == rest


@given(specs())
def test_differences_find_just_what_was_changed(spec: PlanSpec) -> None:
    code = spec.milestones[0].code
    longer = apply_edits(spec, [ChangeMilestone(code, {"duration": spec.milestones[0].duration + 1})])
    assert differences(spec, longer) == {
        code: {"duration": (spec.milestones[0].duration, spec.milestones[0].duration + 1)}
    }
    assert differences(spec, spec) == {}


@given(st.integers(0, 400), st.integers(1, 60), st.sampled_from(list(DayUnit)))
def test_start_for_is_the_inverse_of_counting(offset: int, days: int, unit: DayUnit) -> None:
    finish = MONDAY + timedelta(days=offset)
    start = start_for(finish, days, unit, CALENDAR)
    assert days_between(start, finish, unit, CALENDAR) == days


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=6), st.integers(0, 3000))
def test_bars_lie_within_the_axis(offsets: list[int], today: int) -> None:
    days = [MONDAY + timedelta(days=offset) for offset in offsets]
    scale = TimeScale.over(days, MONDAY + timedelta(days=today))
    for first in days:
        for last in days:
            bar = scale.bar(min(first, last), max(first, last))
            assert bar is not None
            left, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
            assert 0 <= left <= 100
            assert left + width <= 100.6
    assert len(scale.ticks) <= 12
    assert scale.first.day == 1


# --- single rules ---


def test_consents_by_promise_and_law() -> None:
    def approver(**values: object) -> list[tuple[Approver, int]]:
        spec = PlanSpec((step("a", 10, **values),))  # type: ignore[arg-type]
        return [(c.approver, c.below) for c in consents(spec)]

    assert approver(promised=10, statutory=20) == []
    assert approver(promised=12, statutory=20) == [(Approver.LEAD_OFFICIAL, 12)]
    assert approver(promised=20, statutory=20) == [(Approver.HEAD_OF_ORGAN, 20)]
    assert approver(statutory=20) == [(Approver.HEAD_OF_ORGAN, 20)]
    assert approver() == []
    done = PlanSpec((step("a", 10, promised=12),))
    assert consents(done, ["a"]) == ()


def test_weekend_between_two_milestones_does_not_break_the_critical_chain() -> None:
    spec = PlanSpec(
        (
            step("works", 5, unit_of_time=DurationUnit.CALENDAR_DAY, anchor=Anchor.START),
            step("permit", 3, "works", anchor=Anchor.COMPLETION),
        )
    )
    # Tuesday 3 to Saturday 7 July; the permit begins on Monday 9.
    found = plan_dates(spec, {}, CALENDAR, date(2018, 7, 3))
    assert found.by_code["works"].total_float == 1
    assert [m.code for m in found.milestones if m.critical] == ["works", "permit"]


def test_finished_milestones_are_never_critical_and_keep_their_dates() -> None:
    facts = {"filing": MilestoneFacts(actual_start=date(2018, 6, 28), actual_finish=date(2018, 6, 29))}
    found = plan_dates(small_plan(target=TARGET), facts, CALENDAR, MONDAY)
    filing = found.by_code["filing"]
    assert filing.finished
    assert not filing.critical
    assert (filing.planned_start, filing.planned_finish) == (date(2018, 6, 28), date(2018, 6, 29))


def test_fixed_starts_hold_a_forecast_back_but_never_pull_it_forward() -> None:
    spec = PlanSpec(
        (
            step("a", 10, anchor=Anchor.START),
            step("b", 5, "a", anchor=Anchor.COMPLETION, fixed_start=date(2018, 7, 9)),
        )
    )
    found = forecast(spec, {}, CALENDAR, MONDAY)
    assert found["b"].start == date(2018, 7, 16)


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda t: t.code)
def test_shipped_templates_are_sound_sourced_and_reach_capacity(template: object) -> None:
    spec = template.plan  # type: ignore[attr-defined]
    check_plan(spec)
    assert 15 <= len(spec.milestones) <= 33
    completion = spec.anchored(Anchor.COMPLETION)
    for m in spec.milestones:
        assert m.source, m.code
        assert any(mark in m.source for mark in ("[V", "[K", "[U")), f"{m.code}: how sure is it?"
        assert m.department, m.code
        assert m.stage, m.code
        assert m.duration == 0 or m.shortest is not None, f"{m.code} cannot be compressed"
        if m.promised is not None and m.statutory is not None:
            assert m.promised <= m.statutory
    before = spec.before([completion.code])
    assert spec.anchored(Anchor.START).code in before, "construction starts before it is completed"
    required = PlanSpec(spec.milestones)
    assert plan_dates(replace(required, target=date(2021, 12, 31)), {}, CALENDAR, MONDAY).feasible
    optional = [m.code for m in spec.milestones if m.optional]
    check_plan(without(spec, optional))


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda t: t.code)
def test_templates_written_as_text_read_the_same(template: object) -> None:
    assert parse_template(write_template(template)) == template  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("code = ", "text"),
        ('code = "a"\nname = "b"\ntype = "castle"', "type"),
        ('name = "b"', "code"),
        ('code = "a"\nname = "b"\ncolour = "red"', "text.colour"),
        (
            'code = "a"\nname = "b"\n[[milestone]]\ncode = "x"\nname = "y"\nduration = "long"',
            "milestone[1].duration",
        ),
        (
            'code = "a"\nname = "b"\n[[milestone]]\ncode = "x"\nname = "y"\nduration = 1\nafter = ["z"]',
            "x.after[1]",
        ),
    ],
)
def test_bad_template_texts_are_refused_at_their_place(text: str, place: str) -> None:
    with pytest.raises(Exception) as error:
        parse_template(text)
    assert place in [fault.place for fault in error.value.faults]  # type: ignore[attr-defined]


def test_template_without_anchors_is_refused() -> None:
    with pytest.raises(PlanFault) as error:
        parse_template('code = "a"\nname = "b"\n[[milestone]]\ncode = "x"\nname = "y"\nduration = 1')
    assert [fault.code for fault in error.value.faults] == ["anchor", "anchor"]


def test_links_in_the_order_of_the_plan_make_equal_plans_equal() -> None:
    spec = small_plan()
    turned = replace(spec, milestones=tuple(replace(m, links=m.links[::-1]) for m in spec.milestones))
    assert turned != spec
    assert in_order(turned) == in_order(spec)
