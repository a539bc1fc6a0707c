"""Submitting, approving and returning plans: what a commitment keeps."""

from datetime import date

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused, StaleVersion
from guatu.projects.choices import PlanStatus, Precision
from guatu.projects.models.plan import BaselineMilestone, Milestone, Plan, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_edits import ChangeMilestone, DropMilestone, SetTarget
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.return_plan import return_plan
from guatu.projects.use_cases.revise_plan import revise_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from guatu.projects.use_cases.tune_plan import tune_plan
from tests.builders import an_actor, console
from tests.projects.plan_builders import (
    MONDAY,
    TARGET,
    a_committed_plan,
    a_draft,
    a_leader,
    a_planned_zone,
    a_submitted_plan,
    milestone,
    on,
)
from tests.projects.progress_builders import a_project

pytestmark = pytest.mark.django_db


def test_commits_milestones_and_project_to_the_planned_dates() -> None:
    project = a_project(
        a_planned_zone(),
        actual_start=None,
        committed_start=date(2018, 9, 30),
        committed_start_precision=Precision.MONTH,
        committed_finish=date(2019, 12, 31),
        committed_finish_precision=Precision.YEAR,
    )
    plan = a_committed_plan(project)
    assert (plan.status, plan.meeting, plan.committed_on) == (PlanStatus.COMMITTED, "第1次调度会", MONDAY)
    project.refresh_from_db()
    assert project.committed_finish == milestone(plan, "completion").committed_finish == TARGET
    assert project.committed_start == milestone(plan, "start").committed_finish
    assert project.committed_finish_precision == project.committed_start_precision == Precision.DAY
    for row in PlanMilestone.objects.filter(plan=plan).select_related("milestone"):
        assert (row.milestone.committed_start, row.milestone.committed_finish) == (
            row.planned_start,
            row.planned_finish,
        )
        kept = BaselineMilestone.objects.get(plan=plan, milestone=row.milestone)
        assert (kept.start, kept.finish, kept.duration) == (
            row.planned_start,
            row.planned_finish,
            row.duration,
        )


def test_records_old_and_new_dates_with_reason_approver_and_meeting() -> None:
    project = a_project(a_planned_zone(), actual_start=None, committed_finish=date(2019, 12, 31))
    plan = a_committed_plan(project)
    entry = Entry.objects.get(event="projects.plan.approved")
    assert entry.subject_id == project.id
    assert entry.changes["committed_finish"] == ["2019-12-31", TARGET.isoformat()]
    assert entry.actor_name == plan.decided_by == f"leader-{project.zone.code}"
    assert entry.data["meeting"] == "第1次调度会"
    assert "第1次调度会" in entry.reason
    assert plan.id in entry.about


def test_submitter_cannot_approve_their_own_plan() -> None:
    plan = a_draft()
    head = an_actor(plan.project.zone, "office_head")
    with on(MONDAY):
        submit_plan(actor=head, plan=plan)
        with pytest.raises(Refused, match="somebody else") as refused:
            approve_plan(actor=head, plan=plan)
    assert refused.value.code == "approver_is_submitter"
    assert Plan.objects.get(id=plan.id).status == PlanStatus.SUBMITTED
    assert not BaselineMilestone.objects.exists()


@pytest.mark.parametrize("role", ["clerk", "office", "supervisor", "statistician", "grid_worker"])
def test_only_leaders_approve(role: str) -> None:
    plan = a_submitted_plan()
    with pytest.raises(NotAllowed):
        approve_plan(actor=an_actor(plan.project.zone, role), plan=plan)


def test_refuses_what_was_not_submitted_and_what_is_decided() -> None:
    plan = a_draft()
    leader = a_leader(plan.project.zone)
    with on(MONDAY), pytest.raises(Refused) as refused:
        approve_plan(actor=leader, plan=plan)
    assert refused.value.code == "plan_state"
    with on(MONDAY):
        submit_plan(actor=console(plan.project.zone), plan=plan)
        approve_plan(actor=leader, plan=plan)
        with pytest.raises(Refused):
            approve_plan(actor=leader, plan=plan)


def test_refuses_a_version_that_was_not_looked_at() -> None:
    plan = a_draft()
    console_ = console(plan.project.zone)
    seen = plan.version
    with on(MONDAY):
        tune_plan(actor=console_, plan=plan, edits=[ChangeMilestone("filing", {"duration": 3})], version=seen)
        with pytest.raises(StaleVersion):
            submit_plan(actor=console_, plan=plan, version=seen)
        stale = Plan.objects.select_related("project").get(id=plan.id)
        stale.version = seen
        with pytest.raises(StaleVersion):
            submit_plan(actor=console_, plan=stale)


def test_infeasible_plan_is_not_submitted_and_says_where_it_pinches() -> None:
    plan = a_draft(target=date(2018, 10, 31))
    with on(MONDAY), pytest.raises(Refused) as refused:
        submit_plan(actor=console(plan.project.zone), plan=plan)
    assert refused.value.code == "infeasible"
    assert "厂房" in str(refused.value)


def test_plan_without_a_target_is_not_submitted() -> None:
    plan = a_draft(target=None)
    with on(MONDAY), pytest.raises(InvalidInput) as error:
        submit_plan(actor=console(plan.project.zone), plan=plan)
    assert [f.place for f in error.value.faults] == ["target"]


def test_short_durations_need_to_say_who_agreed() -> None:
    plan = a_draft()
    zone = plan.project.zone
    with on(MONDAY):
        edit = ChangeMilestone("eia", {"duration": 20})
        tune_plan(actor=console(zone), plan=plan, edits=[edit])
        submit_plan(actor=console(zone), plan=plan)
        leader = a_leader(zone)
        with pytest.raises(InvalidInput) as error:
            approve_plan(actor=leader, plan=plan)
        assert [f.place for f in error.value.faults] == ["note"]
        approve_plan(actor=leader, plan=plan, note="挂钩领导同意，生态环境局承诺")
    assert Plan.objects.get(id=plan.id).decision_note == "挂钩领导同意，生态环境局承诺"


def test_later_plan_is_another_version_and_the_first_baseline_stays() -> None:
    first = a_committed_plan()
    zone, project = first.project.zone, first.project
    clerk, leader = an_actor(zone, "clerk"), an_actor(zone, "leader", username="second-leader")
    later = date(2019, 8, 30)
    with on(date(2018, 9, 3)):
        with pytest.raises(InvalidInput):
            revise_plan(actor=clerk, project=project, reason=" ")
        plan = revise_plan(actor=clerk, project=project, reason="桩基遇到淤泥层")
        assert (plan.number, plan.target, plan.status) == (2, TARGET, PlanStatus.DRAFT)
        tune_plan(actor=clerk, plan=plan, edits=[SetTarget(later)])
        assert Project.objects.get(id=project.id).committed_finish == TARGET, "a draft changes nothing"
        assert milestone(plan, "completion").committed_finish == TARGET
        submit_plan(actor=clerk, plan=plan)
        approve_plan(actor=leader, plan=plan, meeting="第9次调度会")
    first.refresh_from_db()
    assert (first.status, plan.status) == (PlanStatus.SUPERSEDED, PlanStatus.COMMITTED)
    finishes = BaselineMilestone.objects.filter(milestone__code="completion").order_by("plan__number")
    assert list(finishes.values_list("plan__number", "finish")) == [(1, TARGET), (2, later)]
    entry = Entry.objects.filter(event="projects.plan.approved").latest("sequence")
    assert entry.changes["committed_finish"] == [TARGET.isoformat(), later.isoformat()]
    assert "桩基遇到淤泥层" in entry.reason
    assert "第9次调度会" in entry.reason


def test_dropped_milestone_keeps_its_history() -> None:
    first = a_committed_plan()
    zone, project = first.project.zone, first.project
    leader = an_actor(zone, "leader", username="second-leader")
    before = milestone(first, "equipment")
    with on(date(2018, 9, 3)):
        plan = revise_plan(actor=console(zone), project=project, reason="设备由租用代替")
        tune_plan(actor=console(zone), plan=plan, edits=[DropMilestone("equipment")], reason="租用")
        assert milestone(plan, "equipment").dropped_on is None, "a draft drops nothing yet"
        submit_plan(actor=console(zone), plan=plan)
        approve_plan(actor=leader, plan=plan)
    gone = milestone(plan, "equipment")
    assert gone.dropped_on == date(2018, 9, 3)
    assert (gone.committed_start, gone.committed_finish) == (before.committed_start, before.committed_finish)
    assert BaselineMilestone.objects.filter(milestone=gone).count() == 1
    entry = Entry.objects.filter(event="projects.plan.approved").latest("sequence")
    assert entry.data["dropped"] == ["设备"]
    assert gone.id in entry.about


def test_what_has_happened_keeps_the_commitment_it_had() -> None:
    first = a_committed_plan()
    zone, project = first.project.zone, first.project
    filing = milestone(first, "filing")
    committed = filing.committed_finish
    Milestone.objects.filter(id=filing.id).update(
        actual_start=date(2018, 7, 3), actual_finish=date(2018, 7, 4)
    )
    with on(date(2018, 9, 3)):
        plan = revise_plan(actor=console(zone), project=project, reason="目标推迟")
        tune_plan(actor=console(zone), plan=plan, edits=[SetTarget(date(2019, 9, 30))])
        submit_plan(actor=console(zone), plan=plan)
        approve_plan(actor=an_actor(zone, "leader", username="second-leader"), plan=plan)
    assert milestone(plan, "filing").committed_finish == committed
    assert not BaselineMilestone.objects.filter(plan=plan, milestone=filing).exists()


def test_returned_plan_can_be_tuned_and_submitted_again() -> None:
    plan = a_submitted_plan()
    zone = plan.project.zone
    leader = a_leader(zone)
    with on(MONDAY):
        with pytest.raises(InvalidInput):
            return_plan(actor=leader, plan=plan, note="")
        return_plan(actor=leader, plan=plan, note="环评时间太松")
        assert plan.status == PlanStatus.RETURNED
        tune_plan(actor=console(zone), plan=plan, edits=[ChangeMilestone("eia", {"promised": 25})])
        submit_plan(actor=console(zone), plan=plan)
    assert plan.status == PlanStatus.SUBMITTED
    entry = Entry.objects.get(event="projects.plan.returned")
    assert (entry.reason, entry.actor_name) == ("环评时间太松", "leader-TZ")
    assert plan.project_id in entry.about


def test_withdrawn_project_is_not_committed() -> None:
    plan = a_submitted_plan()
    Project.objects.filter(id=plan.project_id).update(withdrawn_on=MONDAY)
    fresh = Plan.objects.select_related("project__zone").get(id=plan.id)
    with pytest.raises(Refused) as refused:
        approve_plan(actor=a_leader(plan.project.zone), plan=fresh)
    assert refused.value.code == "withdrawn"
