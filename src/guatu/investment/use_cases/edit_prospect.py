"""Change the entry of a prospect."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.investment.details import ProspectDetails, checked_values
from guatu.investment.events import ProspectEdited
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import EDIT, may_edit_prospect


@use_case(may=may_edit_prospect)
def edit_prospect(*, actor: Actor, prospect: Prospect, details: ProspectDetails) -> Prospect:
    """Bring the entry to these details; the stage is moved by other acts. Raises `InvalidInput`, `StaleVersion`."""
    one_at_a_time("investment.names", prospect.zone_id)
    values = checked_values(details, zone_id=prospect.zone_id, prospect=prospect)
    if details.unit.id != prospect.unit_id and not actor.may(EDIT, details.unit.id):
        raise InvalidInput({"unit": _("Your posts do not reach “%s”.") % details.unit.name})
    changes = change(prospect, **values)
    if changes:
        record(
            ProspectEdited(zone_id=prospect.zone_id, prospect_id=prospect.id),
            subject=prospect,
            changes=changes,
        )
    return prospect
