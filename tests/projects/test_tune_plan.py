"""Tuning a draft: milestones, links, targets; what is refused, and what the record keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import NotAllowed, Refused, StaleVersion
from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.models.plan import Milestone, Plan, PlanMilestone
from guatu.projects.rules.plan_checks import PlanFault
from guatu.projects.rules.plan_edits import (
    AddMilestone,
    ChangeMilestone,
    DropMilestone,
    MoveMilestone,
    SetTarget,
)
from guatu.projects.rules.plan_spec import LinkSpec
from guatu.projects.selectors.plan import plan_spec
from guatu.projects.use_cases.revise_plan import revise_plan
from guatu.projects.use_cases.tune_plan import tune_plan
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.plan_builders import MONDAY, TARGET, a_committed_plan, a_draft, a_submitted_plan, on, step

pytestmark = pytest.mark.django_db


def tune(plan: Plan, *edits: object, **more: object) -> object:
    with on(MONDAY):
        return tune_plan(actor=console(plan.project.zone), plan=plan, edits=edits, **more)  # type: ignore[arg-type]


def faults(error: pytest.ExceptionInfo[PlanFault]) -> list[tuple[str, str]]:
    return [(fault.place, fault.code) for fault in error.value.faults]


def test_changes_a_milestone_and_reschedules_the_rest() -> None:
    plan = a_draft()
    before = _starts(plan)
    found = tune(
        plan, ChangeMilestone("building", {"duration": 150}), ChangeMilestone("drawings", {"shortest": 10})
    )
    assert plan_spec(plan).by_code["building"].duration == 150
    after = _starts(plan)
    assert before["building"] - after["building"] == timedelta(days=30)
    assert before["drawings"] > after["drawings"]
    assert before["completion"] == after["completion"]
    assert found.dates.by_code["drawings"].planned_start == after["drawings"]  # type: ignore[attr-defined]


def _starts(plan: Plan) -> dict[str, date]:
    return dict(PlanMilestone.objects.filter(plan=plan).values_list("milestone__code", "planned_start"))


def test_records_each_milestone_with_what_it_said_before() -> None:
    plan = a_draft()
    link = LinkSpec("eia", LinkType.START_START, 5)
    tune(plan, ChangeMilestone("permit", {"duration": 3, "links": (link,)}), reason="并联办理")
    entry = Entry.objects.get(event="projects.plan.tuned")
    assert entry.changes == {"duration": [5, 3], "predecessors": [["图纸"], ["环评 SS+5"]]}
    assert (entry.reason, entry.subject_label, entry.data["act"]) == ("并联办理", "施工许可", "changed")
    assert {plan.id, plan.project_id} <= set(entry.about)


def test_adds_a_milestone_with_links_both_ways() -> None:
    plan = a_draft()
    added = step("fire", 15, "drawings", name="消防设计审查", statutory=15, promised=10, department="住建")
    permit = plan_spec(plan).by_code["permit"]
    tune(
        plan,
        AddMilestone(added, after="drawings"),
        ChangeMilestone("permit", {"links": (*permit.links, LinkSpec("fire"))}),
    )
    spec = plan_spec(plan)
    assert [m.code for m in spec.milestones][2:5] == ["drawings", "fire", "permit"]
    assert spec.predecessors("permit") == ["drawings", "fire"]
    assert Milestone.objects.get(project=plan.project, code="fire").committed_finish is None
    assert (
        Entry.objects.filter(event="projects.plan.tuned", data__act="added", data__code="fire").count() == 1
    )


def test_drops_a_milestone_and_joins_what_it_stood_between() -> None:
    plan = a_draft()
    tune(plan, DropMilestone("permit"))
    spec = plan_spec(plan)
    assert "permit" not in spec.by_code
    assert spec.predecessors("start") == ["eia", "drawings"]
    dropped, bridged = Entry.objects.filter(event="projects.plan.tuned").order_by("-sequence")
    assert (dropped.data["act"], dropped.subject_label) == ("dropped", "施工许可")
    assert bridged.changes == {"predecessors": [["环评", "施工许可"], ["环评", "图纸"]]}


def test_several_targets_fixed_dates_and_bounds() -> None:
    plan = a_draft()
    found = tune(
        plan,
        ChangeMilestone("eia", {"target": date(2018, 9, 14), "not_before": date(2018, 8, 1)}),
        ChangeMilestone("equipment", {"fixed_start": date(2019, 4, 1), "not_after": date(2019, 5, 31)}),
        SetTarget(date(2019, 7, 31)),
    )
    dates = found.dates.by_code  # type: ignore[attr-defined]
    assert dates["eia"].planned_finish == date(2018, 9, 14)
    assert dates["eia"].early_start == date(2018, 8, 1)
    assert dates["equipment"].planned_start == date(2019, 4, 1)
    assert dates["completion"].planned_finish == date(2019, 7, 31)
    assert plan.target == date(2019, 7, 31)


def test_moving_a_row_changes_no_date() -> None:
    plan = a_draft()
    before = dict(PlanMilestone.objects.filter(plan=plan).values_list("milestone__code", "planned_finish"))
    tune(plan, MoveMilestone("equipment", after="start"))
    rows = PlanMilestone.objects.filter(plan=plan).order_by("order")
    assert [r.milestone.code for r in rows][4:7] == ["start", "equipment", "building"]
    assert {r.milestone.code: r.planned_finish for r in rows} == before


def test_cycle_is_refused_by_the_names_along_it() -> None:
    plan = a_draft()
    with pytest.raises(PlanFault, match="备案 → 图纸 → 施工许可 → 备案") as error:
        tune(plan, ChangeMilestone("filing", {"links": (LinkSpec("permit"),)}))
    assert faults(error) == [("milestones", "cycle")]
    assert plan_spec(plan).predecessors("filing") == []


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        ("eia", {"duration": 10}, ("eia.duration", "below_shortest")),
        ("eia", {"duration": 5000}, ("eia.duration", "invalid")),
        ("eia", {"promised": 90}, ("eia.promised", "invalid")),
        ("eia", {"name": " "}, ("eia.name", "required")),
        ("eia", {"name": "名" * 81}, ("eia.name", "invalid")),
        ("eia", {"links": (LinkSpec("nowhere"),)}, ("eia.links", "invalid")),
        ("eia", {"links": (LinkSpec("eia"),)}, ("eia.links", "cycle")),
        ("eia", {"links": (LinkSpec("filing"), LinkSpec("filing", lag=3))}, ("eia.links", "invalid")),
        ("eia", {"anchor": "start"}, ("eia.anchor", "invalid")),
        ("nobody", {"duration": 3}, ("milestones", "unknown")),
        (
            "eia",
            {"fixed_start": date(2018, 8, 1), "not_before": date(2018, 9, 1)},
            ("eia.fixed_start", "invalid"),
        ),
    ],
)
def test_refuses_what_is_not_sound(code: str, values: dict[str, object], expected: tuple[str, str]) -> None:
    plan = a_draft()
    with pytest.raises(PlanFault) as error:
        tune(plan, ChangeMilestone(code, values))
    assert expected in faults(error)


def test_names_every_fault_at_once() -> None:
    plan = a_draft()
    with pytest.raises(PlanFault) as error:
        tune(plan, ChangeMilestone("eia", {"duration": 1}), ChangeMilestone("drawings", {"name": ""}))
    assert {place for place, _code in faults(error)} == {"eia.duration", "drawings.name"}


def test_anchors_stay() -> None:
    plan = a_draft()
    with pytest.raises(PlanFault) as error:
        tune(plan, DropMilestone("completion"))
    assert faults(error) == [("completion.code", "anchor")]


def test_what_has_happened_cannot_be_dropped() -> None:
    first = a_committed_plan()
    Milestone.objects.filter(project=first.project, code="filing").update(actual_finish=MONDAY)
    with on(MONDAY):
        plan = revise_plan(actor=console(first.project.zone), project=first.project, reason="重排")
    with pytest.raises(PlanFault) as error:
        tune(plan, DropMilestone("filing"))
    assert faults(error) == [("filing.code", "happened")]


def test_responsible_unit_is_an_open_unit_of_the_zone() -> None:
    plan = a_draft()
    zone = plan.project.zone
    bureau = a_unit(zone, "行政审批局")
    tune(plan, ChangeMilestone("filing", {"unit_id": bureau.id}))
    assert plan_spec(plan).by_code["filing"].unit_id == bureau.id
    assert Entry.objects.get(event="projects.plan.tuned").changes == {"unit": [None, "行政审批局"]}
    elsewhere = a_unit(a_zone("OT", "另一新区"))
    with pytest.raises(PlanFault) as error:
        tune(plan, ChangeMilestone("filing", {"unit_id": elsewhere.id}))
    assert faults(error) == [("filing.unit_id", "invalid")]


def test_submitted_plan_is_not_tuned() -> None:
    plan = a_submitted_plan()
    with pytest.raises(Refused) as refused:
        tune(plan, SetTarget(date(2019, 9, 30)))
    assert refused.value.code == "plan_state"


def test_two_at_once_do_not_overwrite_each_other() -> None:
    plan = a_draft()
    seen = Plan.objects.select_related("project__zone").get(id=plan.id)
    tune(plan, ChangeMilestone("eia", {"duration": 40}), version=seen.version)
    with pytest.raises(StaleVersion):
        tune(seen, ChangeMilestone("eia", {"duration": 45}), version=seen.version)
    fresh = Plan.objects.select_related("project__zone").get(id=plan.id)
    with pytest.raises(StaleVersion):
        tune(fresh, ChangeMilestone("eia", {"duration": 45}), version=seen.version)
    assert plan_spec(plan).by_code["eia"].duration == 40


def test_saying_the_same_changes_nothing() -> None:
    plan = a_draft()
    version = plan.version
    tune(plan, ChangeMilestone("eia", {"duration": 30}), SetTarget(TARGET))
    assert Plan.objects.get(id=plan.id).version == version
    assert not Entry.objects.filter(event="projects.plan.tuned").exists()


def test_without_the_power_nothing_is_tuned() -> None:
    plan = a_draft()
    for role in ("leader", "grid_worker", "supervisor"):
        with pytest.raises(NotAllowed):
            tune_plan(actor=an_actor(plan.project.zone, role), plan=plan, edits=[SetTarget(None)])


def test_lag_units_and_negative_lags_are_kept() -> None:
    plan = a_draft()
    link = LinkSpec("building", LinkType.FINISH_FINISH, -7, DurationUnit.CALENDAR_DAY)
    completion = plan_spec(plan).by_code["completion"]
    tune(plan, ChangeMilestone("completion", {"links": (link,)}))
    assert plan_spec(plan).by_code["completion"] == replace(completion, links=(link,))
