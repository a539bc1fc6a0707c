"""Give a helper of the chain a link by which they raise tips without an account."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.tokens import new_token, token_hash
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import ChainLinkIssued
from guatu.grids.models import ChainHelper
from guatu.grids.policies import may_manage_helper

OPENS_FOR = timedelta(days=365)


@use_case(may=may_manage_helper)
def issue_chain_link(*, actor: Actor, helper: ChainHelper) -> str:
    """Returns the token, which is told here and never again; an earlier one opens nothing any more. A year long."""
    if helper.valid_to is not None:
        raise Refused(_("This work has ended already."), code="ended")
    token = new_token(helper.zone.code)
    until = today(helper.zone) + OPENS_FOR
    old = helper.token_until
    change(helper, token_hash=token_hash(token), token_until=until)
    record(
        ChainLinkIssued(zone_id=helper.zone_id, grid_id=helper.grid_id, helper_id=helper.id),
        subject=helper,
        changes={"token_until": (old, until)},
        about=(helper.grid_id,),
    )
    return token
