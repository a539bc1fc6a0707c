"""End somebody's work in a grid."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import GridWorkerEnded
from guatu.grids.models import GridWorker, Substitute
from guatu.grids.policies import may_manage_worker
from guatu.grids.use_cases.end_substitute import end_substitute


@use_case(may=may_manage_worker)
def end_grid_worker(*, actor: Actor, worker: GridWorker, valid_to: date, reason: str = "") -> GridWorker:
    """`valid_to` is the last day; an end that is on file already can be put right the same way, but not moved on.

    Substitutions for days after it end with it, those that had not begun by then are taken back. Raises
    `InvalidInput` where the last day lies before the first, or after the one on file.
    """
    one_at_a_time("grids.staff", worker.zone_id)
    if valid_to < worker.valid_from:
        raise InvalidInput({"valid_to": _("The work would end before it begins.")})
    if worker.valid_to is not None and valid_to > worker.valid_to:
        raise InvalidInput({"valid_to": _("The work ends earlier already. Assign the person again.")})
    later = Substitute.objects.filter(zone_id=worker.zone_id, worker=worker, valid_to__gt=valid_to)
    for substitute in later.select_related("worker__grid", "worker__person", "person"):
        end_substitute(actor=actor, substitute=substitute, valid_to=valid_to, reason=reason)
    changes = change(worker, valid_to=valid_to)
    if changes:
        record(
            GridWorkerEnded(
                zone_id=worker.zone_id,
                grid_id=worker.grid_id,
                person_id=worker.person_id,
                role=worker.role,
                valid_to=valid_to,
            ),
            subject=worker,
            changes=changes,
            reason=reason,
            about=(worker.grid_id, worker.person_id),
        )
    return worker
