"""What belongs to which grid, and who answers for it or at a place."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.models import Zone
from guatu.grids.choices import GridType
from guatu.grids.models import GridObject
from guatu.grids.selectors.places import grids_at, responsible_at, responsible_for
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.grids.use_cases.place_object import place_object
from guatu.grids.use_cases.remove_object import remove_object
from guatu.organization.places import unit_at
from tests.builders import a_person, a_unit, a_zone, an_actor, console
from tests.grids.grid_builders import (
    DAY,
    NOON,
    SIDE,
    SINCE,
    SOUTH,
    WEST,
    Units,
    a_grid,
    a_worker,
    middle,
    units_belong_to_grids,
)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen_at(NOON):
        yield


@pytest.fixture
def kind() -> Iterator[Units]:
    with units_belong_to_grids() as kind:
        yield kind


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone()


def test_by_its_place_and_then_elsewhere(zone: Zone, kind: Units) -> None:
    west, east = a_grid(zone, "W"), a_grid(zone, "E", 1)
    firm = a_unit(zone, "某企业")
    put = {"actor": console(zone), "subject_type": kind.label, "subject_id": firm.id}
    first = place_object(**put, point=middle(0), on=SINCE)
    assert (first.grid, first.placement, first.name) == (west, "place", "某企业")
    assert place_object(**put, point=middle(0)).id == first.id
    second = place_object(**put, point=middle(1), on=DAY)
    assert second.grid == east
    first.refresh_from_db()
    assert first.valid_to == DAY - timedelta(days=1)
    right = place_object(**put, grid=west, on=DAY, reason="按权属")
    assert (right.id, right.grid, right.placement) == (second.id, west, "hand")
    assert GridObject.objects.filter(valid_to=None).count() == 1


def test_what_cannot_be_placed(zone: Zone, kind: Units) -> None:
    grid = a_grid(zone)
    firm = a_unit(zone, "某企业")
    put = {"actor": console(zone), "subject_type": kind.label, "subject_id": firm.id}
    for given, place in (
        ({}, "point"),
        ({"point": middle(7)}, "point"),
        ({"point": (2.0, 48.0)}, "point"),
        ({"point": middle(0), "type": "enterprise"}, "point"),
        ({"point": middle(0), "type": "street"}, "type"),
        ({"grid": grid}, "reason"),
        ({"grid": grid, "reason": "x", "on": SINCE - timedelta(days=1)}, "grid"),
        ({"point": middle(0), "on": DAY + timedelta(days=1)}, "on"),
    ):
        with pytest.raises(InvalidInput) as caught:
            place_object(**put, **given)
        assert [fault.place for fault in caught.value.faults] == [place], given
    with pytest.raises(NotFound):
        place_object(**(put | {"subject_id": uuid4()}), point=middle(0))
    with pytest.raises(NotFound):
        place_object(**(put | {"subject_type": "no.such"}), point=middle(0))
    other = an_actor(zone, "office", unit=a_unit(zone, "西园"))
    with pytest.raises(NotAllowed):
        place_object(**(put | {"actor": other}), point=middle(0))
    assert not GridObject.objects.exists()


def test_taken_out_it_was_there(zone: Zone, kind: Units) -> None:
    grid, firm = a_grid(zone), a_unit(zone, "某企业")
    placed = place_object(
        actor=console(zone), subject_type=kind.label, subject_id=firm.id, point=middle(0), on=SINCE
    )
    with pytest.raises(InvalidInput):
        remove_object(actor=console(zone), placed=placed, valid_to=SINCE - timedelta(days=1))
    remove_object(actor=console(zone), placed=placed, valid_to=DAY)
    with pytest.raises(Refused):
        remove_object(actor=console(zone), placed=placed, valid_to=DAY)
    found = responsible_for(zone.id, kind.label, firm.id, GridType.SOCIAL, DAY)
    assert found is not None
    assert (found.grid, found.person) == (grid, None)
    assert "nobody works in the grid" in found.why
    assert responsible_for(zone.id, kind.label, firm.id, GridType.SOCIAL, DAY + timedelta(days=1)) is None


def test_who_answers_at_a_place_on_a_day(zone: Zone) -> None:
    park = a_unit(zone, "东园")
    grid = a_grid(zone, unit=park)
    worker = a_worker(grid, a_person(zone, "甲"))
    name_substitute(
        actor=console(zone),
        worker=worker,
        person=a_person(zone, "乙"),
        valid_from=DAY,
        valid_to=DAY,
    )
    found = responsible_at(zone.id, *middle(), GridType.SOCIAL, DAY)
    assert found is not None
    assert (found.unit, found.person and found.person.name) == (park, "乙")
    assert responsible_at(zone.id, *middle(), GridType.PROJECT, DAY) is None
    answer = unit_at(zone.id, *middle(), DAY - timedelta(days=1))
    assert answer is not None
    assert (answer.unit_id, answer.person_id, answer.grid_label) == (park.id, worker.person_id, "网格G1")
    assert unit_at(zone.id, *middle(5), DAY) is None
    assert unit_at(zone.id, *middle(), date(2017, 12, 31)) is None
    assert unit_at(a_zone("OZ", "别区").id, *middle(), DAY) is None


def test_without_a_social_grid_the_firms_answers(zone: Zone) -> None:
    grid = a_grid(zone, "Q", type=GridType.ENTERPRISE)
    a_grid(zone, "P", type=GridType.PROJECT)
    answer = unit_at(zone.id, *middle(), DAY)
    assert answer is not None
    assert (answer.grid_id, answer.person_id) == (grid.id, None)


def test_on_a_shared_line_the_answer_does_not_waver(zone: Zone) -> None:
    a_grid(zone, "B", 0)
    a_grid(zone, "A", 1)
    line = (WEST + SIDE, SOUTH + SIDE / 2)
    assert grids_at(zone.id, *line, DAY)[GridType.SOCIAL].code == "A"
    assert len(grids_at(zone.id, *middle(0), DAY)) == 1
