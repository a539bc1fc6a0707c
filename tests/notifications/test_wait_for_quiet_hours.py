"""Quiet hours delay a message and never drop it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.clock import CHINA
from guatu.notifications.rules import (
    PAUSES,
    USUAL_QUIET,
    QuietHours,
    digest_is_due,
    first_moment_allowed,
    pause_after,
)

# Of which day and year it is nothing hangs: China has had no summer time since 1991.
moments = st.integers(1_200_000_000, 2_200_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
hours = st.builds(QuietHours, st.times(), st.times())


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2018, 7, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "quiet", "allowed"),
    [
        (at(21, 59), USUAL_QUIET, at(21, 59)),
        (at(22), USUAL_QUIET, at(7, day=3)),
        (at(23, 30), USUAL_QUIET, at(7, day=3)),
        (at(0, 10), USUAL_QUIET, at(7)),
        (at(6, 59), USUAL_QUIET, at(7)),
        (at(7), USUAL_QUIET, at(7)),
        (at(12, 30), QuietHours(time(12), time(13)), at(13)),
        (at(23, 30), QuietHours(time(12), time(13)), at(23, 30)),
        (at(23, 30), QuietHours(time(0), time(0)), at(23, 30)),
    ],
)
def test_waits_until_they_end(moment: datetime, quiet: QuietHours, allowed: datetime) -> None:
    assert first_moment_allowed(moment, quiet) == allowed


@given(moments, hours)
def test_never_rings_within_them_and_never_waits_a_day(moment: datetime, quiet: QuietHours) -> None:
    allowed = first_moment_allowed(moment, quiet)
    assert moment <= allowed < moment + timedelta(days=1)
    assert not quiet.hold(allowed.astimezone(CHINA).time())
    assert first_moment_allowed(allowed, quiet) == allowed


@given(moments, hours)
def test_waits_no_longer_than_they_last(moment: datetime, quiet: QuietHours) -> None:
    allowed = first_moment_allowed(moment, quiet)
    if allowed > moment:
        assert allowed.astimezone(CHINA).time() == quiet.end
        assert quiet.hold((allowed - timedelta(microseconds=1)).astimezone(CHINA).time())
    else:
        assert not quiet.hold(moment.astimezone(CHINA).time())


@given(moments, hours)
def test_what_is_urgent_passes(moment: datetime, quiet: QuietHours) -> None:
    assert first_moment_allowed(moment, quiet, urgent=True) == moment


@given(st.integers(1, 100))
def test_pauses_grow_until_it_is_given_up(attempts: int) -> None:
    pause, next_pause = pause_after(attempts), pause_after(attempts + 1)
    if pause is None:
        assert attempts > len(PAUSES)
        assert next_pause is None
    elif next_pause is not None:
        assert next_pause > pause


def test_a_digest_is_due_on_a_working_day_from_its_hour_on() -> None:
    assert not digest_is_due(at(8, 29), time(8, 30), working_day=True)
    assert digest_is_due(at(8, 30), time(8, 30), working_day=True)
    assert digest_is_due(at(17), time(8, 30), working_day=True)
    assert not digest_is_due(at(17), time(8, 30), working_day=False)
