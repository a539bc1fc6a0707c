"""Who looks down: whoever's post covers the whole of a city or a province."""

from __future__ import annotations

from guatu.core.actor import Actor

VIEW = "zones.view_zone"
PUBLISH = "zones.publish_ranking"


def may_view_zones_below(actor: Actor) -> bool:
    """The figures of every zone below. That a zone is below is asked where it is found."""
    return actor.reach(VIEW).whole_zone


def may_publish_ranking(actor: Actor) -> bool:
    return actor.reach(PUBLISH).whole_zone and may_view_zones_below(actor)
