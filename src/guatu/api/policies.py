"""Who may have tokens, and what may be done by one."""

from guatu.api.models import ApiToken
from guatu.core.actor import Actor


def may_issue_api_token(actor: Actor) -> bool:
    """People for themselves, signed in; a token makes no further tokens."""
    return actor.kind == "person" and actor.person_id is not None and actor.user_id is not None


def may_withdraw_api_token(actor: Actor, token: ApiToken) -> bool:
    """One's own, by any of one's own."""
    return actor.person_id is not None and (actor.zone_id, actor.person_id) == (
        token.zone_id,
        token.person_id,
    )


def may_answer_once(actor: Actor) -> bool:
    """What is done is asked of the use case itself; here only that a token is behind it."""
    return actor.kind == "token"
