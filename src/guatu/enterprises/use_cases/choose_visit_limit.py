"""Choose how often an enterprise may be visited without being asked; a new version, the old one stays."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.enterprises.events import VisitLimitChosen
from guatu.enterprises.models.visits import VisitLimitVersion
from guatu.enterprises.policies import may_choose_visit_limit


@use_case(may=may_choose_visit_limit)
def choose_visit_limit(
    *, actor: Actor, visits: int, days: int, reason: str, in_force_from: date | None = None
) -> VisitLimitVersion:
    """At most `visits` (1–30) within any `days` (1–366). What is planned already stays. Raises `InvalidInput`."""
    one_at_a_time("enterprises.visit_limit", actor.zone_id)
    faults = {}
    if not 1 <= visits <= 30:
        faults["visits"] = _("From 1 to 30.")
    if not 1 <= days <= 366:
        faults["days"] = _("From 1 to 366.")
    if not reason.strip():
        faults["reason"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)
    versions = VisitLimitVersion.objects.filter(zone_id=actor.zone_id)
    last: int | None = versions.aggregate(last=Max("number"))["last"]
    version = VisitLimitVersion.objects.create(
        zone_id=actor.zone_id,
        number=(last or 0) + 1,
        visits=visits,
        days=days,
        reason=reason.strip()[:300],
        in_force_from=in_force_from or today(Zone.objects.get(id=actor.zone_id)),
        chosen_by=actor.name,
    )
    record(
        VisitLimitChosen(zone_id=actor.zone_id, number=version.number),
        subject=version,
        changes={"visits": (None, visits), "days": (None, days)},
        reason=version.reason,
    )
    return version
