"""Cancel a planned visit; it no longer counts against the limit."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.choices import VisitStatus
from guatu.enterprises.events import VisitCancelled
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.policies import may_conclude_visit


@use_case(may=may_conclude_visit)
def cancel_visit(*, actor: Actor, visit: Visit, reason: str) -> Visit:
    """Raises `Refused` (`not_planned`), `InvalidInput`."""
    one_at_a_time("enterprises.visits", visit.enterprise_id)
    visit.refresh_from_db(fields=["status", "version"])
    if visit.status != VisitStatus.PLANNED:
        raise Refused(_("This visit is no longer planned."), code="not_planned")
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why, in a sentence.")})
    changes = change(visit, status=VisitStatus.CANCELLED, cancelled_reason=reason.strip()[:300])
    record(
        VisitCancelled(zone_id=visit.zone_id, enterprise_id=visit.enterprise_id, visit_id=visit.id),
        subject=visit,
        changes=changes,
        reason=reason.strip(),
        about=(visit.enterprise_id,),
    )
    return visit
