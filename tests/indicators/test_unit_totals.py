"""What units report adds up to the zone where the zone itself reports nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.actor import Actor
from guatu.figures.asking import Wanted
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Flag, Reading
from guatu.indicators.choices import Qualifier
from guatu.indicators.rules.totals import total_below, total_of
from guatu.indicators.use_cases.record_reading import record_reading
from guatu.organization.models import Unit
from tests.builders import the_root
from tests.indicators.indicator_builders import JUNE, Cast, a_set, an_indicator, stated

VALUE = Wanted("indicators.dispatched_investment", JUNE)


def told(cast: Cast, actor: Actor | None = None, wanted: Wanted = VALUE) -> Reading:
    return evaluate([wanted], actor=actor or cast.office, zone=cast.zone)[wanted]


def reported(cast: Cast, unit: Unit, value: str, on: date = date(2018, 7, 3), **more: object) -> None:
    record_reading(
        actor=cast.statistician,
        indicator=an_indicator(cast.zone, "dispatched_investment"),
        unit=unit,
        period=JUNE,
        stated=stated(value, on=on, **more),
    )


@pytest.mark.django_db
def test_the_units_make_the_zone(cast: Cast) -> None:
    a_set(cast)
    assert told(cast).value is None
    reported(cast, cast.park, "10.5")
    partly = told(cast)
    assert partly.value == Decimal("1050000000")
    assert [r.text for r in partly.remarks if r.flag is Flag.PARTLY_REPORTED] == ["1 of 2 units"]
    reported(cast, cast.other, "4", provisional=True, qualifier=Qualifier.OVER)
    whole = told(cast)
    assert (whole.number, whole.row_count) == ("14.50", 2)
    assert whole.flags == {Flag.DISPATCH, Flag.PROVISIONAL, Flag.LOWER_BOUND}
    [(_figure, rows)] = rows_behind(VALUE, actor=cast.office, zone=cast.zone)
    assert {row.label: row.amount for row in rows} == {cast.park.name: Decimal("10.5"), cast.other.name: 4}
    assert told(cast, wanted=VALUE.of("indicators.dispatched_investment_growth")).value is None


@pytest.mark.django_db
def test_what_the_zone_states_wins_and_a_different_sum_is_told(cast: Cast) -> None:
    a_set(cast)
    reported(cast, the_root(cast.zone), "15")
    reported(cast, cast.park, "10.5")
    assert (told(cast).number, told(cast).flags) == ("15.00", {Flag.DISPATCH})
    reported(cast, cast.other, "4")
    found = told(cast)
    assert found.number == "15.00"
    assert [r.text for r in found.remarks if r.flag is Flag.CONFLICT] == ["the units make 14.50"]


@pytest.mark.django_db
def test_a_unit_does_not_learn_of_others_by_a_sum(cast: Cast) -> None:
    a_set(cast)
    reported(cast, cast.park, "10.5")
    reported(cast, cast.other, "4")
    found = told(cast, cast.clerk)
    assert (found.number, Flag.ROWS_HIDDEN in found.flags) == ("10.50", True)


@pytest.mark.django_db
def test_an_indicator_that_does_not_add_up_has_no_total(cast: Cast) -> None:
    indicator = an_indicator(cast.zone, "dispatched_investment")
    indicator.adds_up = False
    indicator.save()
    reported(cast, cast.park, "10.5")
    assert told(cast).value is None


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[int, list[int]], dict[int, Decimal], set[int]]:
    """A tree of up to twelve units (0 the root), values of some, some that are expected."""
    count = draw(st.integers(1, 12))
    children: dict[int, list[int]] = {}
    for unit in range(1, count):
        children.setdefault(draw(st.integers(0, unit - 1)), []).append(unit)
    some = st.sets(st.integers(0, count - 1))
    values = {unit: draw(st.decimals(-1000, 1000, places=2)) for unit in draw(some)}
    return children, values, draw(some)


@given(trees())
def test_parts_add_up_to_wholes(tree: tuple[dict[int, list[int]], dict[int, Decimal], set[int]]) -> None:
    children, values, expected = tree
    everyone = {0, *(unit for below in children.values() for unit in below)}
    for unit in everyone:
        whole = total_below(unit, children=children, values=values, expected=expected)
        parts = [
            total_of(child, children=children, values=values, expected=expected)
            for child in children.get(unit, ())
        ]
        known = [part.value for part in parts if part.value is not None]
        assert whole.value == (sum(known, Decimal(0)) if known else None)
        assert whole.expected == sum(part.expected for part in parts)
        # Each value is counted once, and a unit is either counted or missing.
        assert len(set(whole.units)) == len(whole.units)
        assert not set(whole.units) & set(whole.missing)
        if whole.units:
            assert whole.value == sum((values[one] for one in whole.units), Decimal(0))
        assert set(whole.missing) <= expected
