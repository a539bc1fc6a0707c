"""The record can neither be changed by the application nor by anybody without being noticed."""

import pytest
from django.db import ProgrammingError, connection, transaction

from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from tests.builders import a_unit, a_zone

pytestmark = pytest.mark.django_db


def test_chain_holds() -> None:
    zone = a_zone()
    a_unit(zone)
    a_unit(zone, "精密制造产业园")
    assert [e.sequence for e in Entry.objects.filter(zone=zone).order_by("sequence")] == [1, 2, 3]
    assert first_break(zone.id) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_the_database_refuses(statement: str) -> None:
    a_zone()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("tamper", "sequence", "fault"),
    [
        ("UPDATE audit_entry SET actor_name = 'somebody' WHERE sequence = 2", 2, "changed after"),
        ("UPDATE audit_entry SET changes = '{\"name\": [1, 2]}' WHERE sequence = 1", 1, "changed after"),
        ("DELETE FROM audit_entry WHERE sequence = 2", 2, "missing"),
        ("DELETE FROM audit_entry WHERE sequence = 3", 3, "missing at the end"),
    ],
)
def test_a_tampered_row_is_found(tamper: str, sequence: int, fault: str) -> None:
    zone = a_zone()
    a_unit(zone)
    a_unit(zone, "精密制造产业园")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")  # as the owner of the tables, which the application is not
        cursor.execute(tamper)
        cursor.execute("SET ROLE guatu_app")
    found = first_break(zone.id)
    assert found is not None
    assert found.sequence == sequence
    assert fault in found.fault
