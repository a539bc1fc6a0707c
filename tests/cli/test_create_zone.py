"""`guatu zone create`."""

import json

import pytest
from click.testing import CliRunner

from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from guatu.calendars.models import Calendar
from guatu.cli.zone import command
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.organization.models import Unit

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    done = CliRunner().invoke(command, ["create", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_a_zone_opens_with_what_a_zone_begins_with() -> None:
    said = json.loads(create("js", "江苏省", "--kind", "province", "--json"))
    assert (said["zone"], said["kind"]) == ("JS", "province")
    create("ZJ", "镇江新区", "--parent", "JS")
    zone = Zone.objects.get(code="ZJ")
    assert zone.parent == Zone.objects.get(code="JS")
    assert Unit.objects.get(zone=zone).name == "镇江新区"
    assert Calendar.objects.filter(zone=zone).exists()
    assert Entry.objects.filter(zone=zone, event="organization.zone.created").count() == 1
    assert first_break(zone.id) is None


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        (("A-B", "新区"), ["code"]),
        (("ZJ", "  "), ["name"]),
        (("ZJ", "新区", "--parent", "NO"), ["parent"]),
        (("TAKEN", "新区"), ["code"]),
        (("", ""), ["code", "name"]),
    ],
)
def test_bad_input_opens_nothing(arguments: tuple[str, ...], places: list[str]) -> None:
    create("TAKEN", "先来的")
    with pytest.raises(InvalidInput) as caught:
        create(*arguments)
    assert [fault.place for fault in caught.value.faults] == places
    assert Zone.objects.count() == 1
