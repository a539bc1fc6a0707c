"""Who answers on a day, when people are on leave."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guatu.grids.rules.standing_in import StandIn, Work, closes_loop, who_answers, who_stands_in

START = date(2018, 7, 1)


def on(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def leaves(draw: st.DrawFn) -> StandIn[int]:
    first = draw(st.integers(0, 10))
    away = draw(st.integers(0, 4))
    by = draw(st.integers(0, 4).filter(lambda person: person != away))
    return StandIn(away, by, on(first), on(first + draw(st.integers(0, 6))), draw(st.integers(0, 2)))


@given(st.lists(leaves(), max_size=14), st.integers(0, 4), st.integers(0, 17))
def test_without_loops_somebody_is_there_in_the_end(
    wished: list[StandIn[int]], person: int, day: int
) -> None:
    known: list[StandIn[int]] = []
    for one in wished:
        if not closes_loop(known, one):
            known.append(one)
    chain = who_stands_in(person, on(day), known)
    here = person
    for step in chain:
        assert step.away == here
        assert on(day) in step
        here = step.by
    assert not [one for one in known if one.away == here and on(day) in one]
    assert len({step.by for step in chain} | {person}) == len(chain) + 1


@given(st.lists(leaves(), max_size=10), leaves())
def test_a_loop_is_one_on_some_day(known: list[StandIn[int]], new: StandIn[int]) -> None:
    """By brute force: on one of the days of `new`, following every substitution, one comes back to who is away."""

    def comes_back(day: date) -> bool:
        seen, stack = set[int](), [new.by]
        while stack:
            person = stack.pop()
            if person == new.away:
                return True
            if person not in seen:
                seen.add(person)
                stack += [one.by for one in known if one.away == person and day in one]
        return False

    days = [new.first + timedelta(days=n) for n in range((new.last - new.first).days + 1)]
    assert closes_loop(known, new) == any(comes_back(day) for day in days)


def test_what_was_said_for_the_grid_goes_first() -> None:
    here = StandIn("a", "b", on(3), on(9), "this")
    elsewhere = StandIn("a", "c", on(1), on(9), "that")
    assert who_stands_in("a", on(5), [elsewhere, here], "this") == [here]
    assert who_stands_in("a", on(2), [elsewhere, here], "this") == [elsewhere]
    assert who_stands_in("a", on(0), [elsewhere, here], "this") == []


def test_the_worker_answers_before_the_leader_and_never_an_informant() -> None:
    leader = Work("l", "leader", on(0))
    worker = Work("w", "worker", on(5), on(8))
    second = Work("v", "worker", on(4))
    informant = Work("i", "informant", on(0))
    everybody = [informant, worker, leader, second]
    assert who_answers(everybody, on(2)) == leader
    assert who_answers(everybody, on(6)) == second
    assert who_answers([informant, worker], on(9)) is None
    assert who_answers([worker], on(8)) == worker
