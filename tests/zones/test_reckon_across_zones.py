"""Figures over many zones: the sum of the parts is the whole, a rate is a ratio of sums, and nothing else comes in."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.actor import SystemActor
from guatu.core.errors import InvalidInput
from guatu.core.ids import moment_of, new_id
from guatu.core.models import Zone, ZoneKind
from guatu.core.walls import closed, every_zone_open
from guatu.demo.danyang import load_danyang
from guatu.figures.across import evaluate_across
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import UnitTree, Wanted
from guatu.figures.definition import Kind
from guatu.figures.evaluating import evaluate
from guatu.figures.measuring import Measured, Tally
from guatu.figures.reading import Flag
from guatu.figures.registry import defined_figures
from guatu.organization.selectors import unit_tree
from guatu.projects.models.project import Project, ProjectYear
from guatu.zones.selectors.below import Below, zones_below
from guatu.zones.selectors.reading import read_across
from tests.builders import an_actor, console
from tests.zones.province import LISTED, PLAN, RATE, SPENT, YEAR, Land, a_place, noon, with_projects


def below(upper: Zone) -> Below:
    return zones_below(actor=console(upper), upper=upper)


def test_the_zones_make_up_the_city_and_the_cities_the_province(land: Land) -> None:
    with noon():
        here = below(land.province)
        places = [land.big, land.small, land.silent, land.single, land.north, land.south, None]
        found = read_across([Wanted(PLAN, YEAR, z.id if z else None) for z in places], here)
    values = [reading.value for reading in found.values()]
    assert values == [1000, 100, None, 400, 1100, None, 1500]


def test_a_rate_is_a_ratio_of_sums_and_no_mean_of_rates(land: Land) -> None:
    with noon():
        ids = [None, land.north.id, land.big.id, land.small.id]
        found = read_across([Wanted(RATE, YEAR, one) for one in ids], below(land.province))
    rates = [reading.value for reading in found.values()]
    assert rates == [Decimal(690) / 1500, Decimal(590) / 1100, Decimal("0.5"), Decimal("0.9")]


def test_a_zone_that_entered_nothing_is_unknown_and_missing_in_the_sum(land: Land) -> None:
    with noon():
        ids = [land.silent.id, land.south.id, None]
        silent, south, whole = read_across(
            [Wanted(LISTED, YEAR, one) for one in ids], below(land.province)
        ).values()
    assert (silent.value, south.value, whole.value) == (None, None, 5)
    assert silent.flags == south.flags == {Flag.NOTHING_ENTERED}
    assert "1 of 4 zones has entered nothing" in " ".join(map(str, whole.remarks))


def test_both_sides_of_a_rate_tell_of_the_same_zones(land: Land) -> None:
    """A plan without a word on money spent would make the rate of all too low."""
    with noon():
        with_projects(land.silent, 10_000)
        plan, spent, rate, own = read_across(
            [Wanted(name, YEAR) for name in (PLAN, SPENT, RATE)] + [Wanted(RATE, YEAR, land.silent.id)],
            below(land.province),
        ).values()
    assert (plan.value, spent.value) == (11_500, 690)
    assert rate.value == Decimal(690) / 1500
    assert Flag.PARTLY_REPORTED in rate.flags
    assert own.value is None


def test_nought_is_known_where_there_is_something_to_count_from(land: Land) -> None:
    with noon():
        Project.objects.filter(zone=land.single).update(withdrawn_on=date(2018, 1, 1))
        (reading,) = read_across([Wanted(LISTED, YEAR, land.single.id)], below(land.province)).values()
    assert reading.value == 0
    assert Flag.NOTHING_ENTERED not in reading.flags


def test_each_zone_is_judged_by_its_own_clock(land: Land) -> None:
    late = Wanted("projects.overdue_starts", YEAR, land.small.id)
    Project.objects.filter(zone=land.small).update(actual_start=None, committed_start=date(2018, 6, 1))
    ProjectYear.objects.filter(zone=land.small).update(start_class="new_start")
    for day, overdue in ((date(2018, 5, 1), 0), (date(2018, 7, 2), 1)):
        Zone.objects.filter(id=land.small.id).update(clock_date=day)
        found = read_across([late, Wanted(late.name, YEAR)], below(land.province))
        assert [reading.value for reading in found.values()] == [overdue, overdue]


def test_the_past_is_read_of_all_zones(land: Land) -> None:
    time.sleep(0.01)
    moment = moment_of(new_id())
    time.sleep(0.01)
    ProjectYear.objects.filter(zone=land.big).update(annual_plan_cny=1)
    here = below(land.province)
    assert read_across([Wanted(PLAN, YEAR)], here)[Wanted(PLAN, YEAR)].value == 503
    assert read_across([Wanted(PLAN, YEAR)], here, as_of=moment)[Wanted(PLAN, YEAR)].value == 1500


@pytest.mark.parametrize("whose", ["north", "south", "province"])
def test_nothing_that_is_not_below_comes_in(land: Land, whose: str) -> None:
    """Every zone is open, and still only those below are counted."""
    upper: Zone = getattr(land, whose)
    here = below(upper)
    with noon(), closed():
        found = read_across([Wanted(PLAN, YEAR), Wanted(PLAN, YEAR, land.foreign.id)], here)
    whole, foreign = found.values()
    assert whole.value == {"north": 1100, "south": None, "province": 1500}[whose]
    assert foreign.value in (None, 0)
    assert land.foreign.id not in {zone.id for zone in here.zones}


def test_the_number_of_queries_does_not_grow_with_the_zones(db: None) -> None:
    with noon():
        city = a_place("CC", ZoneKind.CITY)
        names = [f.name for f in defined_figures() if f.kind not in (Kind.RANK, Kind.SHARE)]
        counts = []
        for number in range(12):
            with_projects(a_place(f"Z{number}", above="CC"), 100, spent=50)
            if number in (2, 11):
                here = below(city)
                asked = [Wanted(name, YEAR, zone.id) for name in names if _told(name) for zone in here.zones]
                with CaptureQueriesContext(connection) as seen:
                    read_across(asked, here)
                counts.append(len([q for q in seen.captured_queries if "SELECT" in q["sql"]]))
    assert counts[0] == counts[1]
    sources = {f.base.source.name for f in defined_figures() if f.base is not None}
    # One for each source, of a year and of the year before; more where objects count again; and one for what is kept.
    assert counts[1] < 3 * len(sources)


def _told(name: str) -> bool:
    return YEAR.type in next(f for f in defined_figures() if f.name == name).periods


def test_figures_of_zones_themselves_are_none_of_all(land: Land) -> None:
    with pytest.raises(InvalidInput):
        read_across([Wanted("indicators.gdp", YEAR)], below(land.province))


def test_whoever_counts_across_sees_every_row() -> None:
    zone = Zone(code="X", name="X")
    actor = SystemActor("across", zone.id, frozenset({"*"}))
    assert all(f.base.source.visible(actor) is None for f in defined_figures() if f.base is not None)


def test_every_figure_says_the_same_across_as_in_its_zone(db: None) -> None:
    """The demo zone with all its life beside a small one: nothing is counted a second way."""
    zone = load_danyang()
    small = with_projects(a_place("ZS"), 100, 50, spent=90)
    upper = a_place("CC", ZoneKind.CITY)
    period = YEAR
    names = [
        f.name
        for f in defined_figures()
        if f.kind not in (Kind.RANK, Kind.SHARE) and period.type in f.periods
    ]
    tree = UnitTree({zone.id: None, small.id: None}, {}, {})
    with every_zone_open("test"):
        across = evaluate_across(
            [Wanted(name, period, one.id) for name in names for one in (zone, small)],
            zones=[zone, small],
            upper=upper,
            tree=tree,
        )
    for one in (zone, small):
        own = evaluate(
            [Wanted(name, period) for name in names], actor=console(one), zone=one, tree=unit_tree(one.id)
        )
        for name in names:
            found = across[Wanted(name, period, one.id)]
            if Flag.NOTHING_ENTERED in found.flags:
                kept_elsewhere = found.figure.base is None or found.figure.base.source.register is not None
                assert kept_elsewhere or not own[Wanted(name, period)].value, name
                continue
            assert found.value == own[Wanted(name, period)].value, (one.code, name)
            assert found.row_count == own[Wanted(name, period)].row_count, (one.code, name)


measured = st.builds(
    Measured, st.decimals(-1000, 1000, places=2), st.integers(0, 50), st.integers(0, 5), st.integers(0, 5)
)


@given(st.dictionaries(st.uuids(), measured, max_size=12), st.data())
def test_parts_add_up_to_the_whole_however_they_are_divided(
    parts: dict[object, Measured], data: st.DataObject
) -> None:
    tally = Tally(True, dict(parts))  # type: ignore[arg-type]
    cut = data.draw(st.integers(0, len(parts)))
    ids = list(parts)
    here, there = tally.of(ids[:cut]), tally.of(ids[cut:])  # type: ignore[arg-type]
    assert here + there == tally.of(None)


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1, max_size=8),
)
def test_a_ratio_of_sums_lies_between_the_least_and_the_greatest_rate(pairs: list[tuple[int, int]]) -> None:
    rates = [Decimal(part) / whole for part, whole in pairs]
    found = quotient(Decimal(sum(p for p, _ in pairs)), Decimal(sum(w for _, w in pairs)))
    assert found is not None
    tiny = Decimal("1e-20")
    assert min(rates) - tiny <= found <= max(rates) + tiny


def test_only_a_post_over_the_whole_sees_them(land: Land) -> None:
    actor = an_actor(land.north, "office")
    here = zones_below(actor=actor, upper=land.north)
    assert [zone.code for zone in here.zones] == ["ZB", "ZS"]
    assert here.cities == []
    whole = zones_below(actor=an_actor(land.province, "leader"), upper=land.province)
    assert [zone.code for zone in whole.zones] == ["ZB", "ZE", "ZS", "ZX"]
    assert [city.code for city in whole.cities] == ["CN", "CS"]
    assert whole.city_of(land.silent) == land.south
    assert whole.city_of(land.single) is None
