"""Pure rules: moves, amounts, the closing check, ages, the same-year rate."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guatu.investment.choices import Stage
from guatu.investment.rules.ageing import BOUNDS, age_class, conversions
from guatu.investment.rules.amounts import CURRENCIES, Measure, summed
from guatu.investment.rules.closing import Part, closing_of
from guatu.investment.rules.same_year import same_year
from guatu.investment.rules.stages import MOVES, WAY, furthest, may_move, needs_reason, stage_on

days = st.dates(date(2017, 1, 1), date(2019, 12, 31))
amounts = st.decimals(0, 10**12, places=2, allow_nan=False)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[date, Stage]]:
    """A way through the table of moves, with days that never go back."""
    current: Stage | None = None
    day = draw(days)
    found = []
    for _step in range(draw(st.integers(0, 8))):
        current = draw(st.sampled_from(sorted(MOVES[current])))
        found.append((day, current))
        day += timedelta(days=draw(st.integers(0, 40)))
    return found


@given(histories(), days)
def test_the_stage_of_a_day_is_the_last_entry_by_then(history: list[tuple[date, Stage]], day: date) -> None:
    known = [stage for on, stage in history if on <= day]
    assert stage_on(day, history) == (known[-1] if known else None)


@given(histories())
def test_a_history_skips_no_stage_on_the_way_down(history: list[tuple[date, Stage]]) -> None:
    stages = [stage for _on, stage in history]
    for before, after in pairwise(stages):
        assert may_move(before, after)
        assert before != after
        if after in WAY and before in WAY:
            assert WAY.index(after) == WAY.index(before) + 1
    reached = furthest(stages)
    assert (reached is None) == (not any(stage in WAY for stage in stages))


def test_dropping_and_taking_up_again_are_explained() -> None:
    assert needs_reason(Stage.NEGOTIATING, Stage.DROPPED)
    assert needs_reason(Stage.DROPPED, Stage.NEGOTIATING)
    assert not needs_reason(Stage.NEGOTIATING, Stage.SIGNED)
    assert not may_move(Stage.LANDED, Stage.NEGOTIATING)


@given(st.lists(st.tuples(st.none() | amounts, st.sampled_from(CURRENCIES), st.booleans())))
def test_currencies_are_never_added_to_each_other(rows: list[tuple[Decimal | None, str, bool]]) -> None:
    total = summed(Measure(amount, currency, at_least=over) for amount, currency, over in rows)
    for currency in CURRENCIES:
        known = [a for a, c, _o in rows if c == currency and a is not None]
        assert total.of(currency) == sum(known, Decimal(0))
    assert total.known + total.unknown == len(rows)
    has_dollars = any(c == "USD" and a is not None for a, c, _o in rows)
    assert (total.in_cny is None) == has_dollars, "no rate, no value in yuan"
    assert total.at_least == any(over for a, _c, over in rows if a is not None)


@given(amounts, st.decimals("0.000001", 20, places=6))
def test_a_dollar_is_worth_its_rate(amount: Decimal, rate: Decimal) -> None:
    measure = Measure(amount, "USD", rate, date(2018, 6, 15))
    assert not measure.faults()
    worth = measure.in_cny
    assert worth is not None
    assert abs(worth - amount * rate) <= Decimal("0.005")


def test_a_rate_has_its_day_and_belongs_to_foreign_money() -> None:
    assert Measure(Decimal(1), "USD", Decimal("6.4")).faults() == {"rate"}
    assert Measure(Decimal(1), "CNY", Decimal(1), date(2018, 1, 1)).faults() == {"rate"}
    assert Measure(Decimal(1), "USD", Decimal(0), date(2018, 1, 1)).faults() == {"rate"}
    assert Measure(Decimal(-1), "EUR").faults() == {"negative", "currency"}


def test_the_published_breakdown_does_not_close_in_number_but_in_money() -> None:
    parts = [
        Part(label, count, Decimal(amount))
        for label, count, amount in (
            ("汽车", 5, "13.9"),
            ("新能源", 5, "47.11"),
            ("医疗", 3, "5.77"),
            ("其他", 2, "8.94"),
        )
    ]
    counts, money = closing_of(20, Decimal("75.72"), parts)
    assert (counts.holds, counts.added, counts.difference) == (False, 15, 5)
    assert (money.holds, money.added, money.difference) == (True, Decimal("75.72"), 0)


@given(st.lists(st.tuples(st.integers(0, 50), amounts), min_size=1), st.integers(0, 3))
def test_what_adds_up_holds_and_what_does_not_does_not(rows: list[tuple[int, Decimal]], off: int) -> None:
    parts = [Part("x", count, amount) for count, amount in rows]
    count, amount = sum(c for c, _a in rows), sum((a for _c, a in rows), Decimal(0))
    counts, money = closing_of(count + off, amount, parts)
    assert counts.holds == (off == 0)
    assert money.holds is True
    at_least, _money = closing_of(max(count - off, 0), None, parts, at_least=True)
    assert at_least.holds is True, "of “over 15” there may be 16"


def test_nothing_is_said_of_what_is_not_stated() -> None:
    counts, money = closing_of(20, None, [Part("x", 5), Part("y", None)])
    assert counts.holds is None
    assert money.holds is None
    assert closing_of(20, Decimal(1), [])[0].holds is None


@given(days, st.integers(0, 400))
def test_ages_fall_in_one_class(since: date, age: int) -> None:
    place = age_class(since, since + timedelta(days=age))
    assert 0 <= place <= len(BOUNDS)
    assert place == len(BOUNDS) or age <= BOUNDS[place]
    assert place == 0 or age > BOUNDS[place - 1]


@given(st.lists(st.sampled_from(WAY)))
def test_conversions_multiply_to_the_share_that_landed(reached: list[Stage]) -> None:
    rates = conversions(reached)
    product = Fraction(1)
    for stage in WAY[1:]:
        rate = rates[stage]
        if rate is None:
            return
        assert 0 <= rate <= 1
        product *= rate
    assert product == Fraction(reached.count(Stage.LANDED), len(reached))


@given(st.lists(st.tuples(days, st.none() | days)), days)
def test_the_same_year_rate_counts_only_its_year(rows: list[tuple[date, date | None]], as_of: date) -> None:
    found = same_year(2018, rows, as_of)
    assert 0 <= found.enrolled <= found.signed
    assert found.signed == sum(s.year == 2018 and s <= as_of for s, _e in rows)
    assert (found.rate is None) == (found.signed == 0)
    late = same_year(2018, [(s, date(2019, 1, 1)) for s, _e in rows], date(2019, 12, 31))
    assert late.enrolled == 0
