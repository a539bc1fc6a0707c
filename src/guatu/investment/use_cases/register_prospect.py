"""Enter a prospect."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Stage
from guatu.investment.details import ProspectDetails, checked_values
from guatu.investment.events import ProspectRegistered
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.policies import may_register_prospect


def may_register_with(actor: Actor, details: ProspectDetails) -> bool:
    return may_register_prospect(actor, details.unit)


@use_case(may=may_register_with)
def register_prospect(
    *, actor: Actor, details: ProspectDetails, stage: Stage | str = Stage.LEAD, on: date | None = None
) -> Prospect:
    """As a lead, or as in negotiation, since `on` (today where none is given). Raises `InvalidInput`."""
    one_at_a_time("investment.names", actor.zone_id)
    day = today(Zone.objects.get(id=actor.zone_id))
    values = checked_values(details, zone_id=actor.zone_id)
    if stage not in (Stage.LEAD, Stage.NEGOTIATING):
        raise InvalidInput({"stage": _("A prospect begins as a lead or in negotiation.")})
    if on is not None and on > day:
        raise InvalidInput({"on": _("This day has not come yet.")})
    prospect = Prospect.objects.create(
        zone_id=actor.zone_id, stage=Stage(stage), stage_since=on or day, **values
    )
    StageChange.objects.create(
        zone_id=actor.zone_id, prospect=prospect, stage=prospect.stage, on=on or day, by_name=actor.name
    )
    record(
        ProspectRegistered(zone_id=actor.zone_id, prospect_id=prospect.id, stage=str(prospect.stage)),
        subject=prospect,
        changes={
            name: (None, str(value) if hasattr(value, "_meta") else to_json(value))
            for name, value in values.items()
            if value not in (None, "", False) and not _says_nothing(name, values)
        },
    )
    return prospect


def _says_nothing(name: str, values: dict[str, Any]) -> bool:
    """The currency of an amount that is not known."""
    of = {"total_currency": "total_investment", "registered_currency": "registered_capital"}.get(name)
    return of is not None and values[of] is None
