"""What was signed in a period, as it was known on a day; what has been paid in."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from guatu.core.actor import Actor
from guatu.investment.choices import Stage
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.prospects import Prospect
from guatu.investment.selectors.prospects import standing_on, visible_prospects


def visible_agreements(*, actor: Actor) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        zone_id=actor.zone_id, prospect_id__in=visible_prospects(actor=actor).values("id")
    )


def signed_between(
    first: date, last: date, *, actor: Actor, as_of: date | None = None
) -> QuerySet[Agreement]:
    """Agreements signed from `first` to `last` that still held at the end of `as_of` (`last` where none is given):
    those whose prospect was signed or landed then."""
    day = as_of or last
    holding = standing_on(day, actor=actor).filter(stage_then__in=[Stage.SIGNED, Stage.LANDED])
    return Agreement.objects.filter(
        Exists(holding.filter(zone_id=OuterRef("zone_id"), id=OuterRef("prospect_id"))),
        zone_id=actor.zone_id,
        signed_on__gte=first,
        signed_on__lte=min(last, day),
    ).select_related("prospect")


def paid_in_between(first: date, last: date, *, actor: Actor) -> QuerySet[CapitalPaidIn]:
    """Vouchers of capital paid in from `first` to `last`, counter-entries among them, so that they add up."""
    return CapitalPaidIn.objects.filter(
        zone_id=actor.zone_id,
        prospect_id__in=visible_prospects(actor=actor).values("id"),
        paid_on__gte=first,
        paid_on__lte=last,
    ).select_related("prospect")


def paid_in_of(prospect: Prospect) -> QuerySet[CapitalPaidIn]:
    """The vouchers of a prospect that the actor was allowed to see."""
    return CapitalPaidIn.objects.filter(zone_id=prospect.zone_id, prospect=prospect)
