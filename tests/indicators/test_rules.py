"""The pure rules: periods, growth, expressions, checks, definitions, values as offices write them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.calendars.rules import seven_by_twenty_four
from guatu.core.periods import Period
from guatu.indicators.choices import CheckKind, EntryMove, EntryStatus, Periodicity, Qualifier, Severity
from guatu.indicators.rules.checks import Check, judge, judge_all
from guatu.indicators.rules.definitions import conflicts
from guatu.indicators.rules.expressions import At, NotUnderstood, Ref, evaluate, parse, refs_of
from guatu.indicators.rules.growth import compare, computed_growth, implied_base
from guatu.indicators.rules.moves import TABLE, after, is_allowed
from guatu.indicators.rules.periods import before, fits, months_of, of_days, periods_of, plain, year_before
from guatu.indicators.rules.stated_values import read_value
from guatu.indicators.rules.windows import Door, window_of

months = st.tuples(st.integers(2000, 2090), st.integers(1, 12), st.integers(1, 12)).map(
    lambda t: months_of(t[0], min(t[1:]), max(t[1:]))
)


@given(months)
def test_a_period_is_known_by_its_days(period: Period) -> None:
    assert plain(Period.parse(period.text)) == period
    assert of_days(period.first, period.last) == period


@given(months)
def test_a_year_before_is_the_same_months(period: Period) -> None:
    earlier = year_before(period)
    assert (earlier.first.month, earlier.last.month) == (period.first.month, period.last.month)
    assert earlier.first.year == period.first.year - 1


@given(months)
def test_the_period_before_ends_the_day_before(period: Period) -> None:
    assert before(period).last == period.first - timedelta(days=1)
    length = period.last.month - period.first.month
    if period.first.month > length + 1:
        assert before(period).last.month - before(period).first.month == length


def test_periods_of_a_rhythm() -> None:
    assert [str(p) for p in periods_of(2018, "quarter", to_date=True)] == [
        "2018Q1", "2018H1", "2018M01-M09", "2018",
    ]  # fmt: skip
    assert [str(p) for p in periods_of(2018, "half", to_date=False)] == ["2018H1", "2018H2"]
    assert str(year_before(Period.parse("2018W23"))) == "2017W23"
    assert str(before(Period.parse("2018W01"))) == "2017W52"
    assert fits(Period.parse("2018M01-M05"), "month", to_date=True)
    assert not fits(Period.parse("2018M05"), Periodicity.MONTH, to_date=True)


def test_growth_of_the_published_half_year() -> None:
    assert implied_base(Decimal("187.58"), Decimal("0.143"), 2) == Decimal("164.11")
    assert implied_base(Decimal("45950"), Decimal("0.136"), 0) == Decimal("40449")
    assert implied_base(Decimal("40600"), Decimal("0.141"), 0) == Decimal("35583")
    assert not compare(Decimal("187.58"), Decimal("0.143"), Decimal("164.11"), places=2).differs
    wrong = compare(Decimal("187.58"), Decimal("0.143"), Decimal("170"), places=2)
    assert wrong.differs
    assert wrong.difference is not None
    assert wrong.difference > 0
    assert (
        compare(Decimal("179.74"), Decimal("0.045"), Decimal("100"), places=2, real=True).implied_base is None
    )
    assert computed_growth(Decimal(1), Decimal(0)) is None


@given(st.decimals("1", "99999", places=4), st.decimals("1", "99999", places=4))
def test_true_growth_never_differs(value: Decimal, base: Decimal) -> None:
    """Whatever is rounded for printing, a growth that was computed from the unrounded values is not reproached."""
    cent = Decimal("0.01")
    growth = (value / base - 1).quantize(Decimal("0.001"), ROUND_HALF_UP)
    printed = value.quantize(cent, ROUND_HALF_UP), base.quantize(cent, ROUND_HALF_UP)
    assert not compare(printed[0], growth, printed[1], places=2).differs


def test_expressions() -> None:
    assert refs_of(parse("export + import@previous - 2*gdp")) == [
        Ref("export"),
        Ref("import", At.PREVIOUS),
        Ref("gdp"),
    ]
    values = {"a": Decimal(3), "b": Decimal(4)}
    assert evaluate(parse("2*a - b + 1.5"), lambda r: values.get(r.code)) == Decimal("3.5")
    assert evaluate(parse("a + c"), lambda r: values.get(r.code)) is None
    for text in ("", "a b", "a@nowhere", "a +", "A", "a ** b"):
        with pytest.raises(NotUnderstood):
            parse(text)


@given(st.lists(st.tuples(st.integers(-99, 99), st.sampled_from("abc")), min_size=1, max_size=6))
def test_an_expression_is_the_sum_of_its_terms(terms: list[tuple[int, str]]) -> None:
    text = " ".join(f"{'-' if n < 0 else '+'} {abs(n)}*{code}" for n, code in terms)
    values = {"a": Decimal(1), "b": Decimal(10), "c": Decimal(100)}
    assert evaluate(parse(text), lambda ref: values[ref.code]) == sum(n * values[c] for n, c in terms)


def a_check(left: str, operator: str = "<=", right: str = "b", **values: object) -> Check:
    given: dict[str, object] = {
        "code": "x", "number": 1, "kind": "compare", "left": left, "operator": operator, "right": right,
        "limit": None, "severity": "error", "instruction": "…",
    }  # fmt: skip
    return Check.read(**(given | values))  # type: ignore[arg-type]


def test_checks() -> None:
    values = {"a": Decimal(5), "b": Decimal(4), "a@previous": Decimal(2)}

    def lookup(ref: Ref) -> Decimal | None:
        return values.get(str(ref))

    found = judge(a_check("a"), lookup)
    assert found is not None
    assert (found.left, found.right, found.is_error) == (5, 4, True)
    assert judge(a_check("a"), lookup, tolerance=Decimal(1)) is None
    assert judge(a_check("a", ">=", "a@previous"), lookup) is None
    assert judge(a_check("a", "==", "c"), lookup) is None  # not known
    jump = a_check("a", "", "", kind=CheckKind.JUMP, limit=Decimal("0.5"), severity=Severity.WARNING)
    told = judge(jump, lookup)
    assert told is not None
    assert told.share == Decimal("1.5")
    assert [f.is_error for f in judge_all([jump, a_check("a")], lookup)] == [True, False]
    assert a_check("a@units", "==", "b").codes == {"b"}


@dataclass
class Said:
    valid_from: date
    valid_to: date | None
    text: str
    formula: str = ""


def test_definitions_contradict_each_other_only_while_both_hold() -> None:
    one = Said(date(2018, 1, 1), date(2018, 12, 31), "含农户")
    other = Said(date(2018, 7, 1), None, "不含农户")
    later = Said(date(2019, 1, 1), None, "不含农户")
    assert conflicts([one, other, later]) == [(0, 1)]


@pytest.mark.parametrize(
    ("text", "number", "qualifier"),
    [
        ("179.74", "179.74", Qualifier.EXACT),
        ("约1,100", "1100", Qualifier.ABOUT),
        ("超15", "15", Qualifier.OVER),
        ("15以上", "15", Qualifier.OVER),
        ("不到3.5", "3.5", Qualifier.UNDER),
        ("不低于20", "20", Qualifier.OVER),
        ("数十", None, Qualifier.TEXT),
        ("前列", None, Qualifier.TEXT),
    ],
)
def test_values_as_offices_write_them(text: str, number: str | None, qualifier: Qualifier) -> None:
    value = read_value(text)
    assert value is not None
    assert value.number == (None if number is None else Decimal(number))
    assert value.qualifier == qualifier
    assert read_value("  ") is None


def test_windows_count_working_days() -> None:
    calendar = seven_by_twenty_four()
    window = window_of(Period.parse("2018M01-M05"), calendar, opens_after=1, closes_after=5, remind_before=2)
    assert (window.opens_on, window.remind_on, window.closes_on) == (
        date(2018, 6, 1),
        date(2018, 6, 3),
        date(2018, 6, 5),
    )
    assert window.door(date(2018, 5, 31)) is Door.NOT_YET
    assert window.door(date(2018, 6, 5)) is Door.OPEN
    assert window.door(date(2018, 6, 6)) is Door.CLOSED
    assert window.door(date(2018, 6, 6), date(2018, 6, 8)) is Door.LATE


def test_every_state_can_be_left_and_approval_needs_review() -> None:
    for status in EntryStatus:
        assert any(is_allowed(move, status) for move in EntryMove), status
    assert not is_allowed(EntryMove.APPROVE, EntryStatus.SUBMITTED)
    assert after(EntryMove.REOPEN, EntryStatus.APPROVED) == EntryStatus.RETURNED
    assert set(TABLE) == set(EntryMove)
