"""Hand somebody's work in a grid over to somebody else."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.grids.events import GridWorkHandedOver
from guatu.grids.models import GridWorker
from guatu.grids.policies import may_manage_worker
from guatu.grids.use_cases.assign_grid_worker import assign_grid_worker
from guatu.grids.use_cases.end_grid_worker import end_grid_worker
from guatu.organization.models import Person
from guatu.organization.rules import DAY


@use_case(may=may_manage_worker)
def hand_over_grid_work(
    *, actor: Actor, worker: GridWorker, to: Person, on: date, reason: str = ""
) -> GridWorker:
    """`to` does the work from `on` on; who did it until then stays on file up to the day before. Returns the new work.

    Raises `Refused` for work that has ended, `InvalidInput` for a day to come, the work's first day or one before, and
    for somebody who works in the grid already.
    """
    day = today(Zone.objects.get(id=worker.zone_id))
    if worker.valid_to is not None and worker.valid_to < day:
        raise Refused(_("%s no longer works in this grid.") % worker.person.name)
    faults = {}
    if to.id == worker.person_id:
        faults["to"] = _("%s does this work already.") % to.name
    if on > day:
        faults["on"] = _("Work is handed over on a day that has come.")
    elif on <= worker.valid_from:
        faults["on"] = _("%(person)s works in “%(grid)s” since that day or later.") % {
            "person": worker.person.name,
            "grid": worker.grid.name,
        }
    if faults:
        raise InvalidInput(faults)
    last = worker.valid_to
    end_grid_worker(actor=actor, worker=worker, valid_to=on - DAY, reason=reason)
    try:
        begun = assign_grid_worker(
            actor=actor,
            grid=worker.grid,
            person=to,
            role=worker.role,
            valid_from=on,
            valid_to=last,
            reason=reason,
        )
    except InvalidInput as error:
        raise InvalidInput({"to": error.faults[0].message}) from error
    record(
        GridWorkHandedOver(
            zone_id=worker.zone_id,
            grid_id=worker.grid_id,
            person_id=worker.person_id,
            role=worker.role,
            to_person_id=to.id,
            valid_from=on,
        ),
        subject=begun,
        changes={"person": (worker.person.name, to.name), "valid_from": (None, on)},
        reason=reason,
        about=(worker.grid_id, worker.person_id, to.id),
    )
    return begun
