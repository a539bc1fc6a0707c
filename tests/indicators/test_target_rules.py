"""The pure rules of targets."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from guatu.indicators.rules.targets import (
    EVEN_PACE,
    forecast,
    half_check,
    is_pace,
    is_reached,
    needed_a_month,
    share_due,
    sum_gap,
)

amounts = st.decimals("0.01", "100000", places=2)
paces = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(
    lambda parts: tuple(Decimal(p) / 100 for p in (*sorted(parts), 100))
)


@given(st.lists(amounts, min_size=1, max_size=8), st.decimals("-50", "50", places=2))
def test_the_gap_is_what_the_parts_lack(parts: list[Decimal], gap: Decimal) -> None:
    assert sum_gap(sum(parts) + gap, list(parts)) == gap
    assert sum_gap(sum(parts), [*parts, None]) is None
    assert sum_gap(None, list(parts)) is None
    assert sum_gap(Decimal(1), []) is None


@given(paces)
def test_the_pace_rises_from_nothing_to_the_whole(pace: tuple[Decimal, ...]) -> None:
    assert is_pace(pace)
    shares = [share_due(pace, month) for month in range(13)]
    assert (shares[0], shares[12]) == (0, 1)
    assert shares == sorted(shares)
    assert [shares[month] for month in (3, 6, 9)] == list(pace[:3])


def test_what_is_no_pace() -> None:
    for shares in (
        (Decimal(1),),
        (Decimal("0.5"), Decimal("0.4"), Decimal("0.8"), Decimal(1)),
        EVEN_PACE[:3],
    ):
        assert not is_pace(shares)
    assert not is_pace((*EVEN_PACE[:3], Decimal("0.9")))


@given(amounts, amounts, st.integers(1, 11))
def test_keeping_the_needed_rate_reaches_the_target(target: Decimal, actual: Decimal, month: int) -> None:
    needed = needed_a_month(target, actual, month)
    assert needed is not None
    assert needed >= 0
    reached = actual + needed * (12 - month)
    assert reached >= target - Decimal("0.000001")
    assert needed_a_month(target, actual, 12) is None


@given(amounts, paces, st.integers(1, 12))
def test_whoever_keeps_the_pace_is_forecast_at_the_target(
    target: Decimal, pace: tuple[Decimal, ...], month: int
) -> None:
    due = share_due(pace, month)
    told = forecast(target * due, pace, month)
    if due == 0:
        assert told is None
    else:
        assert told is not None
        assert abs(told - target) < Decimal("0.000001")


@given(amounts, amounts)
def test_half_time_half_task(target: Decimal, actual: Decimal) -> None:
    check = half_check(target, actual)
    assert check is not None
    assert check.holds == (actual * 2 >= target)
    assert check.holds or actual + check.gap == target / 2
    assert half_check(Decimal(0), actual) is None


def test_a_rank_is_the_better_the_lower() -> None:
    assert is_reached("rank", "up", Decimal(3), Decimal(2)) is True
    assert is_reached("rank", "up", Decimal(3), Decimal(4)) is False
    assert is_reached("absolute", "up", Decimal(3), Decimal(4)) is True
    assert is_reached("absolute", "down", Decimal(3), Decimal(4)) is False
    assert is_reached("growth", "up", None, Decimal(4)) is None
