"""Defining, editing, redrawing and closing a grid."""

from datetime import date, timedelta

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, Refused, StaleVersion
from guatu.core.models import Zone
from guatu.grids.choices import GridType
from guatu.grids.models import Grid, GridBoundary, GridWorker
from guatu.grids.selectors.places import grids_at
from guatu.grids.use_cases.close_grid import close_grid
from guatu.grids.use_cases.define_grid import define_grid
from guatu.grids.use_cases.edit_grid import edit_grid
from guatu.grids.use_cases.redraw_grid import redraw_grid
from guatu.organization.choices import UnitType
from guatu.organization.unit_blockers import blockers_of
from tests.builders import a_person, a_unit, a_zone, console
from tests.grids.grid_builders import DAY, NOON, SINCE, a_grid, a_worker, middle, square


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone()


def places(error: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {fault.place for fault in error.value.faults}


def test_a_grid_with_its_boundary_box_and_area(zone: Zone) -> None:
    grid = a_grid(zone, households=40)
    boundary = GridBoundary.objects.get(grid=grid)
    assert (boundary.datum, boundary.valid_from, boundary.valid_to) == ("EPSG:4490", SINCE, None)
    assert (boundary.west, boundary.north) == (119.6, pytest.approx(32.01))
    assert boundary.geometry == square()
    entry = Entry.objects.get(event="grids.grid.defined")
    assert entry.changes["area"] == [None, str(boundary.area)]
    assert blockers_of(grid.unit) == ["1 open grid"]


def test_every_field_at_fault_is_named(zone: Zone) -> None:
    a_grid(zone)
    office = a_unit(zone, "招商局", UnitType.DEPARTMENT)
    with frozen_at(NOON), pytest.raises(InvalidInput) as caught:
        define_grid(
            actor=console(zone),
            unit=office,
            code="G1",
            name=" ",
            type="street",
            boundary={"type": "Point"},
            opened_on=DAY + timedelta(days=1),
        )
    assert places(caught) == {"code", "name", "type", "unit", "boundary", "opened_on"}


def test_edited_and_edited_at_once(zone: Zone) -> None:
    grid, park = a_grid(zone), a_unit(zone, "东园")
    stale = Grid.objects.get(id=grid.id)
    edit_grid(actor=console(zone), grid=grid, unit=park, code="G9", name="新名", households=3, reason="文")
    entry = Entry.objects.get(event="grids.grid.edited")
    assert (entry.changes["name"], entry.reason) == (["网格G1", "新名"], "文")
    with pytest.raises(StaleVersion):
        edit_grid(actor=console(zone), grid=stale, unit=park, code="G8", name="又名")
    a_grid(zone, "G2", 3)
    with pytest.raises(InvalidInput):
        edit_grid(actor=console(zone), grid=grid, unit=park, code="G2", name="新名")


def test_redrawn_from_a_day_on_it_lay_elsewhere_before(zone: Zone) -> None:
    grid = a_grid(zone)
    with frozen_at(NOON):
        redraw_grid(actor=console(zone), grid=grid, boundary=square(5), on=date(2018, 6, 1), reason="调整")
    before, after = date(2018, 5, 31), date(2018, 6, 1)
    assert grids_at(zone.id, *middle(0), before) == {GridType.SOCIAL: grid}
    assert grids_at(zone.id, *middle(0), after) == {}
    assert grids_at(zone.id, *middle(5), after) == {GridType.SOCIAL: grid}
    assert GridBoundary.objects.filter(grid=grid).count() == 2
    assert Entry.objects.get(event="grids.grid.redrawn").reason == "调整"


def test_on_its_first_day_a_boundary_is_put_right(zone: Zone) -> None:
    grid = a_grid(zone)
    with frozen_at(NOON):
        redraw_grid(actor=console(zone), grid=grid, boundary=square(0, 0, 2), on=SINCE)
        assert GridBoundary.objects.get(grid=grid).geometry == square(0, 0, 2)
        redraw_grid(actor=console(zone), grid=grid, boundary=square(0, 0, 2))
        assert Entry.objects.filter(event="grids.grid.redrawn").count() == 1
        for on in (SINCE - timedelta(days=1), DAY + timedelta(days=1)):
            with pytest.raises(InvalidInput) as caught:
                redraw_grid(actor=console(zone), grid=grid, boundary=square(1), on=on)
            assert places(caught) == {"on"}


def test_closed_with_all_that_was_there(zone: Zone) -> None:
    grid = a_grid(zone)
    worker = a_worker(grid, a_person(zone))
    with frozen_at(NOON):
        with pytest.raises(InvalidInput):
            close_grid(actor=console(zone), grid=grid, closed_on=DAY + timedelta(days=1))
        with pytest.raises(InvalidInput):
            close_grid(actor=console(zone), grid=grid, closed_on=SINCE)
        close_grid(actor=console(zone), grid=grid, closed_on=DAY, reason="合并")
        with pytest.raises(Refused):
            close_grid(actor=console(zone), grid=grid, closed_on=DAY)
        with pytest.raises(Refused):
            redraw_grid(actor=console(zone), grid=grid, boundary=square(2))
        with pytest.raises(Refused):
            a_worker(grid, a_person(zone, "新人"))
    assert GridWorker.objects.get(id=worker.id).valid_to == DAY - timedelta(days=1)
    assert grids_at(zone.id, *middle(), DAY - timedelta(days=1))
    assert not grids_at(zone.id, *middle(), DAY)
    assert blockers_of(grid.unit) == []
