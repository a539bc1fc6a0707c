"""The limit on disturbing, against its definition counted out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guatu.enterprises.rules.visit_limit import VisitLimit, in_the_way, next_free_day

FIRST = date(2018, 7, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
limits = st.builds(VisitLimit, st.integers(1, 4), st.integers(1, 40))


def kept(visits: list[date], limit: VisitLimit) -> bool:
    """By the definition: no `days` days that follow each other hold more than `visits`."""
    return all(
        sum(start <= day < start + timedelta(days=limit.days) for day in visits) <= limit.visits
        for start in visits
    )


@st.composite
def kept_visits(draw: st.DrawFn) -> tuple[list[date], VisitLimit]:
    """Visits that were planned one after another under the limit, in any order."""
    limit, visits = draw(limits), []
    for day in draw(st.lists(days, max_size=10)):
        if kept([*visits, day], limit):
            visits.append(day)
    return visits, limit


@given(kept_visits(), days)
def test_refused_exactly_where_the_limit_would_be_broken(
    given: tuple[list[date], VisitLimit], day: date
) -> None:
    visits, limit = given
    standing = in_the_way(visits, day, limit)
    assert (not standing) == kept([*visits, day], limit)
    assert set(standing) <= set(visits)
    assert not standing or len(standing) >= limit.visits


@given(kept_visits(), days)
def test_the_next_free_day_is_the_first(given: tuple[list[date], VisitLimit], day: date) -> None:
    visits, limit = given
    free = next_free_day(visits, day, limit)
    assert free >= day
    assert kept([*visits, free], limit)
    for number in range((free - day).days):
        assert not kept([*visits, day + timedelta(days=number)], limit)


def test_two_in_thirty_days() -> None:
    visits = [date(2018, 7, 3), date(2018, 7, 20)]
    limit = VisitLimit(2, 30)
    assert in_the_way(visits, date(2018, 7, 25), limit) == visits
    assert next_free_day(visits, date(2018, 7, 25), limit) == date(2018, 8, 2)
    assert in_the_way(visits, date(2018, 8, 2), limit) == []
