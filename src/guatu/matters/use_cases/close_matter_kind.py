"""Close a kind of matter: it is no longer offered for raising; its matters and their numbers stay as they are."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.matters.events import KindClosed
from guatu.matters.kept_kinds import what_raises
from guatu.matters.models.kinds import MatterKind
from guatu.matters.policies import may_manage_matter_rules


@use_case(may=may_manage_matter_rules)
def close_matter_kind(*, actor: Actor, kind: MatterKind, reason: str = "") -> MatterKind:
    """As of the zone's today; what is open goes on to its end. A kind that was closed before stays as it is.

    Raises `Refused` (`needed`) for a kind that other parts of the program raise matters of.
    """
    kind = MatterKind.objects.get(zone_id=actor.zone_id, id=kind.id)
    if kind.closed_on is not None:
        return kind
    needed_by = what_raises(kind.code)
    if needed_by:
        raise Refused(
            _("This kind stays: it is raised by %(what)s.")
            % {"what": pgettext("between items of a list", ", ").join(needed_by)},
            code="needed",
        )
    changes = change(kind, closed_on=today(Zone.objects.get(id=actor.zone_id)))
    record(
        KindClosed(zone_id=actor.zone_id, kind_id=kind.id),
        subject=kind,
        changes=changes,
        reason=reason.strip()[:300],
    )
    return kind
