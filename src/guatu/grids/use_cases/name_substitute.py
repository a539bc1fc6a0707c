"""Name who stands in for somebody on leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.grids.events import SubstituteNamed
from guatu.grids.models import GridWorker, Substitute
from guatu.grids.policies import may_manage_worker
from guatu.grids.rules.standing_in import StandIn, closes_loop
from guatu.organization.models import Person


@use_case(may=may_manage_worker)
def name_substitute(
    *,
    actor: Actor,
    worker: GridWorker,
    person: Person,
    valid_from: date,
    valid_to: date,
    reason: str = "",
) -> Substitute:
    """`person` stands in for the worker from `valid_from` to `valid_to`, both within.

    Raises `InvalidInput` where these days are not all days of the worker's, somebody stands in on one of them already,
    or the worker would in the end stand in for themselves.
    """
    one_at_a_time("grids.staff", worker.zone_id)
    if person.zone_id != worker.zone_id:
        raise NotFound("person")
    faults: dict[str, Any] = {}
    if person.id == worker.person_id:
        faults["person"] = _("Nobody stands in for themselves.")
    if valid_to < valid_from:
        faults["valid_to"] = _("The leave would end before it begins.")
    if valid_from < worker.valid_from:
        faults["valid_from"] = _("%s did not work in the grid yet on that day.") % worker.person.name
    if worker.valid_to is not None and valid_to > worker.valid_to:
        faults["valid_to"] = _("%s no longer works in the grid on that day.") % worker.person.name
    known = Substitute.objects.filter(
        zone_id=worker.zone_id, valid_from__lte=valid_to, valid_to__gte=valid_from
    ).select_related("worker", "person")
    twice = next((one for one in known if one.worker_id == worker.id), None)
    if twice is not None:
        faults["valid_from"] = _("%s stands in on some of these days already.") % twice.person.name
    chain = [StandIn(s.worker.person_id, s.person_id, s.valid_from, s.valid_to) for s in known]
    if not faults and closes_loop(chain, StandIn(worker.person_id, person.id, valid_from, valid_to)):
        faults["person"] = _(
            "%(person)s is on leave as well, and %(away)s stands in, if only in the end."
        ) % {
            "person": person.name,
            "away": worker.person.name,
        }
    if faults:
        raise InvalidInput(faults)
    substitute = Substitute.objects.create(
        zone_id=worker.zone_id,
        worker=worker,
        person=person,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
    )
    record(
        SubstituteNamed(
            zone_id=worker.zone_id,
            grid_id=worker.grid_id,
            away_id=worker.person_id,
            person_id=person.id,
            valid_from=valid_from,
            valid_to=valid_to,
        ),
        subject=substitute,
        changes={
            "person": (None, person.name),
            "valid_from": (None, valid_from),
            "valid_to": (None, valid_to),
        },
        reason=reason.strip(),
        about=(worker.grid_id, worker.person_id, person.id),
    )
    return substitute
