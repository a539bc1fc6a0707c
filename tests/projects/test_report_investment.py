"""Money spent in the dispatch ledger."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.projects.choices import Ledger
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.rules.investment import Components
from guatu.projects.use_cases.open_month import open_month
from guatu.projects.use_cases.report_investment import report_investment
from tests.builders import a_zone, an_actor
from tests.projects.progress_builders import NOON, a_project, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

AFTER_DEADLINE = datetime(2018, 7, 9, 1, tzinfo=UTC)  # June closed on Friday 6 July


def places(error: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {fault.place for fault in error.value.faults}


def yuan(*amounts: int) -> Components:
    return Components(*(Decimal(a) for a in amounts))


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


def test_reports_a_month_by_component(zone: Zone) -> None:
    project = a_project(zone)
    with frozen_at(NOON):
        entry = report_investment(
            actor=an_actor(zone, "clerk", unit=project.unit),
            project=project,
            year=2018,
            month=6,
            components=yuan(3_000_000, 1_000_000, 500_000, 0),
        )
    assert (entry.total, entry.ledger, entry.first_month, entry.last_month) == (4_500_000, "dispatch", 6, 6)
    recorded = Entry.objects.get(event="projects.investment.reported")
    assert recorded.data["total_cny"] == "4500000"
    assert recorded.data["late"] is False
    assert project.id in recorded.about


def test_components_and_total_must_agree(zone: Zone) -> None:
    project, actor = a_project(zone), an_actor(zone, "office")

    def report(**values: Any) -> InvestmentEntry:
        return report_investment(actor=actor, project=project, year=2018, month=6, **values)

    with frozen_at(NOON):
        with pytest.raises(InvalidInput, match="450") as caught:
            report(components=yuan(3_000_000, 1_000_000, 500_000, 0), total=Decimal(5_000_000))
        assert places(caught) == {"total"}
        with pytest.raises(InvalidInput) as caught:
            report(components=Components(construction=Decimal(10)))
        assert places(caught) == {"total"}
        with pytest.raises(InvalidInput) as caught:
            report(components=Components(construction=Decimal(-1)), total=Decimal(10) ** 14)
        assert places(caught) == {"construction", "total"}
        assert report(components=Components(construction=Decimal(10)), total=Decimal(15)).total == 15


def test_a_late_entry_needs_a_reason(zone: Zone) -> None:
    project, actor = a_project(zone), an_actor(zone, "office")
    values = {"actor": actor, "project": project, "year": 2018, "month": 6, "total": Decimal(100)}
    with frozen_at(AFTER_DEADLINE):
        with pytest.raises(InvalidInput, match="6 Jul 2018") as caught:
            report_investment(**values)
        assert [(f.place, f.code) for f in caught.value.faults] == [("late_reason", "month_locked")]
        entry = report_investment(**values, late_reason="施工方月底才报")
    assert entry.late_reason == "施工方月底才报"
    recorded = Entry.objects.get(event="projects.investment.reported")
    assert (recorded.data["late"], recorded.reason) == (True, "施工方月底才报")


def test_an_opened_month_is_in_time_again(zone: Zone) -> None:
    project, actor = a_project(zone), an_actor(zone, "office")
    with frozen_at(AFTER_DEADLINE):
        open_month(actor=actor, year=2018, month=6, open_until=date(2018, 7, 10), reason="系统停机")
        entry = report_investment(
            actor=actor, project=project, year=2018, month=6, total=Decimal(100), late_reason="多余"
        )
    assert entry.late_reason == ""
    with frozen_at(datetime(2018, 7, 10, 17, tzinfo=UTC)), pytest.raises(InvalidInput):  # the 11th in China
        report_investment(
            actor=actor,
            project=a_project(zone, project.unit, name="另一个"),
            year=2018,
            month=6,
            total=Decimal(1),
        )


def test_a_correction_keeps_the_old_figures_and_the_reason(zone: Zone) -> None:
    project, actor = a_project(zone), an_actor(zone, "office")
    values = {"actor": actor, "project": project, "year": 2018, "month": 6}
    with frozen_at(NOON):
        entry = report_investment(**values, components=yuan(100, 0, 0, 0))
        with pytest.raises(InvalidInput) as caught:
            report_investment(**values, total=Decimal(120))
        assert places(caught) == {"reason"}
        same = report_investment(**values, components=yuan(100, 0, 0, 0))
        corrected = report_investment(**values, components=yuan(100, 20, 0, 0), reason="漏报安装")
    assert same.id == corrected.id == entry.id
    assert InvestmentEntry.objects.get().total == 120
    recorded = Entry.objects.get(event="projects.investment.corrected")
    assert recorded.changes["total"] == ["100.00", "120"]
    assert recorded.changes["installation"] == ["0.00", "20"]
    assert recorded.reason == "漏报安装"


def test_months_of_one_sum_cannot_be_entered_alone(zone: Zone) -> None:
    project, actor = a_project(zone), an_actor(zone, "office")
    values: dict[str, Any] = {"actor": actor, "project": project, "year": 2018}
    with frozen_at(NOON):
        report_investment(**values, first_month=1, month=5, total=Decimal(50_000), late_reason="上半年汇总")
        with pytest.raises(InvalidInput, match="1 to 5") as caught:
            report_investment(**values, month=3, total=Decimal(1))
        assert places(caught) == {"month"}
        report_investment(**values, month=6, total=Decimal(1))
        with pytest.raises(InvalidInput) as caught:
            report_investment(**values, first_month=6, month=7, total=Decimal(1))
    assert places(caught) == {"month"}


@pytest.mark.parametrize(
    ("months", "place"),
    [
        ({"year": 2018, "month": 8}, "month"),
        ({"year": 2019, "month": 1}, "year"),
        ({"year": 1999, "month": 1}, "year"),
        ({"year": 2018, "month": 0}, "month"),
        ({"year": 2018, "month": 13}, "month"),
        ({"year": 2018, "month": 3, "first_month": 4}, "first_month"),
    ],
)
def test_months_must_make_sense(zone: Zone, months: dict[str, int], place: str) -> None:
    with frozen_at(NOON), pytest.raises(InvalidInput) as caught:
        report_investment(actor=an_actor(zone, "office"), project=a_project(zone), total=Decimal(1), **months)
    assert places(caught) == {place}


def test_a_withdrawn_projects_ledger_is_closed(zone: Zone) -> None:
    project = a_project(zone, withdrawn_on=date(2018, 6, 1))
    with pytest.raises(Refused):
        report_investment(
            actor=an_actor(zone, "office"), project=project, year=2018, month=6, total=Decimal(1)
        )


def test_the_statistical_ledger_is_not_touched(zone: Zone) -> None:
    project = a_project(zone)
    InvestmentEntry.objects.create(
        zone=zone, project=project, ledger=Ledger.STATISTICAL, year=2018, first_month=6, last_month=6, total=7
    )
    with frozen_at(NOON):
        report_investment(
            actor=an_actor(zone, "office"), project=project, year=2018, month=6, total=Decimal(9)
        )
    totals = {e.ledger: e.total for e in InvestmentEntry.objects.all()}
    assert totals == {Ledger.STATISTICAL: 7, Ledger.DISPATCH: 9}


def test_a_statistician_does_not_write_dispatch_figures(zone: Zone) -> None:
    with pytest.raises(NotAllowed):
        report_investment(
            actor=an_actor(zone, "statistician"),
            project=a_project(zone),
            year=2018,
            month=6,
            total=Decimal(1),
        )
