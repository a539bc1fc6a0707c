"""What waits for somebody: to sign for, in hand, to verify, to decide, and what became of what they raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.choices import ENDED, DecisionState, MatterStatus, Verifier
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.policies import DECIDE, DISPATCH, HANDLE, VERIFY
from guatu.matters.selectors.matters import visible_matters, with_standing
from guatu.matters.selectors.table import MatterRow, row_of

MOST = 50


@dataclass(frozen=True, slots=True)
class MattersDesk:
    """Each list has the latest first; at most fifty of each are shown."""

    now: datetime
    to_dispatch: Sequence[MatterRow]
    to_sign_for: Sequence[MatterRow]
    in_hand: Sequence[MatterRow]
    to_support: Sequence[SupportingUnit]
    to_verify: Sequence[MatterRow]
    to_decide: Sequence[TimeRequest]
    to_settle: Sequence[MatterRow]
    raised: Sequence[MatterRow]

    @property
    def is_empty(self) -> bool:
        lists = (self.to_dispatch, self.to_sign_for, self.in_hand, self.to_support, self.to_verify)
        return not any((*lists, self.to_decide, self.to_settle, self.raised))


def matters_desk(zone: Zone, *, actor: Actor) -> MattersDesk:
    """Two queries a list at most, and none for what the actor has no power over."""
    now = local_now(zone)
    seen = visible_matters(actor=actor)
    own = Q(handler_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    # What is dispatched to no person is for whoever handles matters in the unit.
    to_sign = own | (Q(handler__isnull=True) & _at(actor, HANDLE))
    raised_by = Q(raiser_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    verify = _at(actor, VERIFY) | (raised_by & Q(kind__verifier=Verifier.RAISER))
    to_see = (MatterStatus.DONE_REPORTED, MatterStatus.VERIFIED)
    doer = Q(done_by_id=actor.person_id) & Q(done_by__isnull=False)
    unheld = Q(status=MatterStatus.RAISED) & (
        Q() if actor.reach(DISPATCH).whole_zone else Q(raiser_unit_id__in=actor.reach(DISPATCH).unit_ids)
    )
    return MattersDesk(
        now=now,
        to_dispatch=_rows(seen.filter(unheld), now) if actor.may(DISPATCH) else [],
        to_sign_for=_rows(seen.filter(to_sign, status=MatterStatus.DISPATCHED), now),
        in_hand=_rows(seen.filter(own, status__in=(MatterStatus.IN_HAND, MatterStatus.COORDINATING)), now),
        to_support=_supports(seen, actor),
        to_verify=_rows(
            seen.filter(verify, status__in=to_see).exclude(doer),
            now,
        ),
        to_decide=_requests(seen, actor),
        to_settle=_rows(seen.filter(_at(actor, DECIDE), status=MatterStatus.COORDINATING), now),
        raised=_rows(seen.filter(raised_by).exclude(status__in=ENDED), now)
        + _rows(seen.filter(raised_by, status=MatterStatus.CLOSED, kind__is_rated=True, rating=""), now),
    )


def _at(actor: Actor, permission: str) -> Q:
    reach = actor.reach(permission)
    # Not `Q()`: what is joined to it by “or” would narrow it.
    return Q(zone_id=actor.zone_id) if reach.whole_zone else Q(lead_unit_id__in=reach.unit_ids)


def _rows(found: QuerySet[Matter], now: datetime) -> list[MatterRow]:
    order = F("standings__due_at").asc(nulls_last=True)
    return [row_of(matter, now) for matter in with_standing(found).order_by(order, "raised_at")[:MOST]]


def _requests(seen: QuerySet[Matter], actor: Actor) -> list[TimeRequest]:
    reach = actor.reach(DECIDE)
    if not reach:
        return []
    asked = TimeRequest.objects.filter(zone_id=actor.zone_id, state=DecisionState.ASKED, matter__in=seen)
    asked = asked.exclude(matter__status__in=ENDED).exclude(asker_id=actor.person_id)
    if not reach.whole_zone:
        asked = asked.filter(matter__lead_unit_id__in=reach.unit_ids)
    return list(asked.select_related("matter__kind", "matter__lead_unit").order_by("asked_at")[:MOST])


def _supports(seen: QuerySet[Matter], actor: Actor) -> list[SupportingUnit]:
    reach = actor.reach(HANDLE)
    if not reach:
        return []
    asked = SupportingUnit.objects.filter(
        zone_id=actor.zone_id, replied_at__isnull=True, round=F("matter__round")
    )
    asked = asked.filter(
        Exists(seen.filter(zone_id=OuterRef("zone_id"), id=OuterRef("matter_id"))),
        matter__status__in=(MatterStatus.DISPATCHED, MatterStatus.IN_HAND, MatterStatus.COORDINATING),
    )
    if not reach.whole_zone:
        asked = asked.filter(unit_id__in=reach.unit_ids)
    return list(asked.select_related("matter__kind", "unit").order_by("asked_at")[:MOST])
