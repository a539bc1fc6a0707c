"""Lights follow facts: every event either moves lights in its own transaction, or cannot change what they look at."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import guatu.demo
from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.events import NoticeApplied
from guatu.calendars.previews import preview_notice
from guatu.calendars.use_cases.apply_notice import apply_notice
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.config.subscriptions import SUBSCRIPTIONS
from guatu.core.clock import frozen_at
from guatu.core.events import Event, known_events
from guatu.core.models import Zone
from guatu.projects import subscribers
from guatu.projects.choices import Precision, StartClass, StartKind
from guatu.projects.events import (
    bundle,
    duties,
    enrolment,
    imports,
    investment,
    lights,
    lists,
    plan,
    progress,
    projects,
)
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.sheets.read import read_projects
from guatu.projects.sheets.rows import Dated
from guatu.projects.tasks import advance_clocks
from guatu.projects.use_cases.achieve_milestone import achieve_milestone
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.create_project import create_project
from guatu.projects.use_cases.edit_project import edit_project
from guatu.projects.use_cases.expire_light_overrides import expire_light_overrides
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.import_projects import import_projects
from guatu.projects.use_cases.open_month import open_month
from guatu.projects.use_cases.override_light import override_light
from guatu.projects.use_cases.plan_year import YearPlan, plan_year
from guatu.projects.use_cases.reinstate_project import reinstate_project
from guatu.projects.use_cases.report_investment import report_investment
from guatu.projects.use_cases.verify_start_proof import verify_start_proof
from guatu.projects.use_cases.withdraw_light_override import withdraw_light_override
from guatu.projects.use_cases.withdraw_project import withdraw_project
from guatu.sheets.open import open_workbook
from tests.attachments.files import photo
from tests.builders import a_zone, an_actor, console, the_root
from tests.projects.list_builders import details
from tests.projects.plan_builders import a_committed_plan, a_template, milestone, on
from tests.projects.progress_builders import NOON, a_project, a_year, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]

TODAY = date(2018, 7, 2)
MILLION = Decimal(1_000_000)


@pytest.fixture
def zone() -> Zone:
    zone = with_calendars(a_zone())
    with frozen_at(NOON):
        choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
    return zone


def colour(project: Project) -> str | None:
    return ProjectLight.objects.filter(project=project).values_list("colour", flat=True).first()


def report(project: Project, millions: int, month: int = 6, day: date = TODAY, reason: str = "更正") -> None:
    with on(day):
        report_investment(
            actor=console(project.zone),
            project=project,
            year=2018,
            first_month=1,
            month=month,
            total=millions * MILLION,
            late_reason="补报",
            reason=reason,
        )


def a_planned_project(zone: Zone, millions: int | None = None) -> Project:
    """Under construction with an annual plan of 120 million yuan."""
    project = a_project(zone)
    a_year(project)
    if millions is not None:
        report(project, millions)
    return project


def money_reported(zone: Zone) -> tuple[Project, str]:
    project = a_planned_project(zone)
    report(project, 60)
    return project, "green"


def money_corrected(zone: Zone) -> tuple[Project, str]:
    project = a_planned_project(zone, 60)
    assert colour(project) == "green"
    report(project, 6)
    return project, "red"


def start_verified(zone: Zone) -> tuple[Project, str]:
    with frozen_at(NOON):
        project = create_project(
            actor=console(zone),
            unit=the_root(zone),
            details=details(
                committed_start=Dated(date(2018, 3, 31), Precision.MONTH),
                committed_finish=Dated(date(2019, 12, 31), Precision.YEAR),
            ),
        )
        assert colour(project) == "red"  # three months without a start
        clerk = an_actor(zone, "clerk")
        proof = file_start_proof(
            actor=clerk, project=project, kind=StartKind.PILING, day=date(2018, 6, 28), photos=[photo()],
            permit_number="321181201806280101",
        )  # fmt: skip
        verify_start_proof(actor=an_actor(zone, "supervisor"), proof=proof)
    return project, "green"


def plan_approved(zone: Zone) -> tuple[Project, str]:
    a_template(zone)
    project = a_project(zone, actual_start=None)
    assert colour(project) is None
    a_committed_plan(project)
    return project, "green"


def milestone_achieved(zone: Zone) -> tuple[Project, str]:
    a_template(zone)
    project = a_project(zone, actual_start=None)
    filing = milestone(a_committed_plan(project), "filing")
    due = filing.committed_finish
    assert due is not None
    with on(due + timedelta(days=1)):
        advance_clocks([zone])
        assert colour(project) == "yellow"
        achieve_milestone(actor=console(zone), milestone=filing, started_on=TODAY, finished_on=due)
    return project, "green"


def project_created(zone: Zone) -> tuple[Project, str]:
    with frozen_at(NOON):
        project = create_project(
            actor=console(zone),
            unit=the_root(zone),
            details=details(committed_start=Dated(date(2018, 6, 30), Precision.MONTH)),
        )
    return project, "yellow"


def project_edited(zone: Zone) -> tuple[Project, str]:
    project, _yellow = project_created(zone)
    with frozen_at(NOON):
        later = details(committed_start=Dated(date(2018, 9, 30), Precision.MONTH))
        edit_project(
            actor=console(zone), project=project, unit=project.unit, details=later, reason="会议同意顺延"
        )
    return project, "green"


def project_reinstated(zone: Zone) -> tuple[Project, str]:
    project = a_planned_project(zone, 60)
    with frozen_at(NOON):
        withdraw_project(actor=console(zone), project=project, on=TODAY, reason="停建")
    with on(date(2018, 11, 12)):
        reinstate_project(actor=console(zone), project=project, reason="复建")
    return project, "red"


def year_planned(zone: Zone) -> tuple[Project, str]:
    project = a_project(zone)
    with frozen_at(NOON):
        plan_year(
            actor=console(zone),
            project=project,
            year=2018,
            plan=YearPlan(start_class=StartClass.CARRY_OVER, annual_plan_cny=120 * MILLION),
        )
    return project, "red"


def month_opened(zone: Zone) -> tuple[Project, str]:
    """35 % done: behind the pace of June, in step with that of May while June stays open."""
    project = a_planned_project(zone)
    report(project, 42, month=5, day=date(2018, 7, 9))
    assert colour(project) == "yellow"
    with on(date(2018, 7, 9)):
        open_month(actor=console(zone), year=2018, month=6, open_until=date(2018, 7, 20), reason="系统切换")
    return project, "green"


def notice_applied(zone: Zone) -> tuple[Project, str]:
    """A week off moves June's deadline from the 6th to the 13th."""
    project = a_planned_project(zone)
    report(project, 42, month=5, day=date(2018, 7, 9))
    assert colour(project) == "yellow"
    with on(date(2018, 7, 9)):
        off = {date(2018, 7, day): DayRule(DayKind.OFF, "") for day in range(2, 7)}
        drafted = draft_notice(
            actor=console(zone), year=2018, title="测试通知", published_on=date(2018, 6, 30), days=off
        )
        preview = preview_notice(drafted.id, actor=console(zone))
        apply_notice(actor=console(zone), notice=drafted, previewed=preview.digest)
    return project, "green"


def list_imported(zone: Zone) -> tuple[Project, str]:
    workbook = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"
    with frozen_at(NOON):
        read = read_projects(open_workbook(workbook), today=TODAY)
        import_projects(actor=console(zone), sheet=read.sheet, file_name=workbook.name)
    return Project.objects.get(name="金鹏健身器材"), "red"


def rules_chosen(zone: Zone) -> tuple[Project, str]:
    project = a_planned_project(zone, 54)
    with frozen_at(NOON):
        choose_light_rules(actor=console(zone), preset="sanya", in_force_from=TODAY)
    return project, "yellow"


def overridden(zone: Zone) -> tuple[Project, str]:
    project = a_planned_project(zone, 60)
    with frozen_at(NOON):
        override_light(actor=console(zone), project=project, colour="red", reason="督办", expires_on=TODAY)
    return project, "red"


def override_withdrawn(zone: Zone) -> tuple[Project, str]:
    project, _red = overridden(zone)
    with frozen_at(NOON):
        withdraw_light_override(actor=console(zone), project=project)
    return project, "green"


def override_expired(zone: Zone) -> tuple[Project, str]:
    project, _red = overridden(zone)
    with on(date(2018, 7, 3)):
        expire_light_overrides(actor=console(zone), today=date(2018, 7, 3))
    return project, "green"


MOVES: dict[type[Event], Callable[[Zone], tuple[Project, str]]] = {
    investment.InvestmentReported: money_reported,
    investment.InvestmentCorrected: money_corrected,
    investment.MonthOpened: month_opened,
    NoticeApplied: notice_applied,
    progress.StartProofVerified: start_verified,
    plan.PlanApproved: plan_approved,
    plan.MilestoneAchieved: milestone_achieved,
    projects.ProjectCreated: project_created,
    projects.ProjectEdited: project_edited,
    projects.ProjectReinstated: project_reinstated,
    projects.YearPlanned: year_planned,
    imports.ProjectsImported: list_imported,
    lights.LightRulesChosen: rules_chosen,
    lights.LightOverridden: overridden,
    lights.LightOverrideWithdrawn: override_withdrawn,
    lights.LightOverrideExpired: override_expired,
}

# Nothing that lights look at changes with these. A new event belongs here or above.
CHANGE_NO_FACT: set[type[Event]] = {
    bundle.BundleAssigned,
    duties.ProjectDutyHandedOver,
    enrolment.EnrolmentRulesChosen,  # no rule of lights looks at the statistics library yet
    enrolment.EnrolmentPaperFiled,
    enrolment.ProjectEnrolled,
    imports.ProjectImported,  # ProjectsImported follows, once for all
    imports.ProjectUpdatedByImport,
    imports.WorkbookUploaded,
    imports.ColumnsMatched,
    imports.WorkbookCommitted,
    imports.WorkbookDiscarded,
    investment.StatisticalInvestmentEntered,  # lights look at dispatch figures
    lights.LightChanged,
    lists.ListDefined,
    lists.ListFrozen,
    lists.ListEntered,
    lists.ListLeft,
    plan.PlanTemplateDefined,
    plan.PlanTemplatesLoaded,
    plan.PlanInstantiated,  # a draft changes nothing before it is approved
    plan.PlanRevised,
    plan.PlanTuned,
    plan.PlanSubmitted,
    plan.PlanReturned,
    plan.PlanDiscarded,
    plan.PlanImported,  # into a draft
    plan.MilestoneForecast,  # lights look at what was committed
    plan.ProjectForecastChanged,
    plan.ForecastsRefreshed,
    progress.ProgressReportFiled,
    progress.ProgressReportBroadcast,
    progress.WorkReported,
    progress.WorkAdded,
    progress.WorkEdited,
    progress.WorkRemoved,
    progress.StartProofFiled,
    progress.StartProofRejected,
    projects.ProjectPublished,
    projects.ProjectUnpublished,
    projects.ProjectWithdrawn,  # pages leave withdrawn projects out
}


@pytest.mark.parametrize("event", list(MOVES), ids=lambda e: e.__name__)
def test_event_moves_the_light(event: type[Event], zone: Zone) -> None:
    project, expected = MOVES[event](zone)
    assert colour(project) == expected


def test_every_event_has_been_thought_of() -> None:
    ours = {e for e in known_events().values() if e.__module__.startswith("guatu.projects.")}
    assert ours - {NoticeApplied} == (set(MOVES) | CHANGE_NO_FACT) - {NoticeApplied}
    assert not set(MOVES) & CHANGE_NO_FACT


def test_exactly_those_events_are_heard() -> None:
    refreshing = {subscribers.refresh_all_lights, subscribers.refresh_project_light}
    heard = {event for event, handlers in SUBSCRIPTIONS.items() if refreshing & set(handlers)}
    assert heard == set(MOVES)
