"""Put a unit, with all that is below it, under another one."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import UnitMoved
from guatu.organization.models import Unit
from guatu.organization.policies import may_move_unit
from guatu.organization.rules import subtree


@use_case(may=may_move_unit)
def move_unit(*, actor: Actor, unit: Unit, parent: Unit, reason: str = "") -> Unit:
    """`unit` now stands under `parent`; powers of posts above either follow at once.

    Raises `Refused` for the unit at the top, `InvalidInput` where `parent` is closed or lies within `unit`.
    """
    # One at a time: two moves that cross would make a ring together that neither makes alone.
    one_at_a_time("organization.units", actor.zone_id)
    if unit.parent_id is None:
        raise Refused(_("The unit at the top of the zone cannot be moved."))
    parents = dict(Unit.objects.filter(zone_id=unit.zone_id).values_list("id", "parent_id"))
    if parent.id in subtree(parents, unit.id):
        raise InvalidInput({"parent": _("“%s” lies within the unit itself.") % parent.name})
    if parent.closed_on is not None:
        raise InvalidInput({"parent": _("“%s” has been closed.") % parent.name})
    old = unit.parent
    changes = change(unit, parent=parent)
    if changes:
        record(
            UnitMoved(
                zone_id=unit.zone_id,
                unit_id=unit.id,
                old_parent_id=old.id if old else None,
                new_parent_id=parent.id,
            ),
            subject=unit,
            changes=changes,
            reason=reason,
            about=(parent.id, *([old.id] if old else [])),
        )
    return unit
