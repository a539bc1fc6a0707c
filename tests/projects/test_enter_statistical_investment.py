"""What the statistics bureau states, and the identities it has to keep."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.projects.choices import Ledger
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.rules.investment import Components, Statement
from guatu.projects.use_cases.enter_statistical_investment import enter_statistical_investment
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import NOON, a_duty, a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def stated(total: int, month: int | None = None, since_start: int | None = None) -> Statement:
    """A statement whose year to date is all construction."""
    zero = Decimal(0)
    return Statement(
        Decimal(total),
        Components(Decimal(total), zero, zero, zero),
        None if month is None else Decimal(month),
        None if since_start is None else Decimal(since_start),
    )


def enter(project: Project, month: int, statement: Statement, **more: Any) -> InvestmentEntry:
    given_values = {"actor": console(project.zone), "source": "206-1 表", "year": 2018} | more
    with frozen_at(NOON):
        return enter_statistical_investment(project=project, month=month, statement=statement, **given_values)


def ledger(project: Project) -> list[tuple[int, int, Decimal]]:
    entries = InvestmentEntry.objects.filter(project=project, ledger=Ledger.STATISTICAL, year=2018)
    return [(e.first_month, e.last_month, e.total) for e in entries.order_by("first_month")]


def places(error: pytest.ExceptionInfo[InvalidInput]) -> set[tuple[str, str]]:
    return {(fault.place, fault.code) for fault in error.value.faults}


def test_keeps_the_difference_to_the_statement_before() -> None:
    zone = a_zone()
    project = a_project(zone)
    enter(project, 2, stated(100))
    entry = enter(project, 3, stated(160, month=60), actor=an_actor(zone, "statistician"))
    assert ledger(project) == [(1, 2, Decimal(100)), (3, 3, Decimal(60))]
    assert (entry.construction, entry.source) == (60, "206-1 表")
    recorded = Entry.objects.filter(event="projects.statistical_investment.entered").latest("sequence")
    assert recorded.data["source"] == "206-1 表"
    assert project.id in recorded.about


def test_refuses_what_breaks_an_identity() -> None:
    project = a_project(a_zone())
    enter(project, 2, stated(100, since_start=400))
    with pytest.raises(InvalidInput, match=r"0\.015 ") as caught:
        enter(project, 3, stated(160, month=50, since_start=470))
    assert places(caught) == {("month_total", "month"), ("since_start", "since_start")}
    wrong = Statement(Decimal(160), Components(*(Decimal(a) for a in (100, 20, 20, 21))))
    with pytest.raises(InvalidInput, match=r"0\.0161 ") as caught:
        enter(project, 3, wrong)
    assert places(caught) == {("year_to_date", "components")}
    assert ledger(project) == [(1, 2, Decimal(100))]


def test_last_years_figure_since_the_start_is_the_base() -> None:
    project = a_project(a_zone())
    enter(project, 11, stated(900, since_start=1000), year=2017)
    enter(project, 12, stated(950), year=2017)
    with pytest.raises(InvalidInput, match=r"0\.106 ") as caught:
        enter(project, 1, stated(10, since_start=1010))
    assert places(caught) == {("since_start", "since_start")}
    assert enter(project, 1, stated(10, since_start=1060)).since_start == 1060


def test_needs_all_components_and_a_source() -> None:
    project = a_project(a_zone())
    with pytest.raises(InvalidInput) as caught:
        enter(project, 3, Statement(Decimal(5), Components(construction=Decimal(5))), source=" ")
    assert {p for p, _code in places(caught)} == {"installation", "equipment", "other", "source"}
    with pytest.raises(InvalidInput) as caught:
        enter(project, 3, stated(-5))
    assert {p for p, _code in places(caught)} == {"construction", "year_to_date"}


def test_a_month_cannot_be_checked_where_the_one_before_is_missing() -> None:
    project = a_project(a_zone())
    with pytest.raises(InvalidInput, match="month 2") as caught:
        enter(project, 3, stated(160, month=50))
    assert places(caught) == {("month_total", "invalid")}
    enter(project, 3, stated(160))
    assert ledger(project) == [(1, 3, Decimal(160))]


def test_a_bureau_may_take_back_in_a_later_month() -> None:
    project = a_project(a_zone())
    enter(project, 2, stated(100))
    enter(project, 3, stated(80, month=-20))
    assert ledger(project) == [(1, 2, Decimal(100)), (3, 3, Decimal(-20))]


def test_stating_a_month_again_corrects_it_and_keeps_later_statements() -> None:
    project = a_project(a_zone())
    enter(project, 2, stated(100))
    enter(project, 3, stated(160))
    with pytest.raises(InvalidInput) as caught:
        enter(project, 2, stated(120))
    assert places(caught) == {("reason", "invalid")}
    enter(project, 2, stated(120), reason="统计局更正")
    assert ledger(project) == [(1, 2, Decimal(120)), (3, 3, Decimal(40))]
    corrections = Entry.objects.filter(event="projects.investment.corrected").order_by("sequence")
    assert [c.changes["total"] for c in corrections] == [["100.00", "120"], ["60.00", "40.00"]]
    assert {c.reason for c in corrections} == {"统计局更正"}


def test_a_statement_within_a_longer_entry_divides_it() -> None:
    project = a_project(a_zone())
    enter(project, 6, stated(600))
    enter(project, 3, stated(250))
    assert ledger(project) == [(1, 3, Decimal(250)), (4, 6, Decimal(350))]
    components = InvestmentEntry.objects.filter(first_month=4).values_list("construction", flat=True)
    assert list(components) == [Decimal(350)]


def test_a_statement_before_a_lone_later_month_stands_beside_it() -> None:
    project = a_project(a_zone())
    InvestmentEntry.objects.create(
        zone_id=project.zone_id,
        project=project,
        ledger=Ledger.STATISTICAL,
        year=2018,
        first_month=6,
        last_month=6,
        total=70,
    )
    enter(project, 3, stated(250))
    assert ledger(project) == [(1, 3, Decimal(250)), (6, 6, Decimal(70))]


@pytest.mark.parametrize("role", ["office", "office_head", "leader", "clerk", "supervisor", "grid_worker"])
def test_the_statistical_ledger_is_read_only_for_all_others(role: str) -> None:
    zone = a_zone()
    project, actor = a_project(zone), an_actor(zone, role)
    a_duty(project, actor)
    with pytest.raises(NotAllowed):
        enter(project, 3, stated(5), actor=actor)


def test_a_statistician_of_one_unit_stays_there() -> None:
    zone = a_zone()
    project, sibling = a_project(zone), a_unit(zone, "别的园区")
    with pytest.raises(NotAllowed):
        enter(project, 3, stated(5), actor=an_actor(zone, "statistician", unit=sibling))


class AnyOrder(TestCase):
    """In whatever order months are stated, the ledger says what was stated last of each."""

    @hypothesis_settings(max_examples=25)
    @given(st.lists(st.tuples(st.integers(1, 7), st.integers(0, 10_000)), min_size=1, max_size=7))
    def test_year_to_date_is_what_was_stated(self, statements: list[tuple[int, int]]) -> None:
        project = a_project(a_zone())
        for month, total in statements:
            enter(project, month, stated(total), reason="更正")
        to_date = Decimal(0)
        latest = dict(statements)
        for first, last, total in ledger(project):
            to_date += total
            assert to_date == latest.pop(last)
            assert first == 1 or any(e[1] == first - 1 for e in ledger(project))
        assert latest == {}
