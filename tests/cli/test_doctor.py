"""The doctor names what is wrong."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from guatu.cli.doctor import command
from guatu.core.models import Zone
from guatu.organization.use_cases.open_zone import open_zone
from tests.builders import console

pytestmark = pytest.mark.django_db


def checked() -> dict[str, bool]:
    return {line["check"]: line["ok"] for line in json.loads(CliRunner().invoke(command, ["--json"]).output)}


def test_a_sound_zone_is_well_and_a_tampered_record_is_not(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    zone = Zone(code="GZ", name="好区")
    open_zone(actor=console(zone), zone=zone)
    found = checked()
    assert found["keys"]
    assert found["migrations"]
    assert found["record of GZ"]
    assert found["rights of audit_entry"]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE guatu_owner")
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE sequence = 1")
        cursor.execute("SET ROLE guatu_app")
    assert not checked()["record of GZ"]
