"""Enter foreign capital that has come in, by its voucher; or take back an entry that was wrong."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.investment.choices import Stage
from guatu.investment.details import measure_faults
from guatu.investment.events import CapitalEntered
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import may_enter_capital_paid_in
from guatu.investment.rules.amounts import Measure
from guatu.projects.choices import CapitalOrigin


@dataclass(frozen=True, slots=True)
class PaidIn:
    """One voucher (bank receipt, capital verification report)."""

    paid_on: date
    measure: Measure
    voucher: str
    remark: str = ""


@use_case(may=may_enter_capital_paid_in)
def enter_capital_paid_in(
    *, actor: Actor, prospect: Prospect, paid_in: PaidIn | None = None, takes_back: CapitalPaidIn | None = None,
    remark: str = "",
) -> CapitalPaidIn:  # fmt: skip
    """A new voucher, or the counter-entry of one that was wrong (`takes_back`, with why). Raises `InvalidInput`."""
    one_at_a_time("investment.paid_in", prospect.id)
    values = _take_back(takes_back, remark) if takes_back is not None else _new(prospect, paid_in)
    entry = CapitalPaidIn.objects.create(
        zone_id=prospect.zone_id, prospect=prospect, entered_by=actor.name, **values
    )
    record(
        CapitalEntered(
            zone_id=prospect.zone_id,
            prospect_id=prospect.id,
            amount=format(entry.amount, "f"),
            currency=entry.currency,
        ),
        subject=entry,
        reason=entry.remark,
        about=(prospect.id,),
    )
    return entry


def _new(prospect: Prospect, paid_in: PaidIn | None) -> dict[str, Any]:
    if paid_in is None:
        raise InvalidInput({"amount": _("How much has come in?")})
    measure = paid_in.measure
    faults = measure_faults("amount", measure)
    if prospect.capital_origin != CapitalOrigin.FOREIGN:
        faults["amount"] = _("Foreign capital is paid in for foreign prospects only.")
    elif prospect.stage not in (Stage.SIGNED, Stage.LANDED):
        faults["amount"] = _("Nothing is paid in before an agreement is signed.")
    elif not faults and (measure.amount is None or measure.amount <= 0):
        faults["amount"] = _("An amount above zero, please.")
    if paid_in.paid_on > today(prospect.zone):
        faults["paid_on"] = _("This day has not come yet.")
    voucher = paid_in.voucher.strip()
    known = CapitalPaidIn.objects.filter(zone_id=prospect.zone_id, prospect=prospect, voucher=voucher)
    if not voucher:
        faults["voucher"] = _("By which voucher?")
    elif known.exists():
        faults["voucher"] = _("This voucher is entered already.")
    if faults:
        raise InvalidInput(faults)
    return {
        "paid_on": paid_in.paid_on,
        "amount": measure.amount,
        "currency": measure.currency,
        "rate": measure.rate,
        "rate_date": measure.rate_date,
        "voucher": voucher[:100],
        "remark": paid_in.remark.strip()[:300],
    }


def _take_back(wrong: CapitalPaidIn, remark: str) -> dict[str, Any]:
    faults = {}
    if wrong.takes_back_id is not None or wrong.taken_back_by.exists():
        faults["remark"] = _("This entry has been taken back already.")
    elif not remark.strip():
        faults["remark"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)
    return {
        "paid_on": wrong.paid_on,
        "amount": Decimal(-wrong.amount),
        "currency": wrong.currency,
        "rate": wrong.rate,
        "rate_date": wrong.rate_date,
        "voucher": wrong.voucher,
        "takes_back": wrong,
        "remark": remark.strip()[:300],
    }
