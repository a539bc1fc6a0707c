"""Clocks from history: worked examples around the Spring Festival of 2018, and what must always hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from guatu.calendars.choices import DeadlineUnit
from guatu.calendars.deadlines import Deadline
from guatu.calendars.official import chinese_calendar
from guatu.core.clock import CHINA
from guatu.matters.choices import ClockKind, ClockState, Move
from guatu.matters.rules.clocks import Happened, Reading, Stop, Terms, read_clock, spans, state_of

WEEK = {
    ClockKind.SIGN_FOR: Deadline(4, DeadlineUnit.WORKING_HOUR),
    ClockKind.FIRST_REPLY: Deadline(1, DeadlineUnit.WORKING_DAY),
    ClockKind.WHOLE: Deadline(5, DeadlineUnit.WORKING_DAY),
    ClockKind.SUPPORT: Deadline(2, DeadlineUnit.WORKING_DAY),
}
TERMS = Terms(WEEK, Decimal("0.8"))
PARK = uuid4()
FESTIVAL = chinese_calendar()


def when(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2018, month, day, hour, minute, tzinfo=CHINA)


def whole(
    history: list[Happened], now: datetime, stops: list[Stop] | None = None, terms: Terms = TERMS
) -> Reading:
    """The last clock of the whole time."""
    span = next(s for s in reversed(spans(history)) if s.kind is ClockKind.WHOLE)
    reading = read_clock(span, terms, stops or [], FESTIVAL, now)
    assert reading is not None
    return reading


RAISED = [Happened(Move.RAISE, when(2, 12))]


def test_five_working_days_pass_over_the_festival() -> None:
    # Monday 12 February: 13, 14, then 22, 23 and the make-up Saturday, the 24th.
    reading = whole(RAISED, when(2, 12, 10))
    assert reading.due_at == when(2, 24, 17, 30)
    assert reading.warn_at == when(2, 23, 17, 30), "four of five days"


def test_a_stop_is_a_break_for_deadline_and_time_used_alike() -> None:
    stops = [Stop(when(2, 14), when(2, 22, 9), when(3, 30))]
    reading = whole(RAISED, when(2, 22, 10), stops)
    assert reading.due_at == when(2, 26, 17, 30), "one working day later: the 14th did not count"
    assert reading.net == Decimal(2), "the 13th and the 22nd"


def test_while_it_stands_no_due_moment_is_shown() -> None:
    stops = [Stop(when(2, 13), None, when(3, 30))]
    reading = whole(RAISED, when(2, 14), stops)
    assert (reading.due_at, reading.warn_at, reading.stopped_since) == (None, None, when(2, 13))


def test_a_stop_ends_at_its_cap_by_itself() -> None:
    stops = [Stop(when(2, 13), None, when(2, 22, 17, 30))]
    reading = whole(RAISED, when(3, 20), stops)
    assert reading.stopped_since is None
    assert reading.due_at is not None
    assert reading.due_at < when(3, 20)


def test_a_day_set_by_hand_gives_back_what_was_stopped() -> None:
    terms = Terms(WEEK, Decimal("0.8"), due_on=date(2018, 3, 9))
    assert whole(RAISED, when(2, 13), terms=terms).due_at == when(3, 9, 17, 30)
    stops = [Stop(when(2, 26, 8), when(2, 27, 8), when(3, 30))]
    assert whole(RAISED, when(2, 28), stops, terms).due_at == when(3, 12, 17, 30)


def test_days_granted_come_after_the_due_day() -> None:
    terms = Terms(WEEK, Decimal("0.8"), extensions={1: 3})
    assert whole(RAISED, when(2, 13), terms=terms).due_at == when(2, 28, 17, 30), "the 26th, 27th and 28th"


def test_each_dispatch_has_its_own_time_to_sign() -> None:
    history = [
        *RAISED,
        Happened(Move.DISPATCH, when(2, 12, 10), PARK),
        Happened(Move.RETURN, when(2, 12, 11)),
        Happened(Move.DISPATCH, when(2, 13, 9), PARK),
        Happened(Move.SIGN_FOR, when(2, 13, 9, 30), PARK),
    ]
    signing = [s for s in spans(history) if s.kind is ClockKind.SIGN_FOR]
    assert [(s.ended_at, s.kept) for s in signing] == [(when(2, 12, 11), False), (when(2, 13, 9, 30), True)]


def test_a_new_round_keeps_what_the_old_one_was() -> None:
    history = [
        *RAISED,
        Happened(Move.REPORT_DONE, when(2, 28)),
        Happened(Move.CLOSE_OUT, when(3, 1)),
        Happened(Move.REOPEN, when(3, 5)),
    ]
    first, second = (s for s in spans(history) if s.kind is ClockKind.WHOLE)
    late = read_clock(first, TERMS, [], FESTIVAL, when(3, 6))
    assert late is not None
    assert late.due_at is not None
    assert late.due_at < when(2, 28), "late, and it stays late"
    assert (second.round, second.ended_at) == (2, None)


def test_overdue_comes_before_stopped() -> None:
    now = when(3, 5)
    asked = {"warn_at": None, "ended_at": None, "kept": False}
    assert state_of(now, due_at=when(3, 1), **asked) is ClockState.OVERDUE  # type: ignore[arg-type]
    assert state_of(now, due_at=None, **asked) is ClockState.STOPPED  # type: ignore[arg-type]
    missed = state_of(now, due_at=when(3, 1), warn_at=None, ended_at=when(3, 2), kept=True)
    assert missed is ClockState.MISSED


moments = st.integers(0, 60 * 24 * 60).map(lambda m: when(1, 29, 0) + timedelta(minutes=m))


@st.composite
def stop(draw: st.DrawFn) -> Stop:
    since = draw(moments)
    until = draw(st.none() | st.integers(0, 20_000).map(lambda m: since + timedelta(minutes=m)))
    return Stop(since, until, since + timedelta(minutes=draw(st.integers(1, 40_000))))


@given(moments, moments, st.lists(stop(), max_size=3), st.integers(0, 8))
def test_stops_and_extensions_never_bring_a_date_forward(
    raised: datetime, now: datetime, stops: list[Stop], days: int
) -> None:
    history = [Happened(Move.RAISE, raised)]
    past = [s for s in stops if s.since >= raised]
    plain = whole(history, max(now, raised))
    held = whole(history, max(now, raised), past, Terms(WEEK, Decimal("0.8"), extensions={1: days}))
    assert plain.due_at is not None
    if held.due_at is None:
        assert held.stopped_since is not None
    else:
        assert held.due_at >= plain.due_at
        assert held.warn_at is not None
        assert held.warn_at <= held.due_at
    assert held.net <= plain.net


@given(moments, st.lists(stop(), max_size=3))
def test_a_due_moment_lies_in_working_time(raised: datetime, stops: list[Stop]) -> None:
    reading = whole(
        [Happened(Move.RAISE, raised)], raised + timedelta(days=200), [s for s in stops if s.since > raised]
    )
    assert reading.due_at is not None
    assert FESTIVAL.is_working(reading.due_at.astimezone(CHINA).date())
