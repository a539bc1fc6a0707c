"""Forecasts: somebody's reasoned expectation, the cascade from it, and what time does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.powers import system_actor
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.use_cases.achieve_milestone import achieve_milestone
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.forecast_milestone import forecast_milestone
from guatu.projects.use_cases.refresh_forecasts import refresh_forecasts
from guatu.projects.use_cases.submit_plan import submit_plan
from tests.builders import an_actor, console
from tests.projects.plan_builders import (
    MONDAY,
    TARGET,
    a_committed_plan,
    a_draft,
    days,
    milestone,
    on,
)

pytestmark = pytest.mark.django_db


def expect(
    plan: Plan, code: str, day: date | None, reason: str = "供货延迟", today: date = MONDAY
) -> Milestone:
    with on(today):
        return forecast_milestone(
            actor=console(plan.project.zone),
            milestone=milestone(plan, code),
            expected_finish=day,
            reason=reason,
        )


def refresh(plan: Plan, day: date) -> int:
    with on(day):
        return refresh_forecasts(actor=system_actor("tick", plan.project.zone), today=day)


def project_of(plan: Plan) -> Project:
    return Project.objects.get(id=plan.project_id)


def test_later_finish_cascades_and_the_commitment_stays() -> None:
    plan = a_committed_plan()
    building = milestone(plan, "building")
    assert building.committed_finish is not None
    later = building.committed_finish + days(20)
    expect(plan, "building", later)
    assert milestone(plan, "building").forecast_finish == later
    project = project_of(plan)
    assert project.forecast_finish is not None
    assert project.forecast_finish > TARGET
    assert milestone(plan, "building").committed_finish == building.committed_finish
    assert project.committed_finish == TARGET


def test_earlier_finish_with_slack_takes_the_planned_days() -> None:
    plan = a_committed_plan()
    expect(plan, "filing", date(2018, 7, 3), reason="提前报送")
    expect(plan, "eia", date(2018, 8, 31), reason="报告已编好")
    eia = milestone(plan, "eia")
    assert (eia.forecast_start, eia.forecast_finish, eia.expected_duration) == (
        date(2018, 8, 2),
        date(2018, 8, 31),
        30,
    )


def test_earlier_finish_than_the_planned_days_allow_is_faster_work() -> None:
    plan = a_committed_plan()
    expect(plan, "filing", date(2018, 7, 3))
    expect(plan, "eia", date(2018, 7, 20), reason="告知承诺制")
    eia = milestone(plan, "eia")
    assert (eia.forecast_start, eia.forecast_finish, eia.expected_duration) == (
        date(2018, 7, 4),
        date(2018, 7, 20),
        17,
    )


def test_refuses_a_finish_before_what_it_waits_for() -> None:
    plan = a_committed_plan()
    filing = milestone(plan, "filing").forecast_finish
    assert filing is not None
    with pytest.raises(InvalidInput) as error:
        expect(plan, "eia", filing)
    assert [f.place for f in error.value.faults] == ["expected_finish"]
    assert milestone(plan, "eia").expected_finish is None


def test_expectation_moves_on_when_its_predecessor_slips() -> None:
    plan = a_committed_plan()
    expect(plan, "filing", date(2018, 7, 3))
    expect(plan, "eia", date(2018, 7, 20))
    expect(plan, "filing", date(2018, 7, 13))
    eia = milestone(plan, "eia")
    assert eia.expected_finish == date(2018, 7, 20), "what was said is kept"
    assert (eia.forecast_start, eia.forecast_finish) == (date(2018, 7, 14), date(2018, 7, 30))


def test_started_milestone_finishes_when_somebody_says() -> None:
    plan = a_committed_plan()
    with on(MONDAY):
        achieve_milestone(
            actor=console(plan.project.zone),
            milestone=milestone(plan, "eia"),
            started_on=MONDAY,
            finished_on=None,
        )
    expect(plan, "eia", date(2018, 8, 10), today=date(2018, 7, 9))
    assert milestone(plan, "eia").forecast_finish == date(2018, 8, 10)
    refresh(plan, date(2018, 8, 20))
    assert milestone(plan, "eia").forecast_finish == date(2018, 8, 20), "a day that has passed is no forecast"


def test_taking_it_back_returns_to_the_commitment() -> None:
    plan = a_committed_plan()
    committed = milestone(plan, "building").committed_finish
    assert committed is not None
    expect(plan, "building", committed + days(20))
    expect(plan, "building", None, reason="已赶上")
    building = milestone(plan, "building")
    assert (building.forecast_finish, building.expected_reason) == (committed, "")
    assert project_of(plan).forecast_finish == TARGET


def test_records_reason_and_what_it_does_to_the_project() -> None:
    plan = a_committed_plan()
    committed = milestone(plan, "building").committed_finish
    assert committed is not None
    later = committed + days(20)
    expect(plan, "building", later, reason="钢构件供货延迟")
    entry = Entry.objects.get(event="projects.milestone.forecast")
    assert entry.changes == {"expected_finish": [None, later.isoformat()]}
    assert entry.reason == "钢构件供货延迟"
    assert plan.project_id in entry.about
    assert entry.data["finish_after"] == str(project_of(plan).forecast_finish)


@pytest.mark.parametrize(
    ("day", "reason", "place"),
    [
        (date(2018, 9, 3), "  ", "reason"),
        (date(2018, 6, 29), "因为", "expected_finish"),
        (date(2200, 1, 1), "因为", "expected_finish"),
    ],
)
def test_refuses_without_reason_and_for_days_that_are_no_forecast(day: date, reason: str, place: str) -> None:
    plan = a_committed_plan()
    with pytest.raises(InvalidInput) as error:
        expect(plan, "building", day, reason)
    assert [f.place for f in error.value.faults] == [place]


def test_refuses_what_is_finished_and_what_is_not_committed() -> None:
    plan = a_committed_plan()
    with on(MONDAY):
        achieve_milestone(
            actor=console(plan.project.zone),
            milestone=milestone(plan, "filing"),
            started_on=None,
            finished_on=MONDAY,
        )
    with pytest.raises(Refused) as refused:
        expect(plan, "filing", date(2018, 9, 3))
    assert refused.value.code == "finished"


def test_draft_has_nothing_to_differ_from() -> None:
    plan = a_draft()
    with pytest.raises(Refused) as refused:
        expect(plan, "building", date(2019, 9, 3))
    assert refused.value.code == "not_committed"


def test_without_the_power_nothing_is_forecast() -> None:
    plan = a_committed_plan()
    for role in ("leader", "supervisor", "grid_worker"):
        with pytest.raises(NotAllowed):
            forecast_milestone(
                actor=an_actor(plan.project.zone, role),
                milestone=milestone(plan, "eia"),
                expected_finish=date(2018, 9, 28),
                reason="因为",
            )


def test_time_that_passes_pushes_what_has_not_begun() -> None:
    plan = a_committed_plan()
    late = date(2019, 2, 13)
    assert refresh(plan, late) > 0
    filing = milestone(plan, "filing")
    assert (filing.forecast_start, filing.forecast_finish) == (late, date(2019, 2, 14))
    project = project_of(plan)
    assert project.forecast_finish is not None
    assert project.forecast_finish > TARGET
    entry = Entry.objects.get(event="projects.project_forecast.changed")
    assert entry.data["passes_commitment"] is True
    assert entry.changes["forecast_finish"] == [TARGET.isoformat(), project.forecast_finish.isoformat()]


def test_refreshing_twice_does_nothing_the_second_time() -> None:
    plan = a_committed_plan()
    refresh(plan, date(2019, 2, 13))
    before = Entry.objects.count()
    assert refresh(plan, date(2019, 2, 13)) == 0
    assert Entry.objects.count() == before
    refresh(plan, date(2019, 2, 14))
    assert Entry.objects.filter(event="projects.project_forecast.changed").count() == 1, (
        "one entry, not one a day"
    )


def test_many_projects_take_the_queries_of_one() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone

    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            refresh(plan, day)
        return len(captured)

    refresh(plan, MONDAY)
    one = queries(date(2019, 2, 13))
    for number in range(4):
        _commit(a_draft(Project.objects.create(zone=zone, unit=plan.project.unit, name=f"项目{number}")))
    # Watchers are told of each project that passes its commitment.
    assert queries(date(2019, 2, 14)) <= one + 3


def _commit(plan: Plan) -> None:
    with on(MONDAY):
        submit_plan(actor=console(plan.project.zone), plan=plan)
        approve_plan(actor=an_actor(plan.project.zone, "leader", username=f"leader-{plan.id}"), plan=plan)
