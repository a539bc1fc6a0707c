"""Which role may do what with progress and money: at the own unit, at a sibling's, in another zone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import (
    may_describe_works,
    may_enter_statistical_investment,
    may_file_progress_report,
    may_file_start_proof,
    may_report_investment,
    may_verify_start_proof,
)
from guatu.projects.rules.investment import Components, Statement
from guatu.projects.use_cases.describe_works import WorkDescription, describe_works
from guatu.projects.use_cases.enter_statistical_investment import enter_statistical_investment
from guatu.projects.use_cases.file_progress_report import file_progress_report
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.reject_start_proof import reject_start_proof
from guatu.projects.use_cases.report_investment import report_investment
from tests.attachments.files import photo
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]

ROLES = (
    "leader",
    "office",
    "office_head",
    "clerk",
    "grid_worker",
    "supervisor",
    "statistician",
    "auditor",
    "system_administrator",
)
DAY = date(2018, 6, 1)


def report(actor: Actor, project: Project) -> None:
    file_progress_report(actor=actor, project=project, text="x", day=DAY)


def describe(actor: Actor, project: Project) -> None:
    describe_works(actor=actor, project=project, works=[WorkDescription("building", "厂房")])


def spend(actor: Actor, project: Project) -> None:
    report_investment(actor=actor, project=project, year=2018, month=5, total=Decimal(1), late_reason="x")


def state(actor: Actor, project: Project) -> None:
    zero = Decimal(0)
    enter_statistical_investment(
        actor=actor,
        project=project,
        year=2018,
        month=5,
        statement=Statement(zero, Components(zero, zero, zero, zero)),
        source="x",
    )


def prove(actor: Actor, project: Project) -> None:
    file_start_proof(
        actor=actor, project=project, kind="piling", day=DAY, permit_number="1", photos=[photo()]
    )


def judge(actor: Actor, project: Project) -> None:
    proof = file_start_proof(
        actor=console(project.zone),
        project=project,
        kind="piling",
        day=DAY,
        permit_number="1",
        photos=[photo()],
    )
    assert may_verify_start_proof(actor, proof)
    reject_start_proof(actor=actor, proof=proof, note="x")


ACTS: dict[Callable[[Actor, Project], None], set[str]] = {
    report: {"leader", "office", "office_head", "clerk", "grid_worker"},
    describe: {"office", "office_head", "clerk"},
    spend: {"office", "office_head", "clerk"},
    state: {"statistician"},
    prove: {"office", "office_head", "clerk", "grid_worker"},
    judge: {"leader", "office", "office_head", "supervisor"},
}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_own_unit_and_no_further(act: Callable[[Actor, Project], None], role: str) -> None:
    zone = a_zone()
    own, sibling = a_unit(zone, "东园"), a_unit(zone, "西园")
    below = a_unit(zone, "东园一村", parent=own)
    actor = an_actor(zone, role, unit=own)
    for name, unit in (("own", own), ("below", below)):
        project = a_project(zone, unit, name=name, actual_start=None)
        if role in ACTS[act]:
            act(actor, project)
        else:
            with pytest.raises((NotAllowed, AssertionError)):
                act(actor, project)
    elsewhere = a_project(zone, sibling, name="sibling", actual_start=None)
    abroad = a_project(a_zone("B"), actual_start=None)
    for project in (elsewhere, abroad):
        with pytest.raises((NotAllowed, AssertionError)):
            act(actor, project)


@pytest.mark.parametrize(
    ("policy", "by_duty"),
    [
        (may_file_progress_report, True),
        (may_describe_works, True),
        (may_report_investment, True),
        (may_file_start_proof, True),
        (may_enter_statistical_investment, False),
    ],
)
def test_policies_say_no_to_nobody_in_particular(
    policy: Callable[[Actor, Project], bool], by_duty: bool
) -> None:
    zone = a_zone()
    project = a_project(zone)
    auditor = an_actor(zone, "auditor")
    assert not policy(auditor, project)
    project.duties.create(zone_id=zone.id, role="liaison", person_id=auditor.person_id, valid_from=DAY)
    assert policy(auditor, project) == by_duty
