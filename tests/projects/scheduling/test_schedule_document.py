"""The JSON contract of `guatu schedule --network`."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.document import schedule_document
from guatu.projects.scheduling.errors import CycleError, NetworkError

FIRST = date(2018, 1, 1)
WEEKDAYS = WorkingDays(
    FIRST, np.array([(FIRST + timedelta(days=offset)).weekday() < 5 for offset in range(730)])
)


def milestone(id: Any, duration: Any, *predecessors: Any, **more: Any) -> dict[str, Any]:
    return {"id": id, "duration": duration, "predecessors": list(predecessors), **more}


def after(id: Any, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "FS", "lag": 0, **more}


PLAIN = {
    "milestones": [
        milestone("filing", 3),
        milestone("land", 5, after("filing")),
        milestone("design", 4, after("filing", type="SS", lag=2)),
        milestone("permit", 2, after("land"), after("design")),
    ]
}


def rows(result: dict[str, Any]) -> dict[Any, tuple[Any, ...]]:
    keys = ("early_start", "early_finish", "late_start", "late_finish", "float", "critical")
    return {row["id"]: tuple(row[key] for key in keys) for row in result["milestones"]}


def test_counts_whole_units_from_nought() -> None:
    result = schedule_document(PLAIN)
    assert result["span"] == 10
    assert rows(result) == {
        "filing": (0, 3, 0, 3, 0, True),
        "land": (3, 8, 3, 8, 0, True),
        "design": (2, 6, 4, 8, 2, False),
        "permit": (8, 10, 8, 10, 0, True),
    }


def test_counts_working_days_with_dates_inclusive() -> None:
    result = schedule_document(PLAIN, start=date(2018, 3, 1), working_days=WEEKDAYS)
    assert (result["span"], result["start"], result["finish"]) == (10, "2018-03-01", "2018-03-14")
    assert rows(result) == {
        "filing": ("2018-03-01", "2018-03-05", "2018-03-01", "2018-03-05", 0, True),
        "land": ("2018-03-06", "2018-03-12", "2018-03-06", "2018-03-12", 0, True),
        "design": ("2018-03-05", "2018-03-08", "2018-03-07", "2018-03-12", 2, False),
        "permit": ("2018-03-13", "2018-03-14", "2018-03-13", "2018-03-14", 0, True),
    }


def test_one_day_starts_and_finishes_on_the_same_day() -> None:
    result = schedule_document(
        {"milestones": [milestone("a", 1)]}, start=date(2018, 3, 1), working_days=WEEKDAYS
    )
    assert rows(result)["a"][:2] == ("2018-03-01", "2018-03-01")


def test_schedules_back_from_a_target() -> None:
    result = schedule_document(PLAIN, target=date(2018, 3, 31), working_days=WEEKDAYS)
    # The 31st is a Saturday.
    assert rows(result)["permit"][3] == "2018-03-30"
    assert (result["start"], result["feasible"]) == ("2018-03-19", True)
    assert "compression" not in result


def test_counts_every_day_where_there_are_dates_but_no_calendar() -> None:
    result = schedule_document(PLAIN, start=date(2018, 3, 1))
    assert (result["span"], result["finish"]) == (10, "2018-03-10")


def test_says_what_to_compress_where_the_target_is_too_near() -> None:
    document = {"milestones": [milestone("a", 5, shortest=3, promised=4), milestone("b", 4, after("a"))]}
    assert schedule_document(document, target=7)["compression"] == {
        "milestones": [
            {
                "id": "a",
                "duration": 5,
                "compressed": 3,
                "days": 2,
                "approvals": [{"approver": "unit", "days": 1}, {"approver": "lead_official", "days": 1}],
            }
        ],
        "shortfalls": [],
    }
    short = schedule_document(document, target=6)["compression"]["shortfalls"]
    assert short == [{"id": None, "kind": "target", "limit": 6, "earliest": 7, "days": 1}]


def test_obeys_limits_in_either_form() -> None:
    document = {"milestones": [milestone("a", 2, not_before=3), milestone("b", 1, after("a"), not_after=5)]}
    result = rows(schedule_document(document))
    assert result["a"] == (3, 5, 2, 4, -1, True)
    document = {"milestones": [milestone("a", 2, fixed="2018-03-06")]}
    result = rows(schedule_document(document, start=date(2018, 3, 1), working_days=WEEKDAYS))
    assert result["a"][:2] == ("2018-03-06", "2018-03-07")


def test_takes_calendar_days_where_they_are_asked_for() -> None:
    document = {
        "milestones": [
            milestone("report", 5),
            milestone("notice", 10, after("report"), unit="calendar_day"),
            milestone("approval", 1, after("notice", lag=0)),
        ]
    }
    result = rows(schedule_document(document, start=date(2018, 3, 5), working_days=WEEKDAYS))
    assert result["report"][1] == "2018-03-09"
    assert result["notice"][:2] == ("2018-03-10", "2018-03-19")
    assert result["approval"][0] == "2018-03-20"


def test_leaves_out_what_may_be_left_out() -> None:
    document = {
        "milestones": [
            {"id": "a", "duration": 2},
            {"id": "b", "duration": 1.0, "predecessors": [{"id": "a"}]},
        ]
    }
    assert rows(schedule_document(document))["b"][:2] == (2, 3)
    assert schedule_document({"milestones": []})["span"] == 0


def test_gives_ids_back_as_they_came() -> None:
    document = {"milestones": [milestone(1, 2, name="备案"), milestone("2", 1, after(1))]}
    assert list(rows(schedule_document(document))) == [1, "2"]


def test_the_answer_is_json() -> None:
    result = schedule_document(PLAIN, start=date(2018, 3, 1), target=date(2018, 3, 5), working_days=WEEKDAYS)
    assert json.loads(json.dumps(result)) == result


# --- faults ---


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ([], 'document: expected an object with "milestones", found []'),
        ({}, "milestones: is missing; expected a list of milestones"),
        ({"milestones": {}}, "milestones: expected a list, found {}"),
        ({"milestones": [7]}, "milestones[0]: expected an object, found 7"),
        ({"milestones": [{"duration": 1}]}, "milestones[0].id: is missing"),
        ({"milestones": [milestone("", 1)]}, 'milestones[0].id: expected a text that is not empty, found ""'),
        (
            {"milestones": [milestone(None, 1)]},
            "milestones[0].id: expected a text that is not empty, found null",
        ),
        ({"milestones": [{"id": "a"}]}, "milestones[0].duration: is missing"),
        ({"milestones": [milestone("a", "3")]}, 'milestones[0].duration: expected a whole number, found "3"'),
        ({"milestones": [milestone("a", 2.5)]}, "milestones[0].duration: expected a whole number, found 2.5"),
        (
            {"milestones": [milestone("a", True)]},
            "milestones[0].duration: expected a whole number, found true",
        ),
        ({"milestones": [milestone("a", float("nan"))]}, "milestones[0].duration: expected a whole number"),
        ({"milestones": [milestone("a", float("inf"))]}, "milestones[0].duration: expected a whole number"),
        (
            {"milestones": [milestone("a", -1)]},
            "milestones[0].duration: expected a whole number of days from 0",
        ),
        (
            {"milestones": [milestone("a", 10**30)]},
            "milestones[0].duration: expected a whole number of days from 0",
        ),
        (
            {"milestones": [milestone("a", 1), milestone("a", 1)]},
            'milestones[1].id: "a" is already the id of milestones[0]',
        ),
        (
            {"milestones": [milestone("a", 1, after("b"))]},
            'milestones[0].predecessors[0].id: there is no milestone "b"',
        ),
        (
            {"milestones": [milestone("a", 1, "b")]},
            'milestones[0].predecessors[0]: expected an object, found "b"',
        ),
        ({"milestones": [milestone("a", 1, {"type": "FS"})]}, "milestones[0].predecessors[0].id: is missing"),
        (
            {"milestones": [milestone("a", 1), milestone("b", 1, after("a", type="XX"))]},
            'milestones[1].predecessors[0].type: expected FS, SS, FF or SF, found "XX"',
        ),
        (
            {"milestones": [milestone("a", 1), milestone("b", 1, after("a", lag=0.5))]},
            "milestones[1].predecessors[0].lag: expected a whole number, found 0.5",
        ),
        (
            {"milestones": [milestone("a", 1), milestone("b", 1, after("a", lag=-(10**9)))]},
            "milestones[1].predecessors[0].lag: expected a whole number from -100000 to 100000",
        ),
        (
            {"milestones": [milestone("a", 1, unit="weeks")]},
            "milestones[0].unit: expected working_day or calendar_day",
        ),
        (
            {"milestones": [{"id": "a", "duration": 1, "predecesors": []}]},
            "milestones[0].predecesors: is not known; predecessors is meant?",
        ),
        (
            {"milestones": [milestone("a", 1, not_before="2018-03-01")]},
            "milestones[0].not_before: expected a whole number (without",
        ),
        (
            {"milestones": [milestone("a", 3, shortest=4)]},
            "milestones[0].shortest: expected at most the duration 3, found 4",
        ),
        (
            {"milestones": [milestone("a", 3, fixed=1, not_before=2)]},
            "milestones[0].fixed: comes before not_before 2",
        ),
        ({"milestones": [milestone("a", 1)] * 20_001}, "milestones: expected at most 20000, found 20001"),
    ],
)
def test_names_the_fault_by_its_place(document: Any, fault: str) -> None:
    with pytest.raises(NetworkError) as refused:
        schedule_document(document)
    (only,) = refused.value.faults
    assert f"{only.place}: {only.message}".startswith(fault)


def test_names_every_fault_at_once_and_none_twice() -> None:
    document = {
        "milestones": [
            milestone("a", "x", 5),
            milestone("b", 1, after("c"), after("a", type="?", lag="?")),
            milestone("b", -1, fixed="soon"),
        ]
    }
    with pytest.raises(NetworkError) as refused:
        schedule_document(document, start=date(2018, 3, 1))
    assert sorted(fault.place for fault in refused.value.faults) == [
        "milestones[0].duration",
        "milestones[0].predecessors[0]",
        "milestones[1].predecessors[0].id",
        "milestones[1].predecessors[1].lag",
        "milestones[1].predecessors[1].type",
        "milestones[2].duration",
        "milestones[2].fixed",
        "milestones[2].id",
    ]


@pytest.mark.parametrize("day", ["2018-02-30", "20180301", "1 March", 5, "2018-3-1", "２０１８-03-01"])
def test_refuses_what_is_no_date(day: Any) -> None:
    with pytest.raises(NetworkError) as refused:
        schedule_document({"milestones": [milestone("a", 1, not_before=day)]}, start=date(2018, 3, 1))
    assert refused.value.faults[0].message.startswith("expected a date such as 2018-03-01, found")


def test_stops_listing_where_everything_is_wrong() -> None:
    with pytest.raises(NetworkError) as refused:
        schedule_document({"milestones": [{}] * 5000})
    assert len(refused.value.faults) == 101
    assert refused.value.faults[-1].message == "and 9900 more faults"


def test_names_a_cycle_in_order() -> None:
    document = {
        "milestones": [
            milestone("start", 1),
            milestone("a", 1, after("c"), after("start")),
            milestone("b", 1, after("a")),
            milestone("c", 1, after("b")),
            milestone("end", 1, after("c")),
        ]
    }
    with pytest.raises(CycleError, match="a → b → c → a") as refused:
        schedule_document(document)
    assert refused.value.cycle == ("a", "b", "c", "a")


def test_asks_for_a_date_where_there_is_a_calendar() -> None:
    with pytest.raises(NetworkError, match="start: expected a start or a target date"):
        schedule_document(PLAIN, working_days=WEEKDAYS)


def test_says_where_the_calendar_ends() -> None:
    document = {"milestones": [milestone("a", 600)]}
    with pytest.raises(InvalidInput, match="outside the days the calendar knows, 2018-01-01 to 2019-12-31"):
        schedule_document(document, start=date(2018, 3, 1), working_days=WEEKDAYS)
    with pytest.raises(InvalidInput, match="target: 2030-01-01 is outside"):
        schedule_document(PLAIN, target=date(2030, 1, 1), working_days=WEEKDAYS)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
broken_links = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.sampled_from(["a", "b", "c"]) | json_values,
            "type": st.sampled_from(["FS", "SS", "FF", "SF"]) | json_values,
            "lag": st.integers(-5, 5) | json_values,
        },
    )
    | json_values,
    max_size=3,
)
broken = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.sampled_from(["a", "b", "c"]) | json_values,
            "duration": st.integers(0, 9) | json_values,
            "predecessors": broken_links | json_values,
            "fixed": st.integers(0, 9) | json_values,
            "remaining": json_values,
            "actual_start": json_values,
        },
    ),
    max_size=4,
)


@given(st.fixed_dictionaries({"milestones": broken}) | json_values)
def test_whatever_comes_is_scheduled_or_refused_with_its_place(document: Any) -> None:
    result, faults = None, []
    try:
        result = schedule_document(document)
    except InvalidInput as refused:
        faults = refused.faults
    assert bool(faults) == (result is None)
    assert all(fault.place and fault.message for fault in faults)
    if result is not None:
        assert len(result["milestones"]) == len(document["milestones"])
