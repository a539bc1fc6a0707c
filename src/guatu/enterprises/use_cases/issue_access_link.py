"""Give an enterprise a link by which it raises demands, answers, confirms and rates without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.tokens import new_token, token_hash, zone_code_of
from guatu.core.use_case import record, use_case
from guatu.enterprises.events import AccessLinkIssued
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.policies import may_manage_access_links

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The link with its token, which is told here and never again."""

    link: AccessLink
    token: str


@use_case(may=may_manage_access_links)
def issue_access_link(
    *, actor: Actor, enterprise: Enterprise, given_to: str, expires_on: date, fixed_token: str = ""
) -> IssuedLink:
    """Opens until the end of `expires_on`, at most a year. `fixed_token` is for demo zones alone, so that their link
    can be printed. Raises `Refused` (`closed`), `InvalidInput`."""
    zone = Zone.objects.get(id=enterprise.zone_id)
    if enterprise.is_closed:
        raise Refused(_("The enterprise is closed."), code="closed")
    if fixed_token and not (zone.is_demo and zone_code_of(fixed_token) == zone.code):
        raise ValueError("a token is chosen by hand in demo zones only")
    day = today(zone)
    faults = {}
    if not given_to.strip():
        faults["given_to"] = _("To whom is the link given?")
    if not day <= expires_on <= day + LONGEST:
        faults["expires_on"] = _("A day within a year from today, please.")
    if faults:
        raise InvalidInput(faults)
    token = fixed_token or new_token(zone.code)
    link = AccessLink.objects.create(
        zone_id=enterprise.zone_id,
        enterprise=enterprise,
        token_hash=token_hash(token),
        given_to=given_to.strip()[:100],
        issued_by=actor.name,
        expires_on=expires_on,
    )
    record(
        AccessLinkIssued(zone_id=link.zone_id, enterprise_id=enterprise.id, link_id=link.id),
        subject=link,
        changes={"expires_on": (None, expires_on.isoformat())},
        about=(enterprise.id,),
    )
    return IssuedLink(link, token)
