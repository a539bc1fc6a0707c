"""Invented grids in the demo zone: three tessellations of one made-up rectangle, with people, a leave, a gap and an
overlap.

Every name says that it is invented. The rectangle lies somewhere near Danyang and follows no real boundary.
"""

from __future__ import annotations

from datetime import date

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.demo.danyang_life import acting
from guatu.grids.choices import GridType, WorkerRole
from guatu.grids.models import Grid, GridWorker
from guatu.grids.use_cases.assign_grid_worker import assign_grid_worker
from guatu.grids.use_cases.define_grid import define_grid
from guatu.grids.use_cases.draw_zone_outline import draw_zone_outline
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.grids.use_cases.place_object import place_object
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.register_person import register_person
from guatu.projects.models.project import Project

SINCE = date(2017, 6, 1)
# South-west corner, and how far the rectangle reaches, in degrees.
WEST, SOUTH, ACROSS, UP = 119.6, 32.0, 0.12, 0.08
COLUMNS, ROWS = 4, 3
# How far a corner between cells is moved, so that the grids do not look like a chessboard. Whole parts of a cell.
_BENT = ((0.0, 0.0), (0.12, -0.14), (-0.1, 0.16), (0.15, 0.1), (-0.16, -0.08), (0.08, 0.2))
_NAMES = {
    GridType.SOCIAL: ("SH", "第{}社会网格（演示）"),
    GridType.ENTERPRISE: ("QY", "企业网格{}（演示）"),
    GridType.PROJECT: ("XM", "项目网格{}（演示）"),
}
_NUMERALS = "一二三四五六七八九十"


def give_grids(zone: Zone) -> None:
    """Draw the outline and the grids, and put people and some projects into them."""
    demo = system_actor("demo", zone)
    draw_zone_outline(actor=demo, boundary=_rectangle(WEST, SOUTH, WEST + ACROSS, SOUTH + UP))
    office = acting(zone, "office")
    for type_ in GridType:
        grids = _tessellate(office, type_, _units(zone))
        _staff(demo, zone, type_, grids)
    _leave(zone, office)
    _place(zone, office)


def _units(zone: Zone) -> list[Unit]:
    """The demo's territorial units, the zone itself last."""
    units = Unit.objects.filter(zone=zone, type__in=("park", "town", "street")).order_by("order", "code")
    return [*units[:3], root_unit(zone.id)]


def _corner(type_: GridType, column: int, row: int) -> list[float]:
    """A corner of the tessellation; those inside are moved, each type's in its own way."""
    x, y = float(column), float(row)
    if 0 < column < COLUMNS and 0 < row < ROWS:
        shift = list(GridType).index(type_)
        dx, dy = _BENT[(column * ROWS + row + 2 * shift) % len(_BENT)]
        x, y = x + dx, y + dy
    return [round(WEST + x * ACROSS / COLUMNS, 6), round(SOUTH + y * UP / ROWS, 6)]


def _rectangle(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def _tessellate(actor: Actor, type_: GridType, units: list[Unit]) -> list[Grid]:
    """A dozen cells; one enterprise cell is left out (a gap), the first social one reaches too far (an overlap)."""
    prefix, pattern = _NAMES[type_]
    grids = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            number = row * COLUMNS + column + 1
            if type_ is GridType.ENTERPRISE and number == COLUMNS * ROWS:
                continue
            ring = [
                _corner(type_, column, row),
                _corner(type_, column + 1, row),
                _corner(type_, column + 1, row + 1),
                _corner(type_, column, row + 1),
            ]
            if type_ is GridType.SOCIAL and number == 1:
                ring[2] = [round(ring[2][0] + 0.003, 6), ring[2][1]]
            grids.append(
                define_grid(
                    actor=actor,
                    unit=units[(column + row) % len(units)],
                    code=f"{prefix}{number:02}",
                    name=pattern.format(_numeral(number)),
                    type=type_,
                    boundary={"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
                    opened_on=SINCE,
                    households=_households(number) if type_ is GridType.SOCIAL else None,
                )
            )
    return grids


def _households(number: int) -> int:
    """As many as the helpers can look after, except in the fifth grid."""
    helpers = 2 if number % 3 == 1 else 1
    return 88 if number == 5 else 24 * helpers + number % 5


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= 10 else "十" + _NUMERALS[number - 11]


def _staff(demo: Actor, zone: Zone, type_: GridType, grids: list[Grid]) -> None:
    """A leader and a worker for most; the last grid of a type has nobody, the one before the worker alone."""
    prefix = _NAMES[type_][0]
    people = [register_person(actor=demo, name=f"{prefix}网格员{n}（演示）") for n in range(1, 9)]
    leaders = [register_person(actor=demo, name=f"{prefix}网格长{n}（演示）") for n in range(1, 4)]
    own = Person.objects.get(zone=zone, name="联系人2")
    for place, grid in enumerate(grids[:-1]):
        person = own if type_ is GridType.PROJECT and place == 0 else people[place % len(people)]
        _assign(demo, grid, person, WorkerRole.WORKER)
        if place < len(grids) - 2:
            _assign(demo, grid, leaders[place % len(leaders)], WorkerRole.LEADER)
        if type_ is GridType.SOCIAL and place % 3 == 0:
            _assign(demo, grid, people[(place + 4) % len(people)], WorkerRole.INFORMANT)
    if type_ is GridType.ENTERPRISE:
        _assign(demo, grids[2], leaders[0], WorkerRole.LEADER)


def _assign(actor: Actor, grid: Grid, person: Person, role: WorkerRole) -> None:
    assign_grid_worker(actor=actor, grid=grid, person=person, role=role, valid_from=SINCE)


def _leave(zone: Zone, office: Actor) -> None:
    """The worker of the second project grid is on leave; the demo's grid worker stands in."""
    worker = GridWorker.objects.select_related("grid", "person").get(
        zone=zone, grid__code="XM02", role=WorkerRole.WORKER
    )
    name_substitute(
        actor=office,
        worker=worker,
        person=Person.objects.get(zone=zone, name="联系人2"),
        valid_from=date(2018, 6, 25),
        valid_to=date(2018, 7, 13),
        reason="年休假（演示）",
    )


def _place(zone: Zone, office: Actor) -> None:
    """Some projects at invented places, one by hand."""
    names = ("鱼跃医疗设备", "恒辉科技", "天工新一科技二期", "金鹏健身器材", "日产业园三期")
    for number, name in enumerate(names):
        project = Project.objects.get(zone=zone, name=name)
        place_object(
            actor=office,
            subject_type=Project._meta.label_lower,
            subject_id=project.id,
            point=(WEST + 0.017 + 0.021 * number, SOUTH + 0.012 + 0.011 * number),
            on=date(2018, 1, 8),
        )
    by_hand = Project.objects.get(zone=zone, name="天宏工业智能机器人")
    place_object(
        actor=office,
        subject_type=Project._meta.label_lower,
        subject_id=by_hand.id,
        grid=Grid.objects.get(zone=zone, code="XM01"),
        on=date(2018, 1, 8),
        reason="厂址未定，由服务网格员先行对接（演示）",
    )
