"""Move a prospect on: into negotiation, or out of the funnel with a reason, or back into it."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Stage
from guatu.investment.events import ProspectMoved
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_edit_prospect
from guatu.investment.stage_moves import check_move, write_move


@use_case(may=may_edit_prospect)
def move_prospect(
    *, actor: Actor, prospect: Prospect, to: Stage | str, on: date, reason: str = ""
) -> Prospect:
    """Signing and landing have acts of their own: they take more than a day. Raises `Refused`, `InvalidInput`."""
    stage = Stage(to)
    if stage in (Stage.SIGNED, Stage.LANDED):
        raise Refused(_("Record the agreement, or the landing, instead."), code="own_act")
    check_move(prospect, stage, on, reason=reason)
    changes = write_move(actor, prospect, stage, on, reason=reason)
    record(
        ProspectMoved(zone_id=prospect.zone_id, prospect_id=prospect.id, stage=stage.value, on=on),
        subject=prospect,
        changes=changes,
        reason=reason.strip(),
    )
    return prospect
