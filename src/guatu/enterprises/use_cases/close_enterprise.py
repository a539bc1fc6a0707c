"""Mark an enterprise as closed; its past stays, its links open nothing any more."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.choices import EnterpriseStatus, VisitStatus
from guatu.enterprises.events import EnterpriseClosed
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.policies import may_edit_enterprise
from guatu.enterprises.use_cases.cancel_visit import cancel_visit


@use_case(may=may_edit_enterprise)
def close_enterprise(*, actor: Actor, enterprise: Enterprise, on: date, reason: str) -> Enterprise:
    """Visits that were planned are cancelled. Raises `Refused` (`closed`) where it is closed, `InvalidInput`."""
    if enterprise.is_closed:
        raise Refused(_("The enterprise is closed already."), code="closed")
    faults = {}
    if on > today(Zone.objects.get(id=enterprise.zone_id)):
        faults["on"] = _("This day has not come yet.")
    if not reason.strip():
        faults["reason"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)
    planned = Visit.objects.filter(
        zone_id=enterprise.zone_id, enterprise=enterprise, status=VisitStatus.PLANNED
    )
    for visit in planned.select_related("enterprise"):
        cancel_visit(actor=actor, visit=visit, reason=_("The enterprise is closed."))
    changes = change(enterprise, status=EnterpriseStatus.CLOSED, closed_on=on)
    record(
        EnterpriseClosed(zone_id=enterprise.zone_id, enterprise_id=enterprise.id),
        subject=enterprise,
        changes=changes,
        reason=reason.strip(),
    )
    return enterprise
