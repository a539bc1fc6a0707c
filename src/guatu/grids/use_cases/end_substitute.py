"""End a substitution earlier: somebody is back from leave."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import SubstituteEnded
from guatu.grids.models import Substitute
from guatu.grids.policies import may_manage_substitute


@use_case(may=may_manage_substitute)
def end_substitute(
    *, actor: Actor, substitute: Substitute, valid_to: date, reason: str = ""
) -> Substitute | None:
    """`valid_to` is the last day on which the person stands in. Before the first day the substitution is taken back:
    the row goes, the record keeps it, and None is returned.

    Raises `InvalidInput` for a day after the one on file: a longer leave is another substitution.
    """
    one_at_a_time("grids.staff", substitute.zone_id)
    if valid_to > substitute.valid_to:
        raise InvalidInput(
            {"valid_to": _("The substitution ends earlier already. Name the substitute again.")}
        )
    taken_back = valid_to < substitute.valid_from
    if taken_back:
        changes = {
            "valid_from": (substitute.valid_from, None),
            "valid_to": (substitute.valid_to, None),
        }
    else:
        changes = change(substitute, valid_to=valid_to)
        if not changes:
            return substitute
    worker = substitute.worker
    record(
        SubstituteEnded(
            zone_id=substitute.zone_id,
            grid_id=worker.grid_id,
            away_id=worker.person_id,
            person_id=substitute.person_id,
            valid_to=valid_to,
        ),
        subject=substitute,
        changes=changes,
        reason=reason,
        about=(worker.grid_id, worker.person_id, substitute.person_id),
    )
    if taken_back:
        substitute.delete()
        return None
    return substitute
