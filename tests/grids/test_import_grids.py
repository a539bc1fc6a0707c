"""Importing a file of grids: all of it or nothing, and the export read back changes nothing."""

import json
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.models import Zone
from guatu.grids.models import Grid, GridBoundary, GridImport
from guatu.grids.selectors.imports import get_grid_import
from guatu.grids.selectors.report import integrity_report
from guatu.grids.use_cases.close_grid import close_grid
from guatu.grids.use_cases.import_grids import import_grids
from guatu.grids.use_cases.upload_grids import upload_grids
from tests.builders import a_unit, a_zone, an_actor, console
from tests.grids.grid_builders import DAY, NOON, a_grid, square
from tests.grids.test_read_geojson import a_file, feature

pytestmark = pytest.mark.usefixtures("file_storage")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen_at(NOON):
        yield


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone()


def an_upload(zone: Zone, *features: dict[str, Any]) -> GridImport:
    return upload_grids(actor=console(zone), name="grids.geojson", content=a_file(*features))


def test_new_changed_and_unchanged(zone: Zone) -> None:
    a_unit(zone, "东园")
    a_grid(zone, "A1", name="网格")
    a_grid(zone, "A2", 1)
    upload = an_upload(
        zone,
        feature("A1"),
        feature("A2", square(2), name="新名", unit="东园"),
        feature("A3", square(3), households=30),
    )
    import_grids(actor=console(zone), upload=upload)
    assert upload.result == {"created": 1, "changed": 1, "unchanged": 1}
    two, three = Grid.objects.get(code="A2"), Grid.objects.get(code="A3")
    assert (two.name, two.unit.name, three.households) == ("新名", "东园", 30)
    assert GridBoundary.objects.get(grid=two, valid_to=None).geometry == square(2)
    assert GridBoundary.objects.filter(grid=two).count() == 2
    assert Entry.objects.get(event="grids.grid.imported").about == [three.id]
    assert Entry.objects.get(event="grids.grids.imported").reason == "grids.geojson"
    with pytest.raises(Refused):
        import_grids(actor=console(zone), upload=upload)


def test_one_fault_and_nothing_is_imported(zone: Zone) -> None:
    a_grid(zone, "A1")
    closed = a_grid(zone, "A2", 1)
    close_grid(actor=console(zone), grid=closed, closed_on=DAY)
    a_unit(zone, "招商局", type="department")
    upload = an_upload(
        zone,
        feature("A0"),
        feature("A1", type="企业"),
        feature("A2", square(1)),
        feature("A3", unit="没有的单位"),
        feature("A4", unit="招商局"),
    )
    with pytest.raises(InvalidInput) as caught:
        import_grids(actor=console(zone), upload=upload)
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [
        ("features[1].properties.type", "type_changed"),
        ("features[2].properties.code", "closed"),
        ("features[3].properties.unit", "unknown_unit"),
        ("features[4].properties.unit", "unknown_unit"),
    ]
    assert not Grid.objects.filter(code="A0").exists()


def test_a_file_that_cannot_be_read_is_not_kept(zone: Zone) -> None:
    with pytest.raises(InvalidInput, match="CGCS2000"):
        upload_grids(actor=console(zone), name="x", content=a_file(feature(), datum="WGS84"))
    assert not GridImport.objects.exists()


def test_only_within_ones_powers(zone: Zone) -> None:
    own, other = a_unit(zone, "东园"), a_unit(zone, "西园")
    office = an_actor(zone, "office", unit=own)
    upload = an_upload(zone, feature("A1", unit=own.name), feature("A2", unit=other.name))
    with pytest.raises(InvalidInput) as caught:
        import_grids(actor=office, upload=upload)
    assert [fault.code for fault in caught.value.faults] == ["not_yours"]
    with pytest.raises(NotAllowed):
        import_grids(actor=an_actor(zone, "clerk"), upload=upload)
    with pytest.raises(NotFound):
        get_grid_import(upload.id, actor=console(a_zone("OZ", "别区")))


def test_a_thousand_grids_go_in_and_are_looked_at_quickly(
    zone: Zone, django_assert_max_num_queries: Any
) -> None:
    features = [feature(f"G{n:04}", square(n % 40 / 10, n // 40 / 10, 0.1)) for n in range(1000)]
    begin = perf_counter()
    with django_assert_max_num_queries(40):
        upload = an_upload(zone, *features)
        import_grids(actor=console(zone), upload=upload)
    with django_assert_max_num_queries(15):
        report = integrity_report(actor=console(zone), day=DAY)
    assert perf_counter() - begin < 30
    (social,) = report.types
    assert (social.count, social.overlaps, social.gaps) == (1000, [], [])
    again = an_upload(zone, *json.loads(a_file(*features))["features"])
    import_grids(actor=console(zone), upload=again)
    assert again.result["unchanged"] == 1000
