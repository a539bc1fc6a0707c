"""`guatu audit verify`."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from guatu.cli.audit import command
from tests.builders import a_unit, a_zone

pytestmark = pytest.mark.django_db


def as_owner(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        cursor.execute(statement)
        cursor.execute("SET ROLE guatu_app")


def test_a_whole_record() -> None:
    a_unit(a_zone("AA"))
    a_zone("BB")
    done = CliRunner().invoke(command, ["verify"])
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        ["AA: 2 entries, the chain holds", "BB: 1 entries, the chain holds"],
    )


def test_a_tampered_entry_is_named() -> None:
    zone = a_zone("AA")
    a_unit(zone)
    a_zone("BB")
    as_owner(f"UPDATE audit_entry SET reason = 'x' WHERE sequence = 2 AND zone_id = '{zone.id}'")
    done = CliRunner().invoke(command, ["verify"])
    assert done.exit_code == 2
    assert done.stderr == "AA: entry 2 is changed after it was written\n"
    assert done.stdout == "BB: 1 entries, the chain holds\n"
    document = CliRunner().invoke(command, ["verify", "--json"])
    assert document.exit_code == 2
    said = json.loads(document.stdout)
    assert said["ok"] is False
    assert [(z["zone"], z["ok"], z["broken_at"]) for z in said["zones"]] == [
        ("AA", False, 2),
        ("BB", True, None),
    ]
    assert CliRunner().invoke(command, ["verify", "--zone", "BB"]).exit_code == 0
