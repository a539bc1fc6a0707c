"""Figures of the office's workbook, and what holds of every evaluation."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import guatu.demo
from guatu.core.clock import now
from guatu.core.errors import InvalidInput
from guatu.core.ids import moment_of, new_id
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted, where_of
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Flag, Reading
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.selectors import unit_tree
from guatu.projects.choices import StartClass
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.selectors.projects import visible_projects
from guatu.projects.selectors.totals import totals
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from tests.builders import a_unit, a_zone, an_actor, console, the_root

WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"
H1 = Period.parse("2018H1")


@pytest.fixture
def danyang(db: None) -> Zone:
    zone = a_zone("DY")
    read = read_projects(open_workbook(WORKBOOK), today=date(2018, 7, 2))
    import_projects(actor=console(zone), sheet=read.sheet, file_name=WORKBOOK.name)
    return zone


def ask(zone: Zone, name: str, period: Period = H1, **where: str) -> Reading:
    wanted = Wanted(name, period, where=where_of(where))
    return evaluate([wanted], actor=console(zone), zone=zone)[wanted]


def test_the_published_half_year(danyang: Zone) -> None:
    rate = ask(danyang, "projects.construction_start_rate")
    assert (rate.fraction, rate.number, rate.shown, rate.row_count) == ("11/35", "31.4", "31.4%", 35)
    published = {
        "projects.listed": "54",
        "projects.carry_overs": "19",
        "projects.planned_new_starts": "35",
        "projects.continuing": "5",
        "projects.installing": "14",
        "projects.concentrated_starts": "2",
        "projects.started_new_starts": "11",
        "projects.new_starts_to_come": "24",
        "projects.total_investment": "331.7",
        "projects.carry_over_investment": "188",
        "projects.new_start_investment": "143.7",
        "projects.annual_plan": "132.6",
        "projects.carry_over_plan": "69.3",
        "projects.new_start_plan": "63.3",
    }
    wanted = [Wanted(name, H1) for name in published]
    found = evaluate(wanted, actor=console(danyang), zone=danyang)
    assert {one.name: found[one].number for one in wanted} == published
    assert not any(Flag.SUM_BROKEN in reading.flags for reading in found.values())


def test_the_summary_of_the_list_says_what_the_figures_say(danyang: Zone) -> None:
    """The table of projects counts whatever is filtered; of the whole year it must not count otherwise."""
    told = totals(
        visible_projects(actor=console(danyang)).filter(years__year=2018), zone_id=danyang.id, year=2018
    )
    year = Period.parse("2018")
    said = {
        "listed": told.projects,
        "carry_overs": told.carry_over.projects,
        "planned_new_starts": told.new_start.projects,
        "continuing": told.continuing,
        "installing": told.equipment,
        "concentrated_starts": told.concentrated,
        "started_new_starts": told.started,
        "new_starts_to_come": told.not_started,
        "total_investment": told.total_cny,
        "carry_over_investment": told.carry_over.total_cny,
        "new_start_investment": told.new_start.total_cny,
        "annual_plan": told.annual_plan_cny,
        "carry_over_plan": told.carry_over.annual_plan_cny,
        "new_start_plan": told.new_start.annual_plan_cny,
        "investment_to_date": told.spent_cny,
    }
    assert said == {name: ask(danyang, f"projects.{name}", year).value for name in said}


def test_many_figures_for_many_units_share_one_query(
    danyang: Zone, django_assert_max_num_queries: object
) -> None:
    names = ["listed", "carry_overs", "total_investment", "annual_plan_rate", "construction_start_rate"]
    tree = unit_tree(danyang.id)
    wanted = [Wanted(f"projects.{name}", H1, unit_id) for name in names for unit_id in tree.parents]
    assert len(wanted) >= 25
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        found = evaluate(wanted, actor=console(danyang), zone=danyang, tree=tree)
    root = the_root(danyang)
    assert found[Wanted("projects.listed", H1, root.id)].value == 54
    parts = [found[Wanted("projects.listed", H1, u.id)].value for u in Unit.objects.filter(parent=root)]
    assert sum(value for value in parts if value is not None) == 54


def test_slices(danyang: Zone) -> None:
    assert ask(danyang, "projects.listed", **{"class": "new_start"}).value == 35
    foreign = ask(danyang, "projects.listed", origin="foreign").value
    domestic = ask(danyang, "projects.listed", origin="domestic").value
    assert foreign is not None
    assert domestic is not None
    assert foreign + domestic == 54
    with pytest.raises(InvalidInput) as refused:
        ask(danyang, "projects.listed", colour="green")
    assert [fault.place for fault in refused.value.faults] == ["colour"]


def test_what_there_is_not(danyang: Zone) -> None:
    with pytest.raises(InvalidInput, match="no figure"):
        ask(danyang, "projects.nothing")
    with pytest.raises(InvalidInput, match="year"):
        ask(danyang, "projects.investment_to_date", Period.parse("2018W23"))
    assert ask(danyang, "projects.construction_start_rate", Period.parse("1999")).value is None


def test_a_sum_within_a_longer_entry_is_only_partly_known(danyang: Zone) -> None:
    whole, part = (
        ask(danyang, "projects.investment_to_date", Period.parse(p)) for p in ("2018H1", "2018M04")
    )
    assert whole.value
    assert Flag.PARTLY_REPORTED not in whole.flags
    assert Flag.PARTLY_REPORTED in part.flags


def test_who_sees_a_part_counts_a_part_and_is_told(danyang: Zone) -> None:
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    clerk = an_actor(danyang, "clerk", unit=unit)
    one = Wanted("projects.listed", H1)
    seen = evaluate([one], actor=clerk, zone=danyang)[one]
    assert seen.value == Project.objects.filter(zone=danyang, unit=unit).count() < 54
    assert Flag.ROWS_HIDDEN in seen.flags
    rows = rows_behind(one, actor=clerk, zone=danyang)[0][1]
    assert len(rows) == seen.value
    own = Wanted("projects.listed", H1, unit.id)
    answer = evaluate([own], actor=clerk, zone=danyang, tree=unit_tree(danyang.id))[own]
    assert answer.value == seen.value
    assert Flag.ROWS_HIDDEN not in answer.flags
    past = evaluate([one], actor=clerk, zone=danyang, as_of=now())[one]
    assert past.value == seen.value


def test_ranks_share_places(db: None) -> None:
    zone = a_zone()
    for place, (started, planned) in enumerate([(1, 2), (2, 4), (3, 3)]):
        park = a_unit(zone, f"park {place}")
        for number in range(planned):
            a_new_start(park, f"{place}-{number}", date(2018, 3, 1) if number < started else None)
    tree = unit_tree(zone.id)
    parks = Unit.objects.filter(zone=zone, type=UnitType.PARK)
    wanted = {park.name: Wanted("projects.construction_start_rank", H1, park.id) for park in parks}
    found = evaluate(wanted.values(), actor=console(zone), zone=zone, tree=tree)
    assert {name: found[one].value for name, one in wanted.items()} == {"park 0": 2, "park 1": 2, "park 2": 1}
    growth = Wanted("projects.over_100_million_growth", Period.parse("2018H1"))
    assert evaluate([growth], actor=console(zone), zone=zone)[growth].value is None


def a_new_start(unit: Unit, name: str, started: date | None = None, amount: int | None = 1) -> ProjectYear:
    project = Project.objects.create(
        zone=unit.zone, name=name, owner_name="甲公司", unit=unit, total_cny=amount, actual_start=started
    )
    return ProjectYear.objects.create(
        zone=unit.zone, project=project, year=2018, start_class=StartClass.NEW_START, annual_plan_cny=amount
    )


NAMES = ["listed", "started_new_starts", "total_investment", "annual_plan", "construction_start_rate"]


class TestEveryEvaluation(TestCase):
    """Whatever happens to projects: parts make wholes, rows make numbers, and the past stays what it was."""

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["add", "start", "reprice", "withdraw", "move", "drop"]), st.integers(0, 7)
            ),
            min_size=3,
            max_size=10,
        )
    )
    def test_of_random_histories(self, acts: list[tuple[str, int]]) -> None:
        zone = a_zone()
        parks = [a_unit(zone, f"park {n}") for n in range(3)]
        tree, actor = unit_tree(zone.id), console(zone)
        wanted = [
            Wanted(f"projects.{name}", H1, unit_id) for name in NAMES for unit_id in [None, *tree.parents]
        ]
        told: list[tuple[datetime, dict[Wanted, Decimal | None]]] = []

        def values(as_of: datetime | None = None) -> dict[Wanted, Decimal | None]:
            found = evaluate(wanted, actor=actor, zone=zone, tree=tree, as_of=as_of)
            return {one: reading.value for one, reading in found.items()}

        for number, (act, which) in enumerate(acts):
            moment = moment_of(new_id())
            while moment_of(new_id()) == moment:
                pass
            told.append((moment, values()))
            while moment_of(new_id()) == moment:
                pass
            projects = list(Project.objects.filter(zone=zone).order_by("id"))
            if act == "add" or not projects:
                a_new_start(parks[which % 3], f"new {number}", date(2018, 2, 1) if which % 2 else None, which)
                continue
            project = projects[which % len(projects)]
            if act == "start":
                project.actual_start = date(2018, 5, 1 + which)
            elif act == "reprice":
                Project.objects.filter(zone=zone).update(total_cny=F("total_cny") + which)
                continue
            elif act == "withdraw":
                project.withdrawn_on = date(2018, 6, 1)
            elif act == "move":
                project.unit = parks[(which + 1) % 3]
            else:
                project.delete()
                continue
            project.save()
        now_values = values()
        for moment, then in told:
            assert values(moment) == then
        assert values() == now_values
        for name in NAMES[:-1]:
            whole = now_values[Wanted(f"projects.{name}", H1)]
            parts = [now_values[Wanted(f"projects.{name}", H1, park.id)] for park in parks]
            assert whole == sum((part for part in parts if part is not None), Decimal(0))
            behind = rows_behind(Wanted(f"projects.{name}", H1), actor=actor, zone=zone)[0][1]
            amounts = [row.amount for row in behind if row.amount is not None]
            assert whole == (sum(amounts, Decimal(0)) if amounts else len(behind))
