"""The rules of a league table as data: criteria, ties, grades. What is stored of them is what `to_json` gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from guatu.leagues.choices import CutRounding, Grouping, Method, Missing, Tie

HUNDRED = Decimal(100)
EXTRAS = frozenset({Method.BONUS, Method.PENALTY})


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` on (down to it, where less is better), `share` of the weight is scored."""

    at: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: which figure, sliced how, and how its value becomes a score.

    `weight`: the most it scores; of a bonus or penalty, the most it adds or takes off. `base`: of the base method, the
    value that scores the whole weight; of a bonus or penalty, how much of the value one `points` is for. `most`: of
    the base method, how many times the weight it scores at most. `minimum`: rows below which a unit is not ranked.
    """

    key: str
    figure: str
    weight: Decimal
    method: Method = Method.BEST
    higher_is_better: bool = True
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    base: Decimal | None = None
    most: Decimal = Decimal(1)
    points: Decimal = Decimal(1)
    steps: tuple[Step, ...] = ()
    minimum: int = 0
    missing: Missing = Missing.ZERO

    @property
    def is_extra(self) -> bool:
        return self.method in EXTRAS


@dataclass(frozen=True, slots=True)
class Cut:
    """A grade that goes down to `share` of the ranked units, counted from the first place."""

    grade: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Book:
    """All rules of one version. `places`: decimals to which each score is rounded, half up. `types`: whose units are
    ranked where peers are grouped by type. `last_grade`: the grade of those below every cut."""

    criteria: tuple[Criterion, ...]
    grouping: Grouping = Grouping.TYPE
    types: tuple[str, ...] = ()
    tie: Tie = Tie.SHARED
    tie_key: str = ""
    places: int = 2
    cuts: tuple[Cut, ...] = ()
    last_grade: str = ""
    cut_rounding: CutRounding = CutRounding.FLOOR
    by_key: Mapping[str, Criterion] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {one.key: one for one in self.criteria})


def faults_of(book: Book) -> dict[str, str]:
    """What is wrong with rules: place → code. Places are `criteria`, `tie_key`, `cuts`, `types`, or a criterion's
    `key.field`. Empty where nothing is."""
    faults: dict[str, str] = {}
    weighed = [one for one in book.criteria if not one.is_extra]
    if not weighed:
        faults["criteria"] = "none"
    elif sum((one.weight for one in weighed), Decimal(0)) != HUNDRED:
        faults["criteria"] = "sum"
    elif len(book.by_key) != len(book.criteria):
        faults["criteria"] = "twice"
    for one in book.criteria:
        faults |= {f"{one.key}.{place}": code for place, code in _criterion_faults(one).items()}
    if book.tie == Tie.CRITERION and book.tie_key not in book.by_key:
        faults["tie_key"] = "unknown"
    if book.grouping == Grouping.TYPE and not book.types:
        faults["types"] = "none"
    shares = [cut.share for cut in book.cuts]
    if shares != sorted(set(shares)) or any(not 0 < share <= 1 for share in shares):
        faults["cuts"] = "order"
    return faults


def _criterion_faults(one: Criterion) -> dict[str, str]:
    faults = {}
    if one.weight <= 0:
        faults["weight"] = "positive"
    if one.method in (Method.BASE, *EXTRAS) and (one.base is None or one.base <= 0):
        faults["base"] = "positive"
    if one.method == Method.BASE and one.most < 1:
        faults["most"] = "one"
    if one.method in EXTRAS and one.points <= 0:
        faults["points"] = "positive"
    if one.method == Method.STEPS and not _is_stair(one):
        faults["steps"] = "stair"
    return faults


def _is_stair(one: Criterion) -> bool:
    """Whether a better value never scores less."""
    steps = sorted(one.steps, key=lambda step: step.at, reverse=not one.higher_is_better)
    shares = [step.share for step in steps]
    return (
        bool(steps)
        and len({step.at for step in steps}) == len(steps)
        and shares == sorted(shares)
        and all(0 <= share <= 1 for share in shares)
    )


def to_json(book: Book) -> dict[str, Any]:
    """Plain JSON; numbers as text."""
    return {
        "criteria": [
            {
                "key": one.key,
                "figure": one.figure,
                "weight": str(one.weight),
                "method": one.method.value,
                "higher_is_better": one.higher_is_better,
                "where": [[dimension, list(values)] for dimension, values in one.where],
                "base": None if one.base is None else str(one.base),
                "most": str(one.most),
                "points": str(one.points),
                "steps": [[str(step.at), str(step.share)] for step in one.steps],
                "minimum": one.minimum,
                "missing": one.missing.value,
            }
            for one in book.criteria
        ],
        "grouping": book.grouping.value,
        "types": list(book.types),
        "tie": book.tie.value,
        "tie_key": book.tie_key,
        "places": book.places,
        "cuts": [[cut.grade, str(cut.share)] for cut in book.cuts],
        "last_grade": book.last_grade,
        "cut_rounding": book.cut_rounding.value,
    }


def from_json(stored: Mapping[str, Any]) -> Book:
    """What `to_json` gave."""
    return Book(
        criteria=tuple(_criterion(one) for one in stored["criteria"]),
        grouping=Grouping(stored["grouping"]),
        types=tuple(stored["types"]),
        tie=Tie(stored["tie"]),
        tie_key=stored["tie_key"],
        places=stored["places"],
        cuts=tuple(Cut(grade, Decimal(share)) for grade, share in stored["cuts"]),
        last_grade=stored["last_grade"],
        cut_rounding=CutRounding(stored["cut_rounding"]),
    )


def _criterion(stored: Mapping[str, Any]) -> Criterion:
    pairs: Sequence[Sequence[Any]] = stored["where"]
    return Criterion(
        key=stored["key"],
        figure=stored["figure"],
        weight=Decimal(stored["weight"]),
        method=Method(stored["method"]),
        higher_is_better=stored["higher_is_better"],
        where=tuple((dimension, tuple(values)) for dimension, values in pairs),
        base=None if stored["base"] is None else Decimal(stored["base"]),
        most=Decimal(stored["most"]),
        points=Decimal(stored["points"]),
        steps=tuple(Step(Decimal(at), Decimal(share)) for at, share in stored["steps"]),
        minimum=stored["minimum"],
        missing=Missing(stored["missing"]),
    )
