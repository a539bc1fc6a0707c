"""Change the entry of an enterprise; a name that it bore stays known."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.details import EnterpriseDetails, checked_values
from guatu.enterprises.events import EnterpriseEdited
from guatu.enterprises.models.enterprise import Enterprise, EnterpriseName
from guatu.enterprises.policies import EDIT, may_edit_enterprise


@use_case(may=may_edit_enterprise)
def edit_enterprise(
    *,
    actor: Actor,
    enterprise: Enterprise,
    details: EnterpriseDetails,
    renamed_on: date | None = None,
    was_misspelt: bool = False,
) -> Enterprise:
    """Bring the entry to these details. A changed name leaves the old one as a former name up to the day before
    `renamed_on` (today where none is given), unless it was only misspelt. Raises `InvalidInput`, `StaleVersion`."""
    one_at_a_time("enterprises.names", enterprise.zone_id)
    day = today(Zone.objects.get(id=enterprise.zone_id))
    values = checked_values(details, zone_id=enterprise.zone_id, day=day, enterprise=enterprise)
    if details.unit.id != enterprise.unit_id and not actor.may(EDIT, details.unit.id):
        raise InvalidInput({"unit": _("Your posts do not reach “%s”.") % details.unit.name})
    if renamed_on is not None and renamed_on > day:
        raise InvalidInput({"renamed_on": _("This day has not come yet.")})
    old_name = enterprise.name
    changes = change(enterprise, **values)
    if "name" in changes and not was_misspelt:
        EnterpriseName.objects.create(
            zone_id=enterprise.zone_id,
            enterprise=enterprise,
            name=old_name,
            valid_to=(renamed_on or day) - timedelta(days=1),
        )
    if changes:
        record(
            EnterpriseEdited(zone_id=enterprise.zone_id, enterprise_id=enterprise.id),
            subject=enterprise,
            changes=changes,
        )
    return enterprise
