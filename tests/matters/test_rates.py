"""The fair numbers: every rate is a part of a whole, and what was not reached stands in the whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.matters.choices import ClockKind, Move, Satisfaction
from guatu.matters.rules.rates import AGES, SMALL, Figure, Rate, RateName, age_class, ageing, rates_of
from tests.matters.recount import (
    ClockFact,
    clock_figures,
    closing_figures,
    dispatch_figures,
    rating_figures,
)

FIRST = datetime(2018, 7, 1, tzinfo=UTC)
NOW = datetime(2018, 7, 31, tzinfo=UTC)
moments = st.integers(-30 * 24, 62 * 24).map(lambda hours: FIRST + timedelta(hours=hours))
clocks = st.builds(
    ClockFact,
    kind=st.sampled_from([ClockKind.WHOLE, ClockKind.FIRST_REPLY, ClockKind.SIGN_FOR]),
    due_at=st.none() | moments,
    ended_at=st.none() | moments,
    kept=st.booleans(),
)


def whole(due: datetime | None, ended: datetime | None = None, kept: bool = False) -> ClockFact:
    return ClockFact(ClockKind.WHOLE, due, ended, kept)


def day(number: int) -> datetime:
    return FIRST + timedelta(days=number - 1)


class TestOnTime:
    def test_open_and_overdue_stands_in_the_whole(self) -> None:
        assert clock_figures(whole(day(5)), FIRST, NOW) == (Figure.DUE,)

    def test_done_in_time_is_both(self) -> None:
        assert clock_figures(whole(day(5), day(5), True), FIRST, NOW) == (Figure.DUE, Figure.ON_TIME)

    def test_done_late_is_due_only(self) -> None:
        assert clock_figures(whole(day(5), day(6), True), FIRST, NOW) == (Figure.DUE,)

    def test_withdrawn_before_it_was_due_is_neither_and_afterwards_is_due(self) -> None:
        assert clock_figures(whole(day(5), day(3)), FIRST, NOW) == ()
        assert clock_figures(whole(day(5), day(7)), FIRST, NOW) == (Figure.DUE,)

    @pytest.mark.parametrize("due", [None, FIRST - timedelta(seconds=1), NOW + timedelta(seconds=1)])
    def test_what_is_stopped_or_falls_due_outside_is_not_counted(self, due: datetime | None) -> None:
        assert clock_figures(whole(due, day(2), True), FIRST, NOW) == ()

    @given(st.lists(clocks, max_size=40))
    def test_the_rate_is_kept_divided_by_all_that_fell_due(self, facts: list[ClockFact]) -> None:
        counts = dict.fromkeys(Figure, 0)
        for fact in facts:
            for figure in clock_figures(fact, FIRST, NOW):
                counts[figure] += 1
        rate = rates_of(counts)[RateName.ON_TIME]
        due = [f for f in facts if f.kind is ClockKind.WHOLE and f.due_at and FIRST <= f.due_at <= NOW]
        late = [f for f in due if f.due_at and (f.ended_at is None or f.ended_at > f.due_at)]
        kept = [f for f in due if f not in late and f.kept]
        assert (rate.part, rate.whole) == (len(kept), len(kept) + len(late))
        assert 0 <= rate.part <= rate.whole

    @given(st.lists(clocks, max_size=20), clocks)
    def test_one_more_open_overdue_matter_never_betters_the_rate(
        self, facts: list[ClockFact], more: ClockFact
    ) -> None:
        open_overdue = whole(day(9))
        assert Figure.ON_TIME not in clock_figures(open_overdue, FIRST, NOW)

        def share(all_of_them: list[ClockFact]) -> Fraction:
            found = [figure for fact in all_of_them for figure in clock_figures(fact, FIRST, NOW)]
            counts = {figure: found.count(figure) for figure in Figure}
            return rates_of(counts)[RateName.ON_TIME].share or Fraction(0)

        assert share([*facts, more, open_overdue]) <= share([*facts, more])


class TestOthers:
    def test_closed_without_being_solved_is_never_solved(self) -> None:
        assert closing_figures(Move.CLOSE_OUT) == (Figure.CLOSED, Figure.SOLVED)
        assert closing_figures(Move.CLOSE_UNSOLVED) == (Figure.CLOSED,)
        assert closing_figures(Move.WITHDRAW) == ()

    @pytest.mark.parametrize("rating", Satisfaction)
    def test_dissatisfied_is_rated_and_not_satisfied(self, rating: Satisfaction) -> None:
        satisfied = Figure.SATISFIED in rating_figures(rating)
        assert Figure.RATED in rating_figures(rating)
        assert satisfied == (rating is not Satisfaction.DISSATISFIED)

    def test_no_rating_is_none(self) -> None:
        assert rating_figures("") == ()

    @given(st.lists(st.sampled_from(Move)))
    def test_a_dispatch_was_right_where_it_neither_came_back_nor_went_on(self, later: list[Move]) -> None:
        figures = dispatch_figures(later)
        assert Figure.DISPATCHED in figures
        assert (Figure.RETURNED in figures) == (Move.RETURN in later)
        assert (Figure.RIGHT in figures) == (not {Move.RETURN, Move.TRANSFER} & set(later))

    @given(st.lists(st.integers(0, 500)))
    def test_every_open_matter_has_one_age(self, days: list[int]) -> None:
        assert sum(ageing(days)) == len(days)
        for age in days:
            place = age_class(age)
            assert AGES[place] is None or age <= (AGES[place] or 0)
            assert place == 0 or age > (AGES[place - 1] or 0)

    def test_small_numbers_are_counts(self) -> None:
        assert Rate(1, SMALL - 1).is_small
        assert not Rate(0, SMALL).is_small
        assert Rate(0, 0).share is None
        assert Rate(1, 4).share == Fraction(1, 4)
