"""`guatu figures`."""

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from guatu.cli.figures import command
from guatu.cli.main import guatu
from guatu.core.clock import now
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.organization.models import Unit
from tests.reports.conftest import danyang as danyang

RATE = "projects.construction_start_rate"


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def shown(*arguments: str) -> Any:
    return json.loads(run("show", *arguments, "--json"))


def test_the_published_rate(danyang: Zone) -> None:
    document = shown(RATE, "--period", "2018H1")
    assert document["fraction"] == "11/35"
    assert (document["number"], document["unit"], document["row_count"]) == ("31.4", "share", 35)
    assert float(document["value"]) == pytest.approx(11 / 35)
    assert document["scope"] == {"zone": "DY", "unit": None, "where": {}}
    assert {"name", "label", "period", "formula", "as_of", "remarks"} <= set(document)
    assert "rows" not in document


def test_rows_stand_under_the_count_that_they_belong_to(danyang: Zone) -> None:
    rows = shown(RATE, "--period", "2018H1", "--rows")["rows"]
    counted = [row["figure"] for row in rows]
    assert counted.count("projects.started_new_starts") == 11
    assert counted.count("projects.planned_new_starts") == 35


def test_a_unit_by_code_or_name_and_a_slice(danyang: Zone) -> None:
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    by_code = shown("projects.listed", "--period", "2018", "--unit", unit.code)
    by_name = shown("projects.listed", "--period", "2018", "--unit", unit.name)
    assert by_code["value"] == by_name["value"]
    assert by_code["scope"]["unit"] == unit.code
    assert shown("projects.listed", "--period", "2018", "--where", "class=new_start")["value"] == "35"


def test_the_past(danyang: Zone) -> None:
    before = (now() - timedelta(days=1)).isoformat()
    assert shown("projects.listed", "--period", "2018", "--as-of", before)["value"] == "0"


def test_text_is_readable(danyang: Zone) -> None:
    told = run("show", RATE, "--period", "2018H1", "--rows")
    assert "(11/35)" in told
    assert RATE in run("list")
    assert RATE in {one["name"] for one in json.loads(run("list", "--json"))}


@pytest.mark.parametrize(
    "arguments",
    [
        ["projects.nothing", "--period", "2018H1"],
        [RATE, "--period", "last spring"],
        [RATE, "--period", "2018H1", "--unit", "nowhere"],
        [RATE, "--period", "2018H1", "--where", "class"],
        [RATE, "--period", "2018H1", "--where", "colour=green"],
        [RATE, "--period", "2018H1", "--as-of", "yesterday"],
        ["projects.investment_to_date", "--period", "2018W23"],
    ],
)
def test_what_there_is_not(danyang: Zone, arguments: list[str]) -> None:
    with pytest.raises(InvalidInput):
        CliRunner().invoke(command, ["show", *arguments], catch_exceptions=False)


def test_the_command_is_found() -> None:
    assert guatu.get_command(guatu.make_context("guatu", [], resilient_parsing=True), "figures") is command
