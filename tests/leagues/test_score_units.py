"""The rules of league tables, against brute force and for what must always hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.leagues.choices import CutRounding, Grouping, Method, Missing, Tie, WhyUnranked
from guatu.leagues.rules.book import Book, Criterion, Cut, Step, faults_of, from_json, to_json
from guatu.leagues.rules.ranking import grades, places, units_within
from guatu.leagues.rules.scoring import Value, exact_score, rounded, score_group, yard_of

D = Decimal
numbers = st.decimals(min_value=0, max_value=50, places=1, allow_nan=False)
Group = dict[str, dict[str, Value]]


@st.composite
def criteria(draw: st.DrawFn, key: str, weight: Decimal) -> Criterion:
    method = draw(st.sampled_from(list(Method)))
    higher = draw(st.booleans())
    ats = sorted(draw(st.sets(numbers, min_size=1, max_size=3)), reverse=not higher)
    shares = sorted(draw(st.lists(st.sampled_from([D("0.3"), D("0.6"), D(1)]), min_size=3, max_size=3)))
    extra = method in (Method.BONUS, Method.PENALTY)
    return Criterion(
        key=key,
        figure="projects.listed",
        weight=weight,
        method=Method.BEST if extra else method,
        higher_is_better=higher,
        base=draw(st.sampled_from([D(1), D(7), D("33.3")])),
        most=draw(st.sampled_from([D(1), D("1.5")])),
        steps=tuple(Step(at, share) for at, share in zip(ats, shares, strict=False)),
        minimum=draw(st.sampled_from([0, 0, 3])),
        missing=draw(st.sampled_from(list(Missing))),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    weights = draw(st.sampled_from([(100,), (60, 40), (45, 35, 20)]))
    chosen = [draw(criteria(f"c{n}", D(weight))) for n, weight in enumerate(weights, 1)]
    if draw(st.booleans()):
        method = draw(st.sampled_from([Method.BONUS, Method.PENALTY]))
        chosen.append(
            Criterion(
                "x", "projects.listed", D(5), method, method == Method.BONUS, base=D(1), points=D("0.5")
            )
        )
    tie = draw(st.sampled_from(list(Tie)))
    return Book(
        tuple(chosen),
        types=("park",),
        tie=tie,
        tie_key="c1",
        places=draw(st.integers(0, 3)),
        cuts=(Cut("A", D("0.2")), Cut("B", D("0.6"))),
        last_grade="C",
        cut_rounding=draw(st.sampled_from(list(CutRounding))),
    )


@st.composite
def groups(draw: st.DrawFn, book: Book, *, complete: bool = False) -> Group:
    count = draw(st.integers(1, 7))
    value = numbers if complete else st.one_of(st.none(), numbers)
    rows = st.just(9) if complete else st.integers(0, 6)
    return {f"u{n}": {one.key: Value(draw(value), draw(rows)) for one in book.criteria} for n in range(count)}


def placed(book: Book, group: Group) -> dict[str, int]:
    return places(book, score_group(book, group), group)


@given(st.data())
def test_places_are_one_more_than_those_who_are_better(data: st.DataObject) -> None:
    book = data.draw(books())
    group = data.draw(groups(book))
    scored = score_group(book, group)
    found = places(book, scored, group)
    ranked = [key for key, one in scored.items() if one.unranked is None]
    assert set(found) == set(ranked)

    def better(a: str, b: str) -> bool:
        if scored[a].total != scored[b].total or book.tie == Tie.SHARED:
            return scored[a].total > scored[b].total
        mine, theirs = group[a]["c1"].value, group[b]["c1"].value
        if mine is None or theirs is None:
            return mine is not None and theirs is None
        return mine > theirs if book.by_key["c1"].higher_is_better else mine < theirs

    for key in ranked:
        assert found[key] == 1 + sum(better(other, key) for other in ranked)


@given(st.data())
def test_the_order_of_units_does_not_matter(data: st.DataObject) -> None:
    book = data.draw(books())
    group = data.draw(groups(book))
    shuffled = {key: group[key] for key in data.draw(st.permutations(list(group)))}
    assert score_group(book, shuffled) == score_group(book, group)
    assert placed(book, shuffled) == placed(book, group)
    assert grades(book, placed(book, shuffled)) == grades(book, placed(book, group))


@given(st.data())
def test_a_better_value_never_lowers_the_place(data: st.DataObject) -> None:
    book = data.draw(books())
    group = data.draw(groups(book, complete=True))
    key = data.draw(st.sampled_from(sorted(group)))
    criterion = data.draw(st.sampled_from(book.criteria))
    value = group[key][criterion.key].value
    assert value is not None
    by = data.draw(numbers)
    improved = value + by if criterion.higher_is_better else max(value - by, D(0))
    after = group | {key: group[key] | {criterion.key: Value(improved, 9)}}
    assert placed(book, after)[key] <= placed(book, group)[key]


@given(st.data())
def test_a_total_lies_within_the_weights_and_is_what_the_scores_make(data: st.DataObject) -> None:
    book = data.draw(books())
    group = data.draw(groups(book, complete=True))
    for one in score_group(book, group).values():
        assert one.total == sum(one.scores.values(), D(0))  # type: ignore[arg-type]
        for key, score in one.scores.items():
            criterion = book.by_key[key]
            assert score is not None
            most = criterion.weight * (criterion.most if criterion.method == Method.BASE else 1)
            assert abs(score) <= rounded(Fraction(most), book.places)


@given(st.data())
def test_too_few_rows_are_not_ranked_and_no_yardstick_for_others(data: st.DataObject) -> None:
    book = data.draw(books())
    group = data.draw(groups(book, complete=True))
    first = replace(book.criteria[0], minimum=3)
    book = replace(book, criteria=(first, *book.criteria[1:]))
    giant = {one.key: Value(D(1000) if one.higher_is_better else D(0), 2) for one in book.criteria}
    scored = score_group(book, group | {"giant": giant})
    assert scored["giant"].unranked == WhyUnranked.FEW
    assert scored["giant"].at == first.key
    assert {key: scored[key] for key in group} == score_group(book, group)


@given(st.fractions(min_value=-99, max_value=99), st.integers(0, 3))
def test_rounding_is_that_of_decimals(exact: Fraction, digits: int) -> None:
    shown = D(exact.numerator * 10**12 // exact.denominator).scaleb(-12)
    if shown * 10**9 == int(shown * 10**9) and Fraction(shown) == exact:
        assert rounded(exact, digits) == shown.quantize(D(1).scaleb(-digits), ROUND_HALF_UP)
    assert abs(Fraction(rounded(exact, digits)) - exact) <= Fraction(1, 2 * 10**digits)


@given(st.lists(numbers, min_size=1, max_size=9), st.booleans())
def test_place_by_criterion_is_counted(values: list[Decimal], higher: bool) -> None:
    criterion = Criterion("k", "f", D(100), Method.RANK, higher)
    yard = yard_of(criterion, values)
    for value in values:
        better = sum(1 for other in values if (other > value if higher else other < value))
        assert yard.place(value, higher_is_better=higher) == better + 1
        assert exact_score(criterion, value, yard) == Fraction(100 * (len(values) - better), len(values))


@given(st.integers(0, 500), st.sampled_from([D("0.2"), D("0.05"), D("0.6"), D(1)]))
def test_a_share_of_units_is_rounded_as_declared(count: int, share: Decimal) -> None:
    down, up, half = (units_within(share, count, one) for one in CutRounding)
    assert down <= half <= up <= down + 1
    assert down <= share * count <= up


def test_who_shares_the_last_place_within_a_cut_is_in() -> None:
    book = Book((), cuts=(Cut("A", D("0.2")),), last_grade="B", cut_rounding=CutRounding.FLOOR)
    found = {f"u{n}": place for n, place in enumerate([1, 2, 2, 4, 5, 6, 7, 8, 9, 10])}
    assert [key for key, grade in grades(book, found).items() if grade == "A"] == ["u0", "u1", "u2"]


def test_huaian_adds_up_values_by_their_base() -> None:
    """45 × tax ÷ base + 35 × sales ÷ base + 20 × green ÷ base, with a bonus."""
    book = Book(
        (
            Criterion("tax", "f", D(45), Method.BASE, base=D(20), most=D("1.5")),
            Criterion("sales", "f", D(35), Method.BASE, base=D(300), most=D("1.5")),
            Criterion("green", "f", D(20), Method.BASE, False, base=D(2), most=D("1.5")),
            Criterion("award", "f", D(3), Method.BONUS, base=D(1), points=D(2)),
        ),
        types=("park",),
    )
    values = {"tax": Value(D(25)), "sales": Value(D(240)), "green": Value(D(4)), "award": Value(D(5))}
    scored = score_group(book, {"e": values})["e"]
    assert scored.scores == {"tax": D("56.25"), "sales": D("28.00"), "green": D("10.00"), "award": D("3.00")}
    assert scored.total == D("97.25")


def test_what_is_left_out_makes_the_others_weigh_more() -> None:
    book = Book(
        (
            Criterion("a", "f", D(60), Method.BASE, base=D(10)),
            Criterion("b", "f", D(40), Method.BASE, base=D(10), missing=Missing.LEFT_OUT),
        ),
        types=("park",),
    )
    scored = score_group(book, {"u": {"a": Value(D(5)), "b": Value(None)}, "v": {"b": Value(D(5))}})
    assert scored["u"].total == D("50.00")
    assert scored["u"].scores["b"] is None
    assert scored["v"].total == D("20.00")


@given(books())
def test_rules_are_read_back_as_they_were_written(book: Book) -> None:
    assert from_json(to_json(book)) == book


@pytest.mark.parametrize(
    ("book", "place"),
    [
        (Book(()), "criteria"),
        (Book((Criterion("a", "f", D(99)),), types=("park",)), "criteria"),
        (Book((Criterion("a", "f", D(100)),)), "types"),
        (Book((Criterion("a", "f", D(100)),), Grouping.NAMED, tie=Tie.CRITERION, tie_key="b"), "tie_key"),
        (Book((Criterion("a", "f", D(100), Method.BASE),), Grouping.NAMED), "a.base"),
        (Book((Criterion("a", "f", D(100), Method.STEPS),), Grouping.NAMED), "a.steps"),
        (
            Book(
                (Criterion("a", "f", D(100)),), Grouping.NAMED, cuts=(Cut("A", D("0.6")), Cut("B", D("0.2")))
            ),
            "cuts",
        ),
        (
            Book(
                (
                    Criterion("a", "f", D(100)),
                    Criterion("b", "f", D(5), Method.PENALTY, base=D(0)),
                ),
                Grouping.NAMED,
            ),
            "b.base",
        ),
    ],
)
def test_faults_of_rules(book: Book, place: str) -> None:
    assert place in faults_of(book)
