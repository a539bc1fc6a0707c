"""Who may read and change grids: role × own unit, the unit beside it, another zone."""

from collections.abc import Callable

import pytest

from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed, NotFound
from guatu.grids.choices import WorkerRole
from guatu.grids.models import Grid, GridObject, GridWorker, Substitute
from guatu.grids.policies import (
    may_define_grid,
    may_draw_outline,
    may_edit_grid,
    may_manage_grid,
    may_manage_grids,
    may_manage_substitute,
    may_manage_worker,
    may_remove_object,
)
from guatu.grids.selectors.grids import get_grid, get_object, get_substitute, get_worker, visible_grids
from guatu.grids.use_cases.assign_grid_worker import assign_grid_worker
from guatu.grids.use_cases.close_grid import close_grid
from guatu.grids.use_cases.define_grid import define_grid
from guatu.grids.use_cases.draw_zone_outline import draw_zone_outline
from guatu.grids.use_cases.edit_grid import edit_grid
from guatu.grids.use_cases.end_grid_worker import end_grid_worker
from guatu.grids.use_cases.end_substitute import end_substitute
from guatu.grids.use_cases.hand_over_grid_work import hand_over_grid_work
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.grids.use_cases.place_object import place_object
from guatu.grids.use_cases.redraw_grid import redraw_grid
from guatu.grids.use_cases.remove_object import remove_object
from guatu.organization.models import Person
from tests.builders import a_person, a_unit, a_zone, an_actor, console
from tests.grids.grid_builders import DAY, NOON, a_grid, a_worker, middle, square, units_belong_to_grids

pytestmark = pytest.mark.django_db

MANAGERS = {"office", "office_head"}
READERS = {"leader", "office", "office_head", "clerk", "supervisor", "statistician"}
ROLES = sorted(READERS | {"grid_worker", "auditor", "system_administrator"})


class Place:
    """A park with a grid, a worker on leave, and something that belongs to the grid."""

    def __init__(self) -> None:
        self.zone = a_zone()
        self.unit, self.beside = a_unit(self.zone, "东园"), a_unit(self.zone, "西园")
        self.grid: Grid = a_grid(self.zone, unit=self.unit)
        self.worker: GridWorker = a_worker(self.grid, a_person(self.zone, "甲"))
        self.other: Person = a_person(self.zone, "乙")
        self.substitute: Substitute = name_substitute(
            actor=console(self.zone), worker=self.worker, person=self.other, valid_from=DAY, valid_to=DAY
        )
        with units_belong_to_grids() as kind:
            self.placed: GridObject = place_object(
                actor=console(self.zone),
                subject_type=kind.label,
                subject_id=self.beside.id,
                point=middle(),
            )


@pytest.fixture
def place() -> Place:
    with frozen_at(NOON):
        return Place()


POLICIES: dict[str, Callable[[Actor, Place], bool]] = {
    "define": lambda actor, place: may_define_grid(actor, place.unit),
    "manage": lambda actor, place: may_manage_grid(actor, place.grid),
    "edit": lambda actor, place: may_edit_grid(actor, place.grid, place.unit),
    "worker": lambda actor, place: may_manage_worker(actor, place.worker),
    "substitute": lambda actor, place: may_manage_substitute(actor, place.substitute),
    "object": lambda actor, place: may_remove_object(actor, place.placed),
}


@pytest.mark.parametrize("role", ROLES)
def test_by_role_and_unit(role: str, place: Place) -> None:
    foreign = a_zone("OZ", "别区")
    actors = {
        "top": an_actor(place.zone, role, username="top"),
        "own": an_actor(place.zone, role, unit=place.unit, username="own"),
        "beside": an_actor(place.zone, role, unit=place.beside, username="beside"),
        "foreign": an_actor(foreign, role, username="foreign"),
    }
    with frozen_at(NOON):
        for where, actor in actors.items():
            here = where in ("top", "own")
            for name, policy in POLICIES.items():
                assert policy(actor, place) == (role in MANAGERS and here), (where, name)
            seen = role in READERS and here
            assert visible_grids(actor=actor).filter(id=place.grid.id).exists() == seen, where
            for get, thing in (
                (get_grid, place.grid),
                (get_worker, place.worker),
                (get_substitute, place.substitute),
                (get_object, place.placed),
            ):
                if seen:
                    assert get(thing.id, actor=actor) == thing
                else:
                    with pytest.raises(NotFound):
                        get(thing.id, actor=actor)
        assert may_manage_grids(actors["beside"]) == (role in MANAGERS)
        assert may_draw_outline(actors["own"]) is False
        assert may_draw_outline(actors["top"]) == (role in MANAGERS)


def test_whoever_works_in_a_grid_sees_it_as_long(place: Place) -> None:
    far = a_grid(place.zone, "G2", 1, unit=place.beside)
    actor = an_actor(place.zone, "grid_worker", unit=place.unit)
    person = Person.objects.get(id=actor.person_id)
    with frozen_at(NOON):
        assert not visible_grids(actor=actor).exists()
        worker = a_worker(far, person, WorkerRole.INFORMANT)
        assert list(visible_grids(actor=actor)) == [far]
        end_grid_worker(actor=console(place.zone), worker=worker, valid_to=DAY)
        assert list(visible_grids(actor=actor)) == [far]
        end_substitute(actor=console(place.zone), substitute=place.substitute, valid_to=DAY)
    with frozen_at(NOON.replace(day=3)):
        assert not visible_grids(actor=actor).exists()


def test_every_use_case_asks(place: Place) -> None:
    actor, grid, person = an_actor(place.zone, "clerk"), place.grid, place.other
    acts: list[Callable[[], object]] = [
        lambda: define_grid(
            actor=actor, unit=place.unit, code="X", name="X", type="social", boundary=square(4)
        ),
        lambda: edit_grid(actor=actor, grid=grid, unit=place.unit, code="X", name="X"),
        lambda: redraw_grid(actor=actor, grid=grid, boundary=square(4)),
        lambda: close_grid(actor=actor, grid=grid, closed_on=DAY),
        lambda: assign_grid_worker(actor=actor, grid=grid, person=person, role="worker", valid_from=DAY),
        lambda: end_grid_worker(actor=actor, worker=place.worker, valid_to=DAY),
        lambda: hand_over_grid_work(actor=actor, worker=place.worker, to=person, on=DAY),
        lambda: name_substitute(
            actor=actor, worker=place.worker, person=person, valid_from=DAY, valid_to=DAY
        ),
        lambda: end_substitute(actor=actor, substitute=place.substitute, valid_to=DAY),
        lambda: place_object(actor=actor, subject_type="x", subject_id=grid.id, grid=grid, reason="x"),
        lambda: remove_object(actor=actor, placed=place.placed, valid_to=DAY),
        lambda: draw_zone_outline(actor=actor, boundary=square()),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
