"""Contradictions in a project's year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import ListLevel, StartClass, SubClass
from guatu.projects.rules.contradictions import Place, YearFacts, contradictions

CARRY_OVER = YearFacts(year=2018, start_class=StartClass.CARRY_OVER)
NEW_START = YearFacts(year=2018, start_class=StartClass.NEW_START)

days = st.none() | st.dates(date(2014, 1, 1), date(2022, 12, 31))
money = st.none() | st.decimals(0, 2_000_000_000, places=2)
facts = st.builds(
    YearFacts,
    year=st.just(2018),
    start_class=st.sampled_from(StartClass.values),
    sub_class=st.sampled_from(["", *SubClass.values]),
    committed_start=days,
    committed_finish=days,
    actual_start=days,
    actual_finish=days,
    construction_to=st.none() | st.integers(2014, 2022),
    total_cny=money,
    annual_plan_cny=money,
    notes=st.sampled_from(["", "主体封顶", "年初正式开工"]),
    levels=st.frozensets(st.sampled_from(ListLevel.values)),
    starts_recorded=st.booleans(),
)


def codes(known: YearFacts, **more: Any) -> list[str]:
    return [c.code for c in contradictions(replace(known, **more))]


@pytest.mark.parametrize(
    ("known", "more", "expected"),
    [
        (CARRY_OVER, {"actual_start": date(2018, 1, 3)}, ["carry_over_started_this_year"]),
        (CARRY_OVER, {"actual_start": date(2017, 12, 31)}, []),
        (CARRY_OVER, {"notes": "年初正式开工,设备安装"}, ["carry_over_called_new"]),
        (CARRY_OVER, {"starts_recorded": True}, ["carry_over_not_started"]),
        (CARRY_OVER, {"sub_class": SubClass.EQUIPMENT}, []),
        (NEW_START, {"actual_start": date(2017, 12, 31)}, ["new_start_started_before"]),
        (NEW_START, {"starts_recorded": True}, []),
        (NEW_START, {"sub_class": SubClass.CONTINUING}, ["new_start_with_carry_over_sub_class"]),
        (NEW_START, {"committed_start": date(2019, 1, 1)}, ["new_start_planned_other_year"]),
        (NEW_START, {"total_cny": Decimal(5), "annual_plan_cny": Decimal(6)}, ["plan_exceeds_total"]),
        (NEW_START, {"total_cny": Decimal(6), "annual_plan_cny": Decimal(6)}, []),
        (NEW_START, {"construction_to": 2017}, ["finish_before_year"]),
        (CARRY_OVER, {"actual_finish": date(2017, 6, 1)}, ["finished_before_year"]),
        (
            CARRY_OVER,
            {"committed_start": date(2018, 3, 2), "committed_finish": date(2018, 3, 1)},
            ["commitment_backwards"],
        ),
        (
            CARRY_OVER,
            {"actual_start": date(2017, 3, 2), "actual_finish": date(2017, 3, 1)},
            ["finished_before_year", "actual_backwards"],
        ),
        (
            NEW_START,
            {"levels": frozenset({ListLevel.OVER_1_BILLION}), "total_cny": Decimal(999_999_999)},
            ["too_small_for_list"],
        ),
        (
            NEW_START,
            {"levels": frozenset({ListLevel.OVER_100_MILLION}), "total_cny": Decimal(100_000_000)},
            [],
        ),
    ],
)
def test_each_contradiction(known: YearFacts, more: dict[str, Any], expected: list[str]) -> None:
    assert codes(known, **more) == expected


def test_nothing_said_contradicts_nothing() -> None:
    assert codes(CARRY_OVER) == codes(NEW_START) == []


@given(facts)
def test_each_is_said_once_and_in_words(known: YearFacts) -> None:
    found = contradictions(known)
    assert len({c.code for c in found}) == len(found)
    assert all(str(c.sentence) and c.place in Place for c in found)


@given(facts)
def test_knowing_less_contradicts_less(known: YearFacts) -> None:
    """Taking a date or an amount away never brings a contradiction up, but for a start that is then missing."""
    for name in ("committed_start", "committed_finish", "actual_finish", "total_cny", "annual_plan_cny"):
        assert set(codes(known, **{name: None})) <= set(codes(known))
    assert set(codes(known, starts_recorded=False)) <= set(codes(known))
