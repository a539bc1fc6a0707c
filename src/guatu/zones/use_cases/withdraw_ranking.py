"""Withdraw a ranking that was published: it stays to be read, and counts nowhere any more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.zones.events import RankingWithdrawn
from guatu.zones.models import RankingWithdrawal, ZoneRanking
from guatu.zones.policies import may_withdraw_ranking

MOST = 2000


@use_case(may=may_withdraw_ranking)
def withdraw_ranking(*, actor: Actor, ranking: ZoneRanking, reason: str) -> ZoneRanking:
    """With a reason, which the zones read as well. Its numbers stay as they were; a corrected one can be published.

    Raises `InvalidInput` without a reason, and `Refused` (`withdrawn`) where it is withdrawn already.
    """
    one_at_a_time("zones.ranking", ranking.id)
    if RankingWithdrawal.objects.filter(zone_id=actor.zone_id, ranking=ranking).exists():
        raise Refused(_("This ranking has been withdrawn already."), code="withdrawn")
    reason = reason.strip()
    if not reason:
        raise InvalidInput({"reason": _("Say why.")})
    if len(reason) > MOST:
        message = _("Up to %(limit)s characters, please; there are %(count)s.")
        raise InvalidInput({"reason": message % {"limit": MOST, "count": len(reason)}})
    RankingWithdrawal.objects.create(
        zone_id=actor.zone_id,
        ranking=ranking,
        withdrawn_on=today(ranking.zone),
        withdrawn_by=actor.name,
        reason=reason,
    )
    record(
        RankingWithdrawn(zone_id=actor.zone_id, ranking_id=ranking.id, period=ranking.period),
        subject=ranking,
        reason=reason,
    )
    return ranking
