"""Assign somebody to a grid."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.grids.choices import WorkerRole
from guatu.grids.events import GridWorkerAssigned
from guatu.grids.models import Grid, GridWorker
from guatu.grids.policies import may_manage_grid
from guatu.organization.models import Person


@use_case(may=may_manage_grid)
def assign_grid_worker(
    *,
    actor: Actor,
    grid: Grid,
    person: Person,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
) -> GridWorker:
    """`person` works in the grid in `role` from `valid_from` on, to `valid_to` (within) where one is given.

    Raises `Refused` for a closed grid; `InvalidInput` for days before the grid opened or that run backwards, and for
    somebody who works there on some of these days already.
    """
    one_at_a_time("grids.staff", grid.zone_id)
    if person.zone_id != grid.zone_id:
        raise NotFound("person")
    if grid.closed_on is not None:
        raise Refused(_("The grid is closed; nobody works there any more."), code="closed")
    faults: dict[str, Any] = {}
    if role not in WorkerRole:
        faults["role"] = _("expected one of: %s") % ", ".join(WorkerRole.values)
    if valid_from < grid.opened_on:
        faults["valid_from"] = _("The grid was not open on that day.")
    if valid_to is not None and valid_to < valid_from:
        faults["valid_to"] = _("The work would end before it begins.")
    there = GridWorker.objects.filter(zone_id=grid.zone_id, grid=grid, person=person).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    )
    if valid_to is not None:
        there = there.filter(valid_from__lte=valid_to)
    if there.exists():
        faults["person"] = _("%s works in this grid on some of these days already.") % person.name
    if faults:
        raise InvalidInput(faults)
    worker = GridWorker.objects.create(
        zone_id=grid.zone_id, grid=grid, person=person, role=role, valid_from=valid_from, valid_to=valid_to
    )
    record(
        GridWorkerAssigned(
            zone_id=grid.zone_id, grid_id=grid.id, person_id=person.id, role=role, valid_from=valid_from
        ),
        subject=worker,
        changes={
            "person": (None, person.name),
            "role": (None, role),
            "valid_from": (None, valid_from),
            "valid_to": (None, valid_to),
        },
        reason=reason,
        about=(grid.id, person.id),
    )
    return worker
