"""From a token to who acts by it; the tokens of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.api.actor import TokenActor, cut
from guatu.api.models import ApiToken
from guatu.core.actor import Actor, PersonActor
from guatu.core.clock import now, today
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.tokens import token_hash, zone_code_of
from guatu.core.walls import open_zone_here, zone_open
from guatu.organization.powers import actors_for

# How stale the last use may be: not every request is worth a write.
_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who came by which token, into which zone."""

    zone: Zone
    token: ApiToken
    actor: TokenActor


def caller_of(secret: str) -> Caller | None:
    """Who comes with this token (four queries); for them the zone is then open. None for a token that is unknown,
    expired or withdrawn, for a person who holds no post today, and for an account that is locked or has to choose its
    password: they look the same."""
    code = zone_code_of(secret)
    zone = Zone.objects.filter(code=code).first() if code is not None else None
    if zone is None:
        return None
    with zone_open(zone.id):
        token = (
            ApiToken.objects.filter(
                zone=zone,
                token_hash=token_hash(secret),
                withdrawn_at=None,
                expires_on__gte=today(),
                person__user__is_active=True,
                person__user__must_change_password=False,
            )
            .select_related("person")
            .first()
        )
        person = actors_for([token.person_id], zone).get(token.person_id) if token is not None else None
    if token is None or person is None:
        return None
    open_zone_here(zone.id)
    _note_use(token)
    return Caller(zone, token, cut(person, token.powers, token_id=token.id))


def _note_use(token: ApiToken) -> None:
    """Past the one door: when a token was last used is no change to record."""
    moment = now()
    if token.last_used_at is None or token.last_used_at < moment - _NOTED_EVERY:
        ApiToken.objects.filter(zone_id=token.zone_id, id=token.id).update(last_used_at=moment)


def visible_tokens(*, actor: Actor) -> QuerySet[ApiToken]:
    """One's own, withdrawn and expired ones among them."""
    if actor.person_id is None:
        return ApiToken.objects.none()
    return ApiToken.objects.filter(zone_id=actor.zone_id, person_id=actor.person_id)


def live_tokens(*, actor: Actor) -> QuerySet[ApiToken]:
    """Those that still open something."""
    return visible_tokens(actor=actor).filter(Q(withdrawn_at=None), expires_on__gte=today())


def get_token(token_id: UUID, *, actor: Actor) -> ApiToken:
    """Raises `NotFound`."""
    token = visible_tokens(actor=actor).filter(id=token_id).first()
    if token is None:
        raise NotFound("API token")
    return token


def powers_to_give(*, actor: Actor) -> list[str]:
    """What a token of the actor may carry: the powers of the posts held today."""
    return sorted(actor.powers) if isinstance(actor, PersonActor) else []
