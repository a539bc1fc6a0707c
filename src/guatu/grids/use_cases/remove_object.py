"""Take something out of a grid."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import ObjectRemoved
from guatu.grids.models import GridObject
from guatu.grids.policies import may_remove_object


@use_case(may=may_remove_object)
def remove_object(*, actor: Actor, placed: GridObject, valid_to: date, reason: str = "") -> GridObject:
    """`valid_to` is the last day on which it belongs to the grid.

    Raises `Refused` where it has ended already, `InvalidInput` for a day before the first.
    """
    if placed.valid_to is not None:
        raise Refused(_("“%s” no longer belongs to this grid.") % placed.name, code="ended")
    if valid_to < placed.valid_from:
        raise InvalidInput({"valid_to": _("It would end before it begins.")})
    changes = change(placed, valid_to=valid_to)
    record(
        ObjectRemoved(
            zone_id=placed.zone_id,
            grid_id=placed.grid_id,
            subject_type=placed.subject_type,
            subject_id=placed.subject_id,
            valid_to=valid_to,
        ),
        subject=placed,
        changes=changes,
        reason=reason,
        about=(placed.grid_id, placed.subject_id),
    )
    return placed
