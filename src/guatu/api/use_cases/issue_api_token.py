"""Give oneself a token, with which a program acts in one's name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from guatu.api.events import ApiTokenIssued
from guatu.api.models import ApiToken
from guatu.api.policies import may_issue_api_token
from guatu.api.selectors import live_tokens, powers_to_give
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.tokens import new_token, token_hash
from guatu.core.use_case import record, use_case
from guatu.organization.models import Person

LONGEST = timedelta(days=366)
MOST = 20


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """The token as it is kept, and its secret, which is told here and never again."""

    token: ApiToken
    secret: str


@use_case(may=may_issue_api_token)
def issue_api_token(*, actor: Actor, label: str, powers: Collection[str], expires_on: date) -> IssuedToken:
    """Opens until the end of `expires_on` (a true day, whatever the zone's clock shows), at most a year, with no more
    than `powers`, which are the actor's own. Raises `InvalidInput` naming every field at fault, `Refused` (`too_many`).
    """
    label, asked, day = label.strip(), sorted(set(powers)), today()
    faults = {}
    if not 1 <= len(label) <= 60:
        faults["label"] = _("Say in up to 60 characters which program uses it.")
    foreign = [name for name in asked if name not in powers_to_give(actor=actor)]
    if foreign:
        faults["powers"] = _("You do not have these powers yourself: %s") % ", ".join(foreign)
    if not day <= expires_on <= day + LONGEST:
        faults["expires_on"] = _("A day within a year from today, please.")
    if faults:
        raise InvalidInput(faults)
    if live_tokens(actor=actor).count() >= MOST:
        message = _("There are %(count)s tokens that still open. Withdraw one that is not needed any more.")
        raise Refused(message % {"count": MOST}, code="too_many")
    secret = new_token(Zone.objects.get(id=actor.zone_id).code)
    token = ApiToken.objects.create(
        zone_id=actor.zone_id,
        person=Person.objects.get(zone_id=actor.zone_id, id=str(actor.person_id)),
        label=label,
        token_hash=token_hash(secret),
        powers=asked,
        expires_on=expires_on,
    )
    record(
        ApiTokenIssued(
            zone_id=token.zone_id,
            token_id=token.id,
            person_id=token.person_id,
            powers=tuple(asked),
            expires_on=expires_on,
        ),
        subject=token,
        changes={"expires_on": (None, expires_on.isoformat())},
        about=(token.person_id,),
    )
    return IssuedToken(token, secret)
