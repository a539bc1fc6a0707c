"""Close a unit that has nothing open in it any more."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import UnitClosed
from guatu.organization.models import Post, TaskForce, Unit
from guatu.organization.policies import may_close_unit
from guatu.organization.unit_blockers import add_blocker, blockers_of


@use_case(may=may_close_unit)
def close_unit(*, actor: Actor, unit: Unit, closed_on: date, reason: str = "") -> Unit:
    """`closed_on` is the first day on which the unit is no more. Its past stays readable.

    Raises `Refused`, naming everything in the way (units below, posts, task forces, and what other apps still have
    open there), for the unit at the top, and for one closed already; `InvalidInput` for a day before it opened.
    """
    if unit.parent_id is None:
        raise Refused(_("The unit at the top of the zone cannot be closed."))
    if unit.closed_on is not None:
        raise Refused(_("“%s” has been closed.") % unit.name)
    if unit.opened_on is not None and closed_on < unit.opened_on:
        raise InvalidInput({"closed_on": _("The unit would close before it opened.")})
    open_still = blockers_of(unit)
    if open_still:
        what = pgettext("between items of a list", ", ").join(open_still)
        raise Refused(
            _("“%(unit)s” still has %(what)s.") % {"unit": unit.name, "what": what}, code="still_open"
        )
    changes = change(unit, closed_on=closed_on)
    record(
        UnitClosed(zone_id=unit.zone_id, unit_id=unit.id, closed_on=closed_on),
        subject=unit,
        changes=changes,
        reason=reason,
        about=(unit.parent_id,),
    )
    return unit


@add_blocker
def open_in_the_organization(unit: Unit) -> list[str]:
    """Units below, posts and task forces."""
    below = Unit.objects.filter(zone_id=unit.zone_id, parent=unit, closed_on__isnull=True).count()
    posts = Post.objects.filter(zone_id=unit.zone_id, unit=unit, abolished_on__isnull=True).count()
    forces = TaskForce.objects.filter(zone_id=unit.zone_id, unit=unit).filter(valid_to__isnull=True).count()
    counted = (
        (below, ngettext("%d unit below it", "%d units below it", below)),
        (posts, ngettext("%d post", "%d posts", posts)),
        (forces, ngettext("%d task force", "%d task forces", forces)),
    )
    return [text % count for count, text in counted if count]
