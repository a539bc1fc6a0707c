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
        assert (kept.start, kept.finish, kept.duration) == (row.planned_start, row.planned_finish, row.duration)
