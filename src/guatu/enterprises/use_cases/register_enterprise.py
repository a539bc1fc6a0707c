"""Take an enterprise into the register."""

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.enterprises.details import EnterpriseDetails, checked_values
from guatu.enterprises.events import EnterpriseRegistered
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.policies import may_register_enterprise


def may_register_with(actor: Actor, details: EnterpriseDetails) -> bool:
    return may_register_enterprise(actor, details.unit)


@use_case(may=may_register_with)
def register_enterprise(*, actor: Actor, details: EnterpriseDetails) -> Enterprise:
    """Raises `InvalidInput` with every fault, each at its field."""
    one_at_a_time("enterprises.names", actor.zone_id)
    day = today(Zone.objects.get(id=actor.zone_id))
    values = checked_values(details, zone_id=actor.zone_id, day=day)
    enterprise = Enterprise.objects.create(zone_id=actor.zone_id, **values)
    record(
        EnterpriseRegistered(zone_id=actor.zone_id, enterprise_id=enterprise.id),
        subject=enterprise,
        changes={
            name: (None, str(value) if hasattr(value, "_meta") else to_json(value))
            for name, value in values.items()
            if value not in (None, "")
        },
    )
    return enterprise
