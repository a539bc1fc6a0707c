"""Take a link back: from now on it opens nothing."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.events import AccessLinkRevoked
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.policies import may_manage_access_links


def may_revoke_access_link(actor: Actor, link: AccessLink) -> bool:
    return may_manage_access_links(actor, link.enterprise)


@use_case(may=may_revoke_access_link)
def revoke_access_link(*, actor: Actor, link: AccessLink) -> AccessLink:
    """Raises `Refused` (`revoked`) where it was taken back before."""
    if link.revoked_at is not None:
        raise Refused(_("This link has been revoked already."), code="revoked")
    change(link, revoked_at=now())
    record(
        AccessLinkRevoked(zone_id=link.zone_id, enterprise_id=link.enterprise_id, link_id=link.id),
        subject=link,
        about=(link.enterprise_id,),
    )
    return link
