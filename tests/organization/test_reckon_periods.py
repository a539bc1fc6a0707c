"""Dates, names and trees: the rules alone."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.actor import Reach
from guatu.organization.powers import powers_of, role_permissions
from guatu.organization.rules import (
    DAY,
    Period,
    RenameTooEarly,
    above,
    name_on,
    period_of_old_name,
    subtree,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 12, 31))


@st.composite
def trees(draw: st.DrawFn) -> dict[UUID, UUID | None]:
    """A tree as child → parent, one root, up to 25 units."""
    ids = [uuid4() for _ in range(draw(st.integers(1, 25)))]
    return {
        unit: None if index == 0 else ids[draw(st.integers(0, index - 1))] for index, unit in enumerate(ids)
    }


@given(trees())
def test_subtree_is_whatever_has_the_root_above_it(parents: dict[UUID, UUID | None]) -> None:
    for root in parents:
        expected = {unit for unit in parents if unit == root or root in above(parents, unit)}
        assert subtree(parents, root) == expected


@given(trees(), st.data())
def test_powers_cover_the_units_below_a_post_and_no_other(
    parents: dict[UUID, UUID | None], data: st.DataObject
) -> None:
    units = list(parents)
    posts = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(units), st.lists(st.sampled_from(sorted(role_permissions())), max_size=2)
            ),
            max_size=4,
        )
    )
    powers = powers_of(posts, parents)
    for permission in {p for permissions in role_permissions().values() for p in permissions}:
        carrying = [u for u, roles in posts if any(permission in role_permissions()[r] for r in roles)]
        reach = powers.get(permission, Reach())
        assert reach.whole_zone == any(parents[u] is None for u in carrying)
        for unit in units:
            assert reach.covers(unit) == any(u == unit or u in above(parents, unit) for u in carrying)


def test_a_post_in_a_unit_that_the_tree_lacks_reaches_nothing_else() -> None:
    root, stray = uuid4(), uuid4()
    powers = powers_of([(stray, ["office"])], {root: None})
    assert not powers["organization.manage_units"].covers(root)
    assert not powers["organization.manage_units"].whole_zone


def test_a_ring_of_units_is_walked_once() -> None:
    a, b = uuid4(), uuid4()
    assert subtree({a: b, b: a}, a) == {a, b}
    assert above({a: b, b: a}, a) == [b, a]


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_every_day_has_exactly_the_name_of_that_day(renamings: list[date], day: date) -> None:
    """Rename on some days in order, then ask for any day: the latest name that had begun by then."""
    renamings.sort()
    former: list[tuple[str, Period]] = []
    name = "name 0"
    for number, on in enumerate(renamings, start=1):
        period = period_of_old_name([p for _name, p in former], None, on)
        assert period is not None
        former.append((name, period))
        name = f"name {number}"
    expected = f"name {sum(on <= day for on in renamings)}"
    assert name_on(day, name, former) == expected
    assert sum(day in period for _name, period in former) <= 1


@given(DAYS, DAYS)
def test_a_rename_is_never_dated_before_the_last_one(first: date, second: date) -> None:
    old = period_of_old_name([], None, first)
    assert old == Period(None, first - DAY)
    if second < first:
        with pytest.raises(RenameTooEarly):
            period_of_old_name([old], None, second)
    elif second == first:
        assert period_of_old_name([old], None, second) is None
    else:
        assert period_of_old_name([old], None, second) == Period(first, second - DAY)


def test_a_name_begins_with_the_unit() -> None:
    opened = date(2015, 5, 1)
    assert period_of_old_name([], opened, date(2018, 1, 1)) == Period(opened, date(2017, 12, 31))
    with pytest.raises(RenameTooEarly):
        period_of_old_name([], opened, opened - DAY)


ENDS = st.none() | DAYS


@given(ENDS, ENDS, ENDS, ENDS)
def test_periods_overlap_where_they_share_a_day(
    a: date | None, b: date | None, c: date | None, d: date | None
) -> None:
    one, other = Period(a, b), Period(c, d)
    if one.is_backwards or other.is_backwards:
        return
    # Where they share a day, they share the first or last day of one of them, or any day at all.
    candidates = [x for x in (a, b, c, d) if x is not None] or [date(2000, 1, 1)]
    candidates += [x + timedelta(days=n) for x in list(candidates) for n in (-1, 1)]
    shared = any(x in one and x in other for x in candidates)
    assert one.overlaps(other) == shared == other.overlaps(one)
