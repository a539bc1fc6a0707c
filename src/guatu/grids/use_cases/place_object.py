"""Say to which grid something belongs: by where it lies, or by hand."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed, NotFound
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.grids.boundary_words import boundary_words
from guatu.grids.choices import GridType, Placement
from guatu.grids.events import ObjectPlaced
from guatu.grids.models import Grid, GridObject
from guatu.grids.policies import MANAGE, may_manage_grid, may_manage_grids
from guatu.grids.rules.boundaries import BoundaryFault, check_position
from guatu.grids.selectors.places import grids_at
from guatu.grids.subjects import kind_by_label
from guatu.organization.rules import DAY


@use_case(may=may_manage_grids)
def place_object(
    *,
    actor: Actor,
    subject_type: str,
    subject_id: UUID,
    point: tuple[float, float] | None = None,
    grid: Grid | None = None,
    type: str = "",
    on: date | None = None,
    reason: str = "",
) -> GridObject:
    """From `on` on (today where none is given) the object belongs to `grid`, chosen by hand with a reason; without
    one, to the grid of `type` (its kind's own where none is given) in which `point` (CGCS2000) lies.

    An earlier place in a grid of that type ends the day before. Raises `NotFound` for an object that the actor may not
    see, `InvalidInput` where the point lies in no such grid or a reason is missing, `NotAllowed` for a grid beyond the
    actor's powers.
    """
    one_at_a_time("grids", actor.zone_id)
    kind = kind_by_label(subject_type)
    subject = kind.named([subject_id], actor=actor).get(subject_id) if kind is not None else None
    if kind is None or subject is None:
        raise NotFound("object")
    day = today(Zone.objects.get(id=actor.zone_id))
    on, reason = on or day, reason.strip()
    if on > day:
        raise InvalidInput({"on": _("Something is put into a grid on a day that has come.")})
    _check_point(point)
    by_hand = grid is not None
    if grid is None:
        grid = _grid_there(actor, point, type or kind.grid_type, on)
    elif not reason:
        raise InvalidInput({"reason": _("Chosen by hand: say why it belongs to this grid.")})
    if not may_manage_grid(actor, grid):
        raise NotAllowed(MANAGE)
    if grid.closed_on is not None or grid.opened_on > on:
        raise InvalidInput({"grid": _("The grid is not open on that day.")})
    lon, lat = point or (None, None)
    values = {
        "grid": grid,
        "name": subject.name[:150],
        "lon": lon,
        "lat": lat,
        "placement": Placement.HAND if by_hand else Placement.PLACE,
        "reason": reason,
    }
    placed, changes = _put(actor, subject_type, subject_id, on, values)
    if changes:
        record(
            ObjectPlaced(
                zone_id=grid.zone_id,
                grid_id=grid.id,
                subject_type=subject_type,
                subject_id=subject_id,
                placement=placed.placement,
            ),
            subject=placed,
            changes=changes,
            reason=reason,
            about=(grid.id, subject_id),
        )
    return placed


def _check_point(point: tuple[float, float] | None) -> None:
    if point is not None:
        try:
            check_position(*point)
        except BoundaryFault as fault:
            raise InvalidInput({"point": boundary_words(fault.code, fault.detail)}) from fault


def _grid_there(actor: Actor, point: tuple[float, float] | None, type: str, on: date) -> Grid:
    if type not in GridType:
        raise InvalidInput({"type": _("expected one of: %s") % ", ".join(GridType.values)})
    if point is None:
        raise InvalidInput({"point": _("Say where it lies, or choose the grid by hand.")})
    grid = grids_at(actor.zone_id, *point, on).get(GridType(type))
    if grid is None:
        raise InvalidInput(
            {"point": _("No %s covers this place. Choose the grid by hand.") % GridType(type).label}
        )
    return grid


def _put(
    actor: Actor, subject_type: str, subject_id: UUID, on: date, values: dict[str, object]
) -> tuple[GridObject, dict[str, tuple[object, object]]]:
    """Write the place: a new row, or, on the first day of the one on file, that row put right."""
    grid = values["grid"]
    assert isinstance(grid, Grid)  # noqa: S101 – the caller's own dict
    key = {"zone_id": actor.zone_id, "subject_type": subject_type, "subject_id": subject_id}
    before = GridObject.objects.filter(**key, type=grid.type, valid_to__isnull=True).first()
    if before is not None and all(getattr(before, name) == value for name, value in values.items()):
        return before, {}
    if before is not None and on < before.valid_from:
        raise InvalidInput({"on": _("It belongs to a grid since a later day; end that first.")})
    if before is not None and on == before.valid_from:
        return before, change(before, **values)
    old = None
    if before is not None:
        old = str(before.grid)
        change(before, valid_to=on - DAY)
    placed = GridObject.objects.create(**key, type=grid.type, valid_from=on, **values)
    return placed, {
        "grid": (old, grid.name),
        "placement": (None, values["placement"]),
        "valid_from": (None, on),
    }
