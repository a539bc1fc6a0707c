"""Projects as GeoJSON: those that the asker may see, where they were placed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from guatu.core.models import Zone
from guatu.grids.choices import GridType
from guatu.grids.use_cases.place_object import place_object
from guatu.projects.models.project import Project
from tests.builders import a_unit, a_zone, an_actor, console
from tests.grids.grid_builders import a_grid, middle
from tests.projects.page_builders import signed_in, url
from tests.projects.progress_builders import a_project


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone()


def features(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/geo+json"
    return {f["properties"]["name"]: f for f in json.loads(answer.content)["features"]}


def test_placed_and_not_placed(zone: Zone) -> None:
    park = a_unit(zone)
    placed, other = a_project(zone, park), a_project(zone, park, name="另一个")
    a_grid(zone, "P1", type=GridType.PROJECT)
    place_object(
        actor=console(zone),
        subject_type=Project._meta.label_lower,
        subject_id=placed.id,
        point=middle(),
    )
    office = signed_in(an_actor(zone, "office", username="o"))
    found = features(office.get(url("export-map", zone, query="?planned=any")))
    assert found[placed.name]["geometry"]["coordinates"] == pytest.approx(middle(), abs=1e-7)
    assert found[placed.name]["properties"]["grid"] == "P1"
    assert found[placed.name]["properties"]["url"] == f"http://testserver{url('project', zone, placed.id)}"
    assert (found[other.name]["geometry"], found[other.name]["id"]) == (None, str(other.id))
    narrowed = features(office.get(url("export-map", zone, query="?planned=any&q=另一个")))
    assert set(narrowed) == {other.name}


def test_only_what_the_asker_may_see(zone: Zone) -> None:
    own = a_unit(zone, "本园")
    seen = a_project(zone, own, name="看得见")
    a_project(zone, a_unit(zone, "别园"), name="看不见")
    office = signed_in(an_actor(zone, "office", unit=own, username="o"))
    assert set(features(office.get(url("export-map", zone, query="?planned=any")))) == {seen.name}


def test_without_the_power_to_export(zone: Zone) -> None:
    clerk = signed_in(an_actor(zone, "clerk", username="c"))
    assert clerk.get(url("export-map", zone)).status_code == 403
