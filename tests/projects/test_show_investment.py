"""The table of a year's money and the panels of a project's page."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.projects.choices import Ledger, WorkKind, WorkStage
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.rules.investment import Components
from guatu.projects.selectors.investment import investment_panel, investment_table
from guatu.projects.selectors.progress import progress_feed, progress_panel, reports_of
from guatu.projects.selectors.start_proofs import start_proof_panel, waiting_proofs
from guatu.projects.selectors.works import works_panel
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.report_investment import report_investment
from tests.attachments.files import photo
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import MONDAY, NOON, a_project, a_work, a_year, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


def spent(
    project: Project, ledger: Ledger, first: int, last: int, total: int, **more: object
) -> InvestmentEntry:
    return InvestmentEntry.objects.create(
        zone_id=project.zone_id,
        project=project,
        ledger=ledger,
        year=2018,
        first_month=first,
        last_month=last,
        total=total,
        entered_by="x",
        **more,
    )


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


def test_a_table_says_both_ledgers_and_the_pace(zone: Zone) -> None:
    project = a_project(zone)
    a_year(project, "120")
    spent(project, Ledger.DISPATCH, 1, 5, 50, construction=50, installation=0, equipment=0, other=0)
    spent(project, Ledger.DISPATCH, 6, 6, 25, construction=20, installation=5, equipment=0, other=0)
    spent(project, Ledger.STATISTICAL, 1, 6, 66, since_start=90)
    table = investment_table(project, 2018, actor=console(zone), day=MONDAY)
    may, june, july, august = table.rows[4:8]
    assert table.rows[2].dispatch.part_of is not None
    assert may.dispatch.is_sum
    assert (may.dispatch.year_to_date, may.difference, may.points) == (50, None, "+0.0")
    assert (june.dispatch.year_to_date, june.statistical.year_to_date, june.difference) == (75, 66, 9)
    assert (june.rate, june.pace, june.points) == (Decimal("0.625"), Decimal("0.5"), "+12.5")
    assert (july.is_missing, july.is_to_come, july.is_closed) == (True, False, False)
    assert (august.is_missing, august.is_to_come) == (False, True)
    assert table.dispatch_sum == Components(Decimal(70), Decimal(5), Decimal(0), Decimal(0))
    assert (table.current, table.since_start, table.missing) == (june, 90, [])
    assert june.deadline.closes_on == date(2018, 7, 6)


def test_missing_months_are_named(zone: Zone) -> None:
    project = a_project(zone)
    spent(project, Ledger.DISPATCH, 4, 4, 40)
    table = investment_table(project, 2018, actor=console(zone), day=MONDAY)
    assert table.missing == [1, 2, 3]
    panel = investment_panel(project, actor=console(zone), day=MONDAY)
    assert (panel.month, panel.missing, panel.rate, panel.annual_plan) == (4, [1, 2, 3], None, None)


def test_the_panel_compares_at_the_last_month_that_both_have(zone: Zone) -> None:
    project = a_project(zone)
    a_year(project, "100")
    spent(project, Ledger.DISPATCH, 1, 4, 40)
    spent(project, Ledger.DISPATCH, 5, 6, 20)
    spent(project, Ledger.STATISTICAL, 1, 4, 33)
    panel = investment_panel(project, actor=console(zone), day=MONDAY)
    assert (panel.dispatch, panel.statistical, panel.difference) == (60, 33, 7)
    assert (panel.month, panel.statistical_month, panel.points) == (6, 4, "+10.0")


def test_corrections_stand_below_the_table(zone: Zone) -> None:
    project, actor = a_project(zone), console(zone)
    with frozen_at(NOON):
        report_investment(actor=actor, project=project, year=2018, month=6, total=Decimal(10))
        report_investment(actor=actor, project=project, year=2018, month=6, total=Decimal(12), reason="漏报")
    table = investment_table(project, 2018, actor=actor, day=MONDAY)
    assert [(c.reason, c.changes["total"]) for c in table.corrections] == [("漏报", ["10.00", "12"])]
    assert investment_table(project, 2017, actor=actor, day=MONDAY).corrections == []


def test_who_may_write_which_ledger(zone: Zone) -> None:
    project = a_project(zone)

    def may(role: str) -> tuple[bool, bool]:
        actor = an_actor(zone, role)
        table = investment_table(project, 2018, actor=actor, day=MONDAY)
        panel = investment_panel(project, actor=actor, day=MONDAY)
        assert (table.may_report, table.may_enter) == (panel.may_report, panel.may_enter)
        return table.may_report, table.may_enter

    assert may("clerk") == (True, False)
    assert may("statistician") == (False, True)
    assert may("leader") == (False, False)


def test_panels_and_pages_take_a_fixed_number_of_queries(
    zone: Zone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unit = a_unit(zone)
    project = a_project(zone, unit)
    a_year(project)
    halls = [a_work(project, f"{n}号厂房") for n in range(6)] + [a_work(project, "线", WorkKind.LINE)]
    with frozen_at(NOON):
        for number in range(1, 7):
            file_progress_report(
                actor=console(zone),
                project=project,
                text=f"第{number}周",
                day=date(2018, 6, number),
                works=[WorkTold(w.id, WorkStage.NOT_STARTED) for w in halls],
                photos=[photo(f"{n}.jpg", width=100 + 10 * number + n) for n in range(3)],
            )
            spent(project, Ledger.DISPATCH, number, number, number)
            spent(project, Ledger.STATISTICAL, number, number, number)
        file_start_proof(
            actor=console(zone),
            project=project,
            kind="piling",
            day=MONDAY,
            permit_number="1",
            photos=[photo()],
        )
    # A reader with a unit's powers: policies look up duties by name.
    actor = an_actor(zone, "grid_worker", unit=unit)
    with django_assert_max_num_queries(5):
        assert progress_panel(project, actor=actor, day=MONDAY).count == 6
    with django_assert_max_num_queries(3):
        assert len(works_panel(project, actor=actor).groups) == 2
    with django_assert_max_num_queries(4):
        assert investment_panel(project, actor=actor, day=MONDAY).dispatch == 21
    with django_assert_max_num_queries(4):
        assert start_proof_panel(project, actor=actor).current is not None
    investment_table(project, 2018, actor=actor, day=MONDAY)  # the zone's calendar is read once
    with django_assert_max_num_queries(8):
        assert len(investment_table(project, 2018, actor=actor, day=MONDAY).rows) == 12
    with django_assert_max_num_queries(4):
        assert [len(v.files) for v in reports_of(project).views] == [3] * 6
    with django_assert_max_num_queries(4):
        shown = progress_feed(actor=actor).views
        assert [(v.report.project.unit.name, len(v.items)) for v in shown] == [(unit.name, 7)] * 6


def test_works_are_counted_by_stage(zone: Zone) -> None:
    project = a_project(zone)
    for name, stage in (("1", WorkStage.CAPPED), ("2", WorkStage.CAPPED), ("3", WorkStage.FOUNDATION)):
        a_work(project, name, stage=stage)
    group = works_panel(project, actor=console(zone)).groups[0]
    assert [(c.stage, c.count) for c in group.counts] == [("foundation", 1), ("capped", 2)]
    assert [v.along for v in group.works] == [Decimal("0.6"), Decimal("0.6"), Decimal("0.2")]


def test_a_report_is_due_in_a_week_without_one(zone: Zone) -> None:
    project = a_project(zone, last_reported_on=date(2018, 6, 20))
    panel = progress_panel(project, actor=console(zone), day=MONDAY)
    assert (panel.is_due, panel.days_since) == (True, 12)
    project.last_reported_on = MONDAY
    assert not progress_panel(project, actor=console(zone), day=MONDAY).is_due


def test_proofs_wait_for_those_who_may_judge_and_did_not_file(zone: Zone) -> None:
    project = a_project(zone, actual_start=None)
    filer = an_actor(zone, "office", username="filer")
    with frozen_at(NOON):
        proof = file_start_proof(
            actor=filer, project=project, kind="piling", day=MONDAY, permit_number="1", photos=[photo()]
        )
    assert waiting_proofs(actor=filer) == []
    assert waiting_proofs(actor=an_actor(zone, "supervisor")) == [proof]
    assert waiting_proofs(actor=an_actor(zone, "clerk")) == []
    view = start_proof_panel(project, actor=an_actor(zone, "leader")).views[0]
    assert (view.may_judge, [code for _file, code in view.doubts]) == (True, ["undated"])
