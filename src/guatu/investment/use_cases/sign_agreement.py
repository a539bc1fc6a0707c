"""Record that the agreement with a prospect is signed."""

from dataclasses import dataclass, field
from datetime import date

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Basis, Stage
from guatu.investment.details import IN_DOLLARS, measure_faults
from guatu.investment.events import AgreementSigned
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.amounts import amount_values
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_edit_prospect
from guatu.investment.rules.amounts import Measure
from guatu.investment.stage_moves import check_move, write_move
from guatu.projects.choices import Precision


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands in the agreement. A day known only to the month or year is the last day of what was named."""

    on: date
    total: Measure = field(default_factory=Measure)
    registered: Measure = IN_DOLLARS
    number: str = ""
    parties: str = ""
    precision: str = Precision.DAY
    basis: str = Basis.RECORD


@use_case(may=may_edit_prospect)
def sign_agreement(*, actor: Actor, prospect: Prospect, signed: Signed) -> Agreement:
    """The prospect is signed from that day, and its amounts are those of the agreement; what was intended stays in
    the record. An agreement after another was dropped replaces its entry. Raises `Refused`, `InvalidInput`."""
    faults = measure_faults("total_investment", signed.total)
    faults |= measure_faults("registered_capital", signed.registered)
    if faults:
        raise InvalidInput(faults)
    coarse = signed.precision != Precision.DAY
    check_move(prospect, Stage.SIGNED, signed.on, place="signed_on", coarse=coarse)
    amounts = amount_values(signed.total, signed.registered)
    values = {
        "number": signed.number.strip(),
        "signed_on": signed.on,
        "signed_on_precision": signed.precision,
        "parties": signed.parties.strip(),
        "basis": signed.basis,
        **amounts,
    }
    agreement, _created = Agreement.objects.update_or_create(
        zone_id=prospect.zone_id, prospect=prospect, defaults=values
    )
    changes = write_move(actor, prospect, Stage.SIGNED, signed.on, precision=signed.precision, **amounts)
    record(
        AgreementSigned(zone_id=prospect.zone_id, prospect_id=prospect.id, signed_on=signed.on),
        subject=agreement,
        changes=changes,
        about=(prospect.id,),
    )
    return agreement
