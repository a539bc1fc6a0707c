"""Take a token back: whoever comes with it from now on is a stranger."""

from django.utils.translation import gettext as _

from guatu.api.events import ApiTokenWithdrawn
from guatu.api.models import ApiToken
from guatu.api.policies import may_withdraw_api_token
from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case


@use_case(may=may_withdraw_api_token)
def withdraw_api_token(*, actor: Actor, token: ApiToken) -> ApiToken:
    """Raises `Refused` where it is withdrawn already."""
    if token.withdrawn_at is not None:
        raise Refused(_("This token is withdrawn already."), code="withdrawn")
    changes = change(token, withdrawn_at=now())
    record(
        ApiTokenWithdrawn(zone_id=token.zone_id, token_id=token.id, person_id=token.person_id),
        subject=token,
        changes=changes,
        about=(token.person_id,),
    )
    return token
