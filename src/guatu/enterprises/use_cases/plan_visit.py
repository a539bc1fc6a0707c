"""Plan a visit 走访, within the limit on disturbing 无事不扰."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.enterprises.choices import VisitGround
from guatu.enterprises.events import VisitPlanned
from guatu.enterprises.limits import TooMany, check_limit
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Visit, VisitUnit
from guatu.enterprises.policies import VISIT, may_on_enterprise, may_plan_visit
from guatu.organization.models import Unit


@dataclass(frozen=True, slots=True)
class TakesPart:
    """A unit that comes, and whom it sends, in words."""

    unit: Unit
    visitors: str = ""


@use_case(may=may_plan_visit)
def plan_visit(
    *,
    actor: Actor,
    enterprise: Enterprise,
    day: date,
    taking_part: Sequence[TakesPart],
    purpose: str,
    ground: str = VisitGround.ROUTINE,
    ground_reason: str = "",
) -> Visit:
    """Several units come on one visit rather than on several. The actor visits for one of them, or serves the
    enterprise.

    Raises `TooMany` (a `Refused`) where a routine visit would be one too many: it names the visits that stand in the
    way and the next free day. A visit on another ground says why and is planned nevertheless. Raises `InvalidInput`.
    """
    one_at_a_time("enterprises.visits", enterprise.id)
    if enterprise.is_closed:
        raise Refused(_("The enterprise is closed."), code="closed")
    _check(actor, enterprise, day, taking_part, purpose, ground, ground_reason)
    past_limit = False
    try:
        check_limit(enterprise, day)
    except TooMany:
        if ground == VisitGround.ROUTINE:
            raise
        past_limit = True
    visit = Visit.objects.create(
        zone_id=enterprise.zone_id,
        enterprise=enterprise,
        planned_on=day,
        purpose=purpose.strip(),
        ground=ground,
        ground_reason=ground_reason.strip() if ground != VisitGround.ROUTINE else "",
        planned_by=actor.name,
    )
    VisitUnit.objects.bulk_create(
        VisitUnit(zone_id=visit.zone_id, visit=visit, unit=part.unit, visitors=part.visitors.strip()[:200])
        for part in taking_part
    )
    record(
        VisitPlanned(
            zone_id=visit.zone_id,
            enterprise_id=enterprise.id,
            visit_id=visit.id,
            ground=ground,
            past_limit=past_limit,
        ),
        subject=visit,
        changes={"planned_on": (None, day.isoformat()), "ground": (None, ground)},
        reason=visit.ground_reason,
        about=(enterprise.id,),
    )
    return visit


def _check(
    actor: Actor,
    enterprise: Enterprise,
    day: date,
    taking_part: Sequence[TakesPart],
    purpose: str,
    ground: str,
    ground_reason: str,
) -> None:
    faults = {}
    if day < today(Zone.objects.get(id=enterprise.zone_id)):
        faults["day"] = _("This day has passed.")
    if not taking_part:
        faults["units"] = _("Which units come?")
    elif len({part.unit.id for part in taking_part}) < len(taking_part):
        faults["units"] = _("A unit is named twice.")
    if not purpose.strip():
        faults["purpose"] = _("What for, in a line?")
    elif len(purpose.strip()) > 200:
        faults["purpose"] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
            "limit": 200,
            "count": len(purpose.strip()),
        }
    if ground not in VisitGround.values:
        faults["ground"] = _("Not a known ground.")
    elif ground != VisitGround.ROUTINE and not ground_reason.strip():
        faults["ground_reason"] = _("Say who asked for it, why it is urgent, or by which law.")
    if faults:
        raise InvalidInput(faults)
    for_a_unit = any(actor.may(VISIT, part.unit.id) for part in taking_part)
    if not for_a_unit and not may_on_enterprise(actor, VISIT, enterprise):
        raise NotAllowed(VISIT)
