"""The OpenAPI document: the snapshot in the repository is what the program says, in its form and by its command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import translation

from guatu.api.acts.closed import CLOSED
from guatu.api.acts.table import act_names
from guatu.api.collections.table import COLLECTIONS
from guatu.api.openapi.document import as_text, openapi
from guatu.cli.openapi import command

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
PROMISED = (
    "projects", "milestones", "progress-reports", "matters", "meetings", "units", "grids", "enterprises", "figures",
    "indicators", "events",
)  # fmt: skip


def test_the_snapshot_is_what_the_program_says() -> None:
    assert SNAPSHOT.read_text("utf-8") == as_text(), "guatu openapi > docs/openapi.json"
    assert json.loads(as_text()) == openapi()


def test_the_command_prints_it_and_needs_no_database() -> None:
    answer = CliRunner().invoke(command)
    assert answer.exit_code == 0
    assert json.loads(answer.output)["openapi"].startswith("3.1")


@pytest.mark.django_db
def test_it_is_served_to_everybody_in_english() -> None:
    openapi.cache_clear()
    with translation.override("zh-hans"):
        answer = Client(headers={"Accept-Language": "zh"}).get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_collection_and_every_open_use_case_is_in_it() -> None:
    document = openapi()
    for name in (*PROMISED, *COLLECTIONS):
        assert f"/api/v1/{name}" in document["paths"]
    operations = {one["operationId"] for path in document["paths"].values() for one in path.values()}
    assert {name.replace(".", "_") for name in act_names()} <= operations
    assert not {name.replace(".", "_") for name in CLOSED} & operations


def test_every_reference_leads_somewhere() -> None:
    document = openapi()
    text = json.dumps(document)
    for part in set(text.split('"$ref": "')[1:]):
        found = document
        for step in part.split('"')[0].removeprefix("#/").split("/"):
            found = found[step]
        assert isinstance(found, dict)
