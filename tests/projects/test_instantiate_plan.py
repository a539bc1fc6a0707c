"""Drafting a project's first plan from a template."""

from datetime import date

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.projects.choices import PlanStatus, ProjectType
from guatu.projects.models.plan import Milestone, Plan, PlanLink, PlanMilestone
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_spec import in_order
from guatu.projects.selectors.plan import plan_spec
from guatu.projects.selectors.plan_outlook import outlook_of
from guatu.projects.selectors.plan_templates import current_templates, template_for
from guatu.projects.use_cases.discard_plan import discard_plan
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.projects.use_cases.load_plan_templates import load_plan_templates
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.plan_builders import (
    MONDAY,
    TARGET,
    a_committed_plan,
    a_draft,
    a_planned_zone,
    a_template,
    on,
    small_plan,
)
from tests.projects.progress_builders import a_duty, a_project, with_calendars

pytestmark = pytest.mark.django_db


def test_schedules_back_from_the_target() -> None:
    plan = a_draft()
    rows = {
        row.milestone.code: row for row in PlanMilestone.objects.filter(plan=plan).select_related("milestone")
    }
    assert rows["completion"].planned_finish == TARGET
    # Ten working days back from Friday 28 June 2019, the holiday of 7 June among them.
    assert rows["completion"].planned_start == date(2019, 6, 17)
    assert rows["building"].planned_finish == date(2019, 6, 16)
    # After the completion, forward from it.
    assert rows["production"].planned_finish == TARGET
    found = outlook_of(plan, MONDAY)
    assert found.dates.feasible
    assert found.dates.start_now == ()


def test_keeps_what_the_template_says() -> None:
    plan = a_draft()
    stored = plan_spec(plan)
    assert stored.milestones == in_order(small_plan()).milestones
    assert PlanLink.objects.filter(milestone__plan=plan).count() == sum(
        len(m.links) for m in stored.milestones
    )
    entry = Entry.objects.get(event="projects.plan.instantiated")
    assert plan.project_id in entry.about
    assert entry.data["template"] == "small 1"
    assert entry.changes["target"] == [None, TARGET.isoformat()]


def test_draft_commits_nothing() -> None:
    plan = a_draft()
    assert not Milestone.objects.filter(project=plan.project, committed_finish__isnull=False).exists()
    assert Project.objects.get(id=plan.project_id).committed_finish is None


def test_tight_target_names_what_must_start_today_and_what_to_compress() -> None:
    plan = a_draft(target=date(2018, 11, 30))
    found = outlook_of(plan, MONDAY)
    assert not found.dates.feasible
    assert found.dates.start_now == ("filing",)
    remedies = found.remedies
    assert remedies is not None
    assert remedies.meets_all
    assert {m.id for m in remedies.milestones} <= {"filing", "drawings", "permit", "building", "completion"}
    assert all(m.compressed >= (found.spec.by_code[m.id].shortest or 0) for m in remedies.milestones)


def test_start_of_construction_can_have_its_own_target() -> None:
    plan = a_draft(start_by=date(2018, 8, 31))
    rows = dict(PlanMilestone.objects.filter(plan=plan).values_list("milestone__code", "planned_finish"))
    assert rows["start"] == date(2018, 8, 31)
    assert rows["completion"] == TARGET


def test_left_out_milestones_are_bridged() -> None:
    plan = a_draft(leave_out=["permit", "eia"])
    spec = plan_spec(plan)
    assert set(spec.by_code) == set(small_plan().by_code) - {"permit", "eia"}
    before_start = set(spec.predecessors("start"))
    for code in tuple(before_start):
        before_start |= set(spec.predecessors(code))
    # Nothing that came before the left-out ones is lost, directly or by way of another.
    assert {"drawings", "filing"} <= before_start


@pytest.mark.parametrize(("codes", "text"), [(["nothing"], "nothing"), (["start"], "start")])
def test_refuses_to_leave_out_what_is_not_there_or_has_to_stay(codes: list[str], text: str) -> None:
    with pytest.raises(InvalidInput, match=text) as error:
        a_draft(leave_out=codes)
    assert [f.place for f in error.value.faults] == ["leave_out"]


def test_project_that_has_started_stands_as_started() -> None:
    project = a_project(a_planned_zone(), actual_start=date(2018, 6, 1))
    plan = a_draft(project, target=date(2018, 12, 28), leave_out=["filing", "eia", "drawings", "permit"])
    found = outlook_of(plan, MONDAY)
    assert found.dates.by_code["start"].finished
    assert found.dates.by_code["building"].early_start == MONDAY
    assert found.dates.start_now == ()


def test_one_open_plan_and_one_first_plan() -> None:
    plan = a_draft()
    with pytest.raises(Refused) as refused:
        a_draft(plan.project)
    assert refused.value.code == "plan_open"
    discard_plan(actor=console(plan.project.zone), plan=plan, reason="换模板")
    again = a_draft(plan.project)
    assert again.number == 2
    assert Plan.objects.get(id=plan.id).status == PlanStatus.DISCARDED
    assert Milestone.objects.filter(project=plan.project).count() == len(small_plan().milestones)


def test_approved_plan_is_revised_not_instantiated_again() -> None:
    plan = a_committed_plan()
    with pytest.raises(Refused) as refused:
        a_draft(plan.project)
    assert refused.value.code == "plan_committed"


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"target": date(1900, 1, 1)}, "target"),
        ({"target": date(2300, 1, 1)}, "target"),
        ({"start_by": date(2020, 1, 1)}, "start_by"),
    ],
)
def test_refuses_impossible_dates(values: dict[str, date], place: str) -> None:
    with pytest.raises(InvalidInput) as error:
        a_draft(**values)
    assert [f.place for f in error.value.faults] == [place]


def test_template_of_another_zone_is_not_found() -> None:
    project = a_project(a_planned_zone(), actual_start=None)
    other = a_template(with_calendars(a_zone("OT", "另一新区")))
    with pytest.raises(NotFound):
        instantiate_plan(actor=console(project.zone), project=project, template=other, target=TARGET)


def test_who_may_plan() -> None:
    zone = a_planned_zone()
    unit = a_unit(zone, "航空园")
    project = a_project(zone, unit=unit, actual_start=None)
    template = PlanTemplate.objects.get(zone=zone)

    def draft(actor: object) -> Plan:
        with on(MONDAY):
            return instantiate_plan(actor=actor, project=project, template=template, target=TARGET)  # type: ignore[arg-type]

    for role in ("leader", "grid_worker", "supervisor", "auditor"):
        with pytest.raises(NotAllowed):
            draft(an_actor(zone, role))
    with pytest.raises(NotAllowed):
        draft(an_actor(zone, "clerk", unit=a_unit(zone, "别的园"), username="elsewhere"))
    liaison = an_actor(zone, "grid_worker", unit=unit, username="liaison")
    a_duty(project, liaison)
    assert draft(liaison).drafted_by == "liaison"


@pytest.mark.parametrize("kind", list(ProjectType))
def test_every_type_of_project_has_a_template_that_can_be_planned(kind: ProjectType) -> None:
    zone = with_calendars(a_zone())
    load_plan_templates(actor=console(zone))
    project = a_project(zone, actual_start=None, type=kind)
    template = template_for(kind, current_templates(actor=console(zone)))
    assert template is not None
    with on(MONDAY):
        plan = instantiate_plan(
            actor=console(zone), project=project, template=template, target=date(2020, 12, 31)
        )
    found = outlook_of(plan, MONDAY)
    assert found.dates.feasible
    completion = next(m for m in found.spec.milestones if m.anchor == "completion")
    assert found.dates.by_code[completion.code].planned_finish == date(2020, 12, 31)
