"""Whoever submitted a plan is told what became of it."""

import pytest
from django.utils import translation

from guatu.core.actor import Actor
from guatu.notifications.models import Notification
from guatu.projects.models.plan import Plan
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.return_plan import return_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from tests.builders import an_actor
from tests.projects.plan_builders import MONDAY, a_draft, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted() -> tuple[Plan, Actor, Actor]:
    """A plan that waits, who submitted it, who decides."""
    plan = a_draft()
    zone = plan.project.zone
    office, leader = an_actor(zone, "office"), an_actor(zone, "leader")
    with on(MONDAY):
        submit_plan(actor=office, plan=plan)
    return plan, office, leader


def told(person: Actor) -> list[str]:
    return [n.words for n in Notification.objects.filter(receiver_id=person.person_id)]


def test_a_plan_that_is_returned_comes_with_the_reason(submitted: tuple[Plan, Actor, Actor]) -> None:
    plan, office, leader = submitted
    with on(MONDAY):
        return_plan(actor=leader, plan=plan, note="环评太短")
    assert told(office) == [f"leader returned the plan of “{plan.project.name}”: 环评太短"]
    assert not told(leader)
    [notification] = Notification.objects.all()
    assert notification.url == f"/z/{plan.zone.code}/projects/{plan.project_id}/plan/"
    with translation.override("zh-hans"):
        assert notification.words == f"leader退回了“{plan.project.name}”的计划：环评太短"


def test_each_decision_is_told(submitted: tuple[Plan, Actor, Actor]) -> None:
    plan, office, leader = submitted
    with on(MONDAY):
        return_plan(actor=leader, plan=plan, note="环评太短")
        submit_plan(actor=office, plan=plan)
        approve_plan(actor=leader, plan=plan)
    assert sorted(told(office)) == [
        f"leader approved the plan of “{plan.project.name}”",
        f"leader returned the plan of “{plan.project.name}”: 环评太短",
    ]
