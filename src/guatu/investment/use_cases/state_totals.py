"""Keep a total with its parts as a source states it, so that the closing check can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Basis, Stage
from guatu.investment.events import TotalsStated
from guatu.investment.models.statements import Statement, StatementPart
from guatu.investment.policies import may_state_totals
from guatu.investment.rules.closing import Part


@dataclass(frozen=True, slots=True)
class Total:
    """What the source states, from the first to the last day of its period."""

    source: str
    first_day: date
    last_day: date
    stage: str = Stage.SIGNED
    count: int | None = None
    amount_cny: Decimal | None = None
    at_least: bool = False
    basis: str = Basis.STATED


@use_case(may=may_state_totals)
def state_totals(*, actor: Actor, total: Total, parts: Sequence[Part]) -> Statement:
    """Nothing is put right: a total that does not add up is shown as one that does not. Raises `InvalidInput`."""
    faults = {}
    source = total.source.strip()
    if not source:
        faults["source"] = _("Where does this stand?")
    if total.last_day < total.first_day:
        faults["last_day"] = _("Not before the first day.")
    if total.count is None and total.amount_cny is None:
        faults["count"] = _("A number or an amount, please.")
    given = {
        "source": source[:200],
        "stage": total.stage,
        "first_day": total.first_day,
        "last_day": total.last_day,
    }
    if Statement.objects.filter(zone_id=actor.zone_id, **given).exists():
        faults["source"] = _("What this source states of the period is kept already.")
    if faults:
        raise InvalidInput(faults)
    statement = Statement.objects.create(
        zone_id=actor.zone_id,
        **given,
        count=total.count,
        amount_cny=total.amount_cny,
        at_least=total.at_least,
        basis=total.basis,
        stated_by=actor.name,
    )
    StatementPart.objects.bulk_create(
        StatementPart(
            zone_id=actor.zone_id,
            statement=statement,
            place=place,
            label=part.label[:60],
            count=part.count,
            amount_cny=part.amount,
        )
        for place, part in enumerate(parts)
    )
    record(TotalsStated(zone_id=actor.zone_id, statement_id=statement.id), subject=statement)
    return statement
