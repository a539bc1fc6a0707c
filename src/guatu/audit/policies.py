"""Who may read the record as a whole."""

from guatu.core.actor import Actor

VIEW = "audit.view_record"


def may_view_record(actor: Actor) -> bool:
    """The record tells of the whole zone, so only a post over the whole zone opens it."""
    return actor.reach(VIEW).whole_zone
