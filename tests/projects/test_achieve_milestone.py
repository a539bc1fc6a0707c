"""Actual dates: what they need, what they move, and whose word the start of construction is."""

from datetime import date

import pytest

from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_edits import DropMilestone
from guatu.projects.use_cases.achieve_milestone import achieve_milestone
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.revise_plan import revise_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from guatu.projects.use_cases.tune_plan import tune_plan
from guatu.projects.use_cases.verify_start_proof import verify_start_proof
from tests.attachments.files import office_file, photo, upload
from tests.builders import an_actor, console
from tests.projects.plan_builders import MONDAY, TARGET, a_committed_plan, a_draft, days, milestone, on

pytestmark = pytest.mark.django_db


def achieve(
    plan: Plan,
    code: str,
    finished: date | None,
    started: date | None = None,
    day: date = MONDAY,
    **more: object,
) -> Milestone:
    with on(day):
        return achieve_milestone(
            actor=more.pop("actor", console(plan.project.zone)),  # type: ignore[arg-type]
            milestone=milestone(plan, code),
            started_on=started,
            finished_on=finished,
            **more,  # type: ignore[arg-type]
        )


def forecast(plan: Plan, code: str) -> date | None:
    return milestone(plan, code).forecast_finish


def verify_start(plan: Plan, day: date) -> None:
    zone = plan.project.zone
    with on(day):
        proof = file_start_proof(
            actor=console(zone),
            project=plan.project,
            kind="piling",
            day=day,
            permit_number="1",
            photos=[photo()],
        )
        verify_start_proof(actor=an_actor(zone, "supervisor", username=f"verifier-{day}"), proof=proof)


def places(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [fault.place for fault in error.value.faults]


def test_commitment_is_the_first_forecast() -> None:
    plan = a_committed_plan()
    for m in Milestone.objects.filter(project=plan.project):
        assert (m.forecast_start, m.forecast_finish) == (m.committed_start, m.committed_finish), m.code
    project = Project.objects.get(id=plan.project_id)
    assert project.forecast_finish == project.committed_finish == TARGET


def as_committed(plan: Plan, *codes: str) -> None:
    """These milestones are done on the day they were committed for."""
    for code in codes:
        day = milestone(plan, code).committed_finish
        assert day is not None
        achieve(plan, code, day, day=day)


def test_late_finish_moves_what_waits_for_it_and_the_project() -> None:
    plan = a_committed_plan()
    as_committed(plan, "filing", "eia", "drawings")
    permit = milestone(plan, "permit")
    assert permit.committed_finish is not None
    late = permit.committed_finish + days(30)
    done = achieve(plan, "permit", late, day=late)
    assert done.actual_finish == late
    moved = milestone(plan, "start")
    assert (late, moved.forecast_finish) == (date(2019, 3, 17), date(2019, 3, 18)), "Sunday, Monday"
    assert moved.committed_finish is not None
    assert moved.committed_finish < late
    project = Project.objects.get(id=plan.project_id)
    assert project.forecast_start == moved.forecast_finish
    assert project.forecast_finish is not None
    assert 25 <= (project.forecast_finish - TARGET).days <= 35
    assert project.committed_finish == TARGET, "what was promised stays promised"


def test_early_finish_pulls_nothing_in() -> None:
    plan = a_committed_plan()
    achieve(plan, "filing", date(2018, 7, 3), date(2018, 7, 2), day=date(2018, 7, 3))
    drawings = milestone(plan, "drawings")
    assert drawings.forecast_finish == drawings.committed_finish


def test_records_what_moved() -> None:
    plan = a_committed_plan()
    as_committed(plan, "filing", "eia", "drawings")
    committed = milestone(plan, "permit").committed_finish
    assert committed is not None
    late = committed + days(30)
    achieve(plan, "permit", late, day=late, note="消防图纸返工")
    entry = Entry.objects.filter(event="projects.milestone.achieved").latest("sequence")
    assert entry.changes == {"actual_finish": [None, late.isoformat()]}
    assert (entry.reason, entry.subject_label) == ("消防图纸返工", "施工许可")
    assert plan.project_id in entry.about
    assert entry.data["finish_before"] == TARGET.isoformat()
    assert entry.data["finish_after"] == str(Project.objects.get(id=plan.project_id).forecast_finish)


def test_started_milestone_takes_what_is_left_of_it() -> None:
    plan = a_committed_plan()
    achieve(plan, "eia", None, date(2018, 7, 2), day=date(2018, 7, 2))
    assert forecast(plan, "eia") == date(2018, 7, 31), "thirty calendar days, the first among them"


@pytest.mark.parametrize(
    ("started", "finished", "place"),
    [
        (date(2018, 7, 3), None, "started_on"),
        (None, date(2018, 7, 3), "finished_on"),
        (date(2018, 7, 2), date(2018, 6, 29), "finished_on"),
    ],
)
def test_refuses_days_to_come_and_in_the_wrong_order(
    started: date | None, finished: date | None, place: str
) -> None:
    plan = a_committed_plan()
    with pytest.raises(InvalidInput) as error:
        achieve(plan, "filing", finished, started)
    assert places(error) == [place]


def test_correcting_a_fact_needs_a_reason_and_keeps_the_old_one() -> None:
    plan = a_committed_plan()
    achieve(plan, "filing", date(2018, 7, 2))
    with pytest.raises(InvalidInput) as error:
        achieve(plan, "filing", date(2018, 6, 29))
    assert places(error) == ["note"]
    achieve(plan, "filing", date(2018, 6, 29), note="以系统回执日期为准")
    entry = Entry.objects.filter(event="projects.milestone.achieved").latest("sequence")
    assert entry.changes == {"actual_finish": ["2018-07-02", "2018-06-29"]}
    achieve(plan, "filing", None, note="登记错了")
    assert milestone(plan, "filing").actual_finish is None


def test_saying_the_same_again_records_nothing() -> None:
    plan = a_committed_plan()
    achieve(plan, "filing", date(2018, 7, 2))
    achieve(plan, "filing", date(2018, 7, 2))
    assert Entry.objects.filter(event="projects.milestone.achieved").count() == 1


def test_start_of_construction_takes_a_verified_proof(file_storage: object) -> None:
    plan = a_committed_plan()
    with pytest.raises(Refused) as refused:
        achieve(plan, "start", MONDAY)
    assert refused.value.code == "needs_start_proof"
    begun = date(2018, 8, 20)
    verify_start(plan, begun)
    start = milestone(plan, "start")
    assert (start.actual_start, start.actual_finish, start.forecast_finish) == (begun, begun, begun)
    project = Project.objects.get(id=plan.project_id)
    assert project.actual_start == project.forecast_start == begun
    assert Entry.objects.filter(event="projects.milestone.achieved", subject_id=start.id).count() == 1


def test_completion_is_the_projects_own(file_storage: object) -> None:
    plan = a_committed_plan()
    day = date(2019, 7, 12)
    with pytest.raises(Refused) as refused:
        achieve(plan, "completion", day, day=day)
    assert refused.value.code == "not_started"
    assert Project.objects.get(id=plan.project_id).actual_finish is None
    verify_start(plan, date(2018, 8, 20))
    with pytest.raises(InvalidInput) as error:
        achieve(plan, "completion", date(2018, 8, 1), day=day)
    assert places(error) == ["finished_on"]
    achieve(plan, "completion", day, day=day)
    project = Project.objects.get(id=plan.project_id)
    assert project.actual_finish == project.forecast_finish == day
    assert project.committed_finish == TARGET, "it stays visible that this was late"


def test_light_follows() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone
    choose_light_rules(actor=console(zone), name="银川", preset="yinchuan", in_force_from=date(2018, 1, 1))
    filing = milestone(plan, "filing")
    assert filing.committed_finish is not None
    day = filing.committed_finish + days(3)
    achieve(plan, "eia", None, day, day=day)
    late = ProjectLight.objects.get(project=plan.project).colour
    achieve(plan, "filing", day, day=day)
    assert (late, ProjectLight.objects.get(project=plan.project).colour) == ("yellow", "green")


def test_facts_of_a_draft_are_facts() -> None:
    plan = a_draft()
    achieve(plan, "filing", date(2018, 7, 2))
    assert milestone(plan, "filing").actual_finish == date(2018, 7, 2)
    with on(MONDAY):
        submit_plan(actor=console(plan.project.zone), plan=plan)
        approve_plan(actor=an_actor(plan.project.zone, "leader"), plan=plan)
    filing = milestone(plan, "filing")
    assert (filing.committed_finish, filing.forecast_finish) == (None, date(2018, 7, 2))


def test_dropped_milestone_has_no_facts_any_more() -> None:
    first = a_committed_plan()
    zone = first.project.zone
    with on(MONDAY):
        plan = revise_plan(actor=console(zone), project=first.project, reason="租用设备")
        tune_plan(actor=console(zone), plan=plan, edits=[DropMilestone("equipment")])
        submit_plan(actor=console(zone), plan=plan)
        approve_plan(actor=an_actor(zone, "leader", username="another-leader"), plan=plan)
    with pytest.raises(Refused) as refused:
        achieve(plan, "equipment", MONDAY)
    assert refused.value.code == "not_planned"


def test_documents_show_it(file_storage: object) -> None:
    plan = a_committed_plan()
    contract = upload(office_file(), "备案证.docx")
    done = achieve(plan, "filing", MONDAY, documents=[contract])
    kept = Attachment.objects.get(subject_id=done.id)
    assert kept.name == "备案证.docx"
    assert plan.project_id in Entry.objects.get(event="attachments.files.attached").about


def test_without_the_power_nothing_is_entered() -> None:
    plan = a_committed_plan()
    for role in ("supervisor", "statistician", "auditor"):
        with pytest.raises(NotAllowed):
            achieve(plan, "filing", MONDAY, actor=an_actor(plan.project.zone, role))
