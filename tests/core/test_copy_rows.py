"""Rows by COPY: what arrives is what was given, whatever stands in it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from guatu.core.bulk import copy_values, new_row
from guatu.core.copy_text import copy_text
from guatu.organization.models import Person
from tests.builders import a_zone

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)
AWKWARD = st.one_of(
    TEXT, st.sampled_from(["\\N", "\\.", "\\", "a\tb", "a\nb", "\r\n", "\\t", "", "名\u2028称"])
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
# Bounds are without a zone; the values get theirs.
YEARS = {"min_value": datetime(1900, 1, 1), "max_value": datetime(2200, 1, 1)}  # noqa: DTZ001
COLUMNS = {
    "text": AWKWARD,
    "integer": st.integers(-(2**31), 2**31 - 1),
    "boolean": st.booleans(),
    "numeric": st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
    "uuid": st.uuids(),
    "date": st.dates(date(1000, 1, 1)),
    "timestamptz": st.datetimes(timezones=st.just(UTC), **YEARS),
    "bytea": st.binary(max_size=8),
    "uuid[]": st.lists(st.uuids(), max_size=3),
    "text[]": st.lists(AWKWARD, max_size=3),
    "jsonb": JSON,
}  # fmt: skip
ROW = st.tuples(*(st.none() | values for values in COLUMNS.values()))
JSON_AT = list(COLUMNS).index("jsonb")


@given(st.lists(ROW, min_size=1, max_size=6))
def test_any_rows_arrive_as_they_were(rows: list[tuple[object, ...]]) -> None:
    columns = ", ".join(f"c{at} {kind}" for at, kind in enumerate(COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.copied")
        cursor.execute(f"CREATE TEMPORARY TABLE copied (number int GENERATED ALWAYS AS IDENTITY, {columns})")
        names = ", ".join(f"c{at}" for at in range(len(COLUMNS)))
        with cursor.copy(f"COPY copied ({names}) FROM STDIN") as copy:
            copy.write(copy_text(rows, frozenset({JSON_AT}), copy.connection))
        cursor.execute(f"SELECT {names} FROM copied ORDER BY number")
        arrived = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in cursor.fetchall()
        ]
        expected = [
            (*row[:JSON_AT], None if row[JSON_AT] is None else _as_stored(row[JSON_AT])) for row in rows
        ]
    assert arrived == expected


def _as_stored(value: object) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb", [Jsonb(value)])
        stored: str = cursor.fetchone()[0]
    return stored


def test_a_row_has_the_defaults_of_its_model() -> None:
    zone = a_zone()
    rows = [new_row(Person, zone_id=zone.id, name=name) for name in ("甲", "乙\t\\N")]
    copy_values(Person, rows)
    known = {person.name: person for person in Person.objects.filter(zone=zone)}
    assert {row["name"]: row["id"] for row in rows} == {name: person.id for name, person in known.items()}
    assert all(isinstance(row["id"], UUID) for row in rows)
    blank = Person(zone=zone, name="甲")
    for field in Person._meta.concrete_fields:
        if field.attname not in ("id", "zone_id"):
            assert getattr(known["甲"], field.attname) == getattr(blank, field.attname), field.attname


def test_columns_that_the_model_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="no such columns"):
        copy_values(Person, [{"id": UUID(int=1), "amount": Decimal(1)}])
