"""Give an enterprise another liaison."""

from datetime import date

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.events import LiaisonHandedOver
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.policies import may_edit_enterprise
from guatu.organization.models import Person


@use_case(may=may_edit_enterprise)
def hand_over_liaison(
    *, actor: Actor, enterprise: Enterprise, to: Person, on: date, reason: str = ""
) -> Enterprise:
    changes = change(enterprise, liaison=to, liaison_since=on)
    if changes:
        record(
            LiaisonHandedOver(zone_id=enterprise.zone_id, enterprise_id=enterprise.id),
            subject=enterprise,
            changes=changes,
            reason=reason.strip(),
        )
    return enterprise
