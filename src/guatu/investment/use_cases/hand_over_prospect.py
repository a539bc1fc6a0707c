"""Put somebody else in charge of a prospect."""

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.investment.events import ProspectHandedOver
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_edit_prospect
from guatu.organization.models import Person


@use_case(may=may_edit_prospect)
def hand_over_prospect(*, actor: Actor, prospect: Prospect, to: Person, reason: str) -> Prospect:
    """From now on `to` is in charge."""
    changes = change(prospect, person=to)
    if changes:
        record(
            ProspectHandedOver(zone_id=prospect.zone_id, prospect_id=prospect.id),
            subject=prospect,
            changes=changes,
            reason=reason.strip(),
        )
    return prospect
