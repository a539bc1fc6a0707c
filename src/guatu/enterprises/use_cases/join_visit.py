"""Come along on a visit that is planned already, rather than on one of one's own."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.enterprises.choices import VisitStatus
from guatu.enterprises.events import VisitJoined
from guatu.enterprises.models.visits import Visit, VisitUnit
from guatu.enterprises.policies import may_join_visit
from guatu.organization.models import Unit


@use_case(may=may_join_visit)
def join_visit(*, actor: Actor, visit: Visit, unit: Unit, visitors: str = "") -> Visit:
    """Raises `Refused`: `not_planned` where it was made or cancelled meanwhile, `joined` where the unit comes
    already."""
    one_at_a_time("enterprises.visits", visit.enterprise_id)
    visit.refresh_from_db(fields=["status", "version"])
    if visit.status != VisitStatus.PLANNED:
        raise Refused(_("This visit is no longer planned."), code="not_planned")
    if VisitUnit.objects.filter(zone_id=visit.zone_id, visit=visit, unit=unit).exists():
        raise Refused(_("“%s” takes part already.") % unit.name, code="joined")
    VisitUnit.objects.create(zone_id=visit.zone_id, visit=visit, unit=unit, visitors=visitors.strip()[:200])
    record(
        VisitJoined(
            zone_id=visit.zone_id, enterprise_id=visit.enterprise_id, visit_id=visit.id, unit_id=unit.id
        ),
        subject=visit,
        changes={"unit": (None, unit.name)},
        about=(visit.enterprise_id,),
    )
    return visit
