"""Define an indicator, or change its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import Category, Direction, Ledger, Level, Periodicity
from guatu.indicators.events.readings import IndicatorDefined
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import may_define_indicators

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class IndicatorTerms:
    """What an indicator is, but for its code."""

    label: str
    unit: str
    ledger: str
    label_en: str = ""
    decimals: int = 2
    direction: str = Direction.UP
    periodicity: str = Periodicity.MONTH
    to_date: bool = True
    real_growth: bool = False
    adds_up: bool = False
    level: str = Level.ZONE
    unit_types: Sequence[str] = ()
    category: str = Category.OTHER
    order: int = 0
    ended_on: date | None = None


@use_case(may=may_define_indicators)
def define_indicator(*, actor: Actor, code: str, terms: IndicatorTerms) -> Indicator:
    """A new indicator, or new terms for the one with that code; the same terms again change nothing.

    Its unit of measure and its ledger stay as they are once a value is held: old values would mean something else.
    Raises `InvalidInput` naming every fault.
    """
    code = code.strip()
    indicator = Indicator.objects.filter(zone_id=actor.zone_id, code=code).first()
    faults = _faults(code, terms, indicator)
    if faults:
        raise InvalidInput(faults)
    values: dict[str, Any] = asdict(terms) | {"unit_types": list(terms.unit_types)}
    if indicator is None:
        indicator = Indicator.objects.create(zone_id=actor.zone_id, code=code, **values)
        changes: dict[str, tuple[Any, Any]] = {"label": ("", terms.label)}
    else:
        changes = change(indicator, **values)
    if changes:
        event = IndicatorDefined(zone_id=actor.zone_id, indicator_id=indicator.id, code=code)
        record(event, subject=indicator, changes=changes)
    return indicator


def _faults(code: str, terms: IndicatorTerms, known: Indicator | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not CODE.fullmatch(code):
        faults["code"] = _("Lower-case letters, digits and underscores, such as “industrial_sales”.")
    if not 0 < len(terms.label.strip()) <= 60:
        faults["label"] = _("A label of up to 60 characters, please.")
    if not 0 < len(terms.unit.strip()) <= 20:
        faults["unit"] = _("A unit of measure, such as 亿元.")
    if not 0 <= terms.decimals <= 6:
        faults["decimals"] = _("0 to 6 decimals.")
    if terms.level == Level.UNITS and not terms.unit_types:
        faults["unit_types"] = _("Choose the types of units of which it is stated.")
    if known is not None and Reading.objects.filter(zone_id=known.zone_id, indicator=known).exists():
        for place in ("unit", "ledger"):
            if getattr(known, place) != getattr(terms, place):
                faults[place] = _("Values are held already; end this indicator and define another one.")
    for place, kinds in (
        ("ledger", Ledger),
        ("direction", Direction),
        ("periodicity", Periodicity),
        ("level", Level),
        ("category", Category),
    ):
        if getattr(terms, place) not in kinds.values:
            faults[place] = _("Choose one of the list.")
    return faults
