"""Values as JSON: the fast writer says what the plain one says."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.clock import CHINA
from guatu.core.json import canonical, dumps, encode, to_json
from guatu.core.models import ZoneKind

# Before 1901 the clock of Shanghai was off by seconds, which one of the two rounds.
FOUNDED = datetime(1949, 10, 1)  # noqa: DTZ001 – Hypothesis adds the zone
texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(FOUNDED, timezones=st.sampled_from([None, CHINA])),
    st.uuids(),
    st.sampled_from(ZoneKind),
)
values = st.recursive(
    scalars,
    lambda some: st.lists(some) | st.lists(some).map(tuple) | st.dictionaries(texts, some),
    max_leaves=20,
)


@given(values)
def test_both_say_the_same(value: Any) -> None:
    assert json.loads(encode(value)) == json.loads(json.dumps(to_json(value)))
    assert dumps(value).encode() == encode(value)


@given(values)
def test_what_the_chain_signs_is_the_same_whoever_wrote_it(value: Any) -> None:
    assert canonical(json.loads(encode(value))) == canonical(to_json(value))


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: str
    days: tuple[date | None, ...]
    money: Decimal


def test_texts_of_django_and_rows_are_written_too() -> None:
    some = UUID(int=7)
    row = Row(some, "厂房", (date(2018, 7, 2), None), Decimal("1.50"))
    said = json.loads(encode({"row": row, "safe": mark_safe("<b>"), "lazy": lazystr("字"), some: 1}))
    assert said == {
        "row": {"id": str(some), "name": "厂房", "days": ["2018-07-02", None], "money": "1.50"},
        "safe": "<b>",
        "lazy": "字",
        str(some): 1,
    }


def test_a_number_of_any_size_is_written() -> None:
    assert json.loads(encode({"many": 2**80})) == {"many": 2**80}


def test_a_moment_keeps_its_zone() -> None:
    assert dumps(datetime(2018, 7, 2, 9, 30, tzinfo=CHINA)) == '"2018-07-02T09:30:00+08:00"'
