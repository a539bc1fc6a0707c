"""Define what units fill in together, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import Ledger, Periodicity
from guatu.indicators.events.entries import EntrySetDefined
from guatu.indicators.models.entry import EntrySet, EntrySetItem
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.entries import may_manage_entry
from guatu.indicators.use_cases.define_indicator import CODE
from guatu.organization.choices import UnitType


@dataclass(frozen=True, slots=True)
class SetTerms:
    """What a set is, but for its code; days are working days after the period's last day."""

    name: str
    indicators: Sequence[Indicator]
    unit_types: Sequence[str]
    starts_on: date
    periodicity: str = Periodicity.MONTH
    to_date: bool = True
    opens_after: int = 0
    closes_after: int = 5
    remind_before: int = 1
    ends_on: date | None = None


@use_case(may=may_manage_entry)
def define_entry_set(*, actor: Actor, code: str, terms: SetTerms) -> EntrySet:
    """A new set, or new terms for the one with that code. Raises `InvalidInput` naming every fault."""
    code = code.strip()
    faults = _faults(code, terms)
    if faults:
        raise InvalidInput(faults)
    values = {
        "name": terms.name.strip(),
        "unit_types": list(terms.unit_types),
        "starts_on": terms.starts_on,
        "periodicity": terms.periodicity,
        "to_date": terms.to_date,
        "opens_after": terms.opens_after,
        "closes_after": terms.closes_after,
        "remind_before": terms.remind_before,
        "ends_on": terms.ends_on,
    }
    entry_set = EntrySet.objects.filter(zone_id=actor.zone_id, code=code).first()
    if entry_set is None:
        entry_set = EntrySet.objects.create(zone_id=actor.zone_id, code=code, **values)
        changes: dict[str, tuple[Any, Any]] = {"name": ("", entry_set.name)}
    else:
        changes = change(entry_set, **values)
    changes |= _set_items(entry_set, terms.indicators)
    if changes:
        record(
            EntrySetDefined(zone_id=actor.zone_id, set_id=entry_set.id), subject=entry_set, changes=changes
        )
    return entry_set


def _set_items(entry_set: EntrySet, indicators: Sequence[Indicator]) -> dict[str, tuple[Any, Any]]:
    rows = EntrySetItem.objects.filter(zone_id=entry_set.zone_id, entry_set=entry_set)
    old = [row.indicator for row in rows.select_related("indicator").order_by("order")]
    if [i.id for i in old] == [i.id for i in indicators]:
        return {}
    rows.delete()
    EntrySetItem.objects.bulk_create(
        EntrySetItem(zone_id=entry_set.zone_id, entry_set=entry_set, indicator=indicator, order=order)
        for order, indicator in enumerate(indicators)
    )
    return {"indicators": ([i.label for i in old], [i.label for i in indicators])}


def _faults(code: str, terms: SetTerms) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not CODE.fullmatch(code):
        faults["code"] = _("Lower-case letters, digits and underscores, such as “industrial_sales”.")
    if not 0 < len(terms.name.strip()) <= 80:
        faults["name"] = _("A name of up to 80 characters, please.")
    if not terms.indicators:
        faults["indicators"] = _("Choose at least one indicator.")
    elif any(i.ledger == Ledger.STATISTICAL for i in terms.indicators):
        faults["indicators"] = _(
            "Values of the statistical ledger come from their source; units do not enter them."
        )
    if not terms.unit_types or not set(terms.unit_types) <= set(UnitType.values):
        faults["unit_types"] = _("Choose the types of units that fill it in.")
    if terms.periodicity not in Periodicity.values:
        faults["periodicity"] = _("Choose one of the list.")
    if not 0 <= terms.opens_after < terms.closes_after <= 60:
        faults["closes_after"] = _("It closes after it opens, and within 60 working days.")
    if not 0 <= terms.remind_before <= terms.closes_after:
        faults["remind_before"] = _("Not before the period is over.")
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        faults["ends_on"] = _("It cannot end before it begins.")
    return faults
