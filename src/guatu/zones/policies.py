"""Who looks down: whoever's post covers the whole of a city or a province."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.zones.models import ZoneRanking

VIEW = "zones.view_zone"
PUBLISH = "zones.publish_ranking"
WITHDRAW = "zones.withdraw_ranking"


def may_view_zones_below(actor: Actor) -> bool:
    """The figures of every zone below. That a zone is below is asked where it is found."""
    return actor.reach(VIEW).whole_zone


def may_publish_ranking(actor: Actor) -> bool:
    return actor.reach(PUBLISH).whole_zone and may_view_zones_below(actor)


def may_withdraw_ranking(actor: Actor, ranking: ZoneRanking) -> bool:
    """Whoever published it or not: it is the zone's own."""
    return actor.zone_id == ranking.zone_id and may_withdraw_rankings(actor)


def may_withdraw_rankings(actor: Actor) -> bool:
    return actor.reach(WITHDRAW).whole_zone and may_view_zones_below(actor)
