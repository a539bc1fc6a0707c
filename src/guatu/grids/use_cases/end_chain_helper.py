"""End the work of a helper in the chain of tips; their link opens nothing any more."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.grids.events import ChainHelperEnded
from guatu.grids.models import ChainHelper
from guatu.grids.policies import may_manage_helper


@use_case(may=may_manage_helper)
def end_chain_helper(*, actor: Actor, helper: ChainHelper, valid_to: date, reason: str = "") -> ChainHelper:
    """`valid_to` is the last day. The informants of a central household stay, and are shown as having none. Raises
    `Refused` for work that has ended, `InvalidInput` for a day before it began."""
    if helper.valid_to is not None:
        raise Refused(_("This work has ended already."), code="ended")
    if valid_to < helper.valid_from:
        raise InvalidInput({"valid_to": _("The work would end before it begins.")})
    changes = change(helper, valid_to=valid_to, token_hash="", token_until=None)
    record(
        ChainHelperEnded(zone_id=helper.zone_id, grid_id=helper.grid_id, helper_id=helper.id),
        subject=helper,
        changes={name: values for name, values in changes.items() if name == "valid_to"},
        reason=reason.strip(),
        about=(helper.grid_id,),
    )
    return helper
