"""Give a zone the indicators and checks that come with the program."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.indicators.choices import CheckKind, Ledger, Level, Periodicity
from guatu.indicators.events.readings import CatalogueLoaded
from guatu.indicators.models.entry import ValidationRule
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.readings import may_define_indicators
from guatu.indicators.use_cases.add_definition import add_definition
from guatu.indicators.use_cases.define_indicator import IndicatorTerms, define_indicator
from guatu.indicators.use_cases.define_rule import RuleTerms, define_rule
from guatu.organization.choices import TERRITORIAL
from guatu.organization.selectors import root_unit

DATA = Path(__file__).parent.parent / "data"
_SINCE = date(2010, 1, 1)


@use_case(may=may_define_indicators)
def load_catalogue(*, actor: Actor) -> int:
    """Define every shipped indicator and check that the zone lacks; returns how many. Safe to repeat: what the zone
    has is left as it is."""
    known = set(Indicator.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    entries = json.loads((DATA / "catalogue.json").read_text("utf-8"))
    missing = [(order, e) for order, e in enumerate(entries, start=1) if e["code"] not in known]
    for order, entry in missing:
        _define(actor, entry, order)
    written = set(ValidationRule.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    checks = [e for e in json.loads((DATA / "checks.json").read_text("utf-8")) if e["code"] not in written]
    for entry in checks:
        limit = entry.get("limit")
        terms = RuleTerms(
            left=entry["left"],
            kind=entry.get("kind", CheckKind.COMPARE),
            operator=entry.get("operator", ""),
            right=entry.get("right", ""),
            limit=Decimal(limit) if limit else None,
            severity=entry["severity"],
            instruction=entry["instruction"],
            instruction_en=entry["instruction_en"],
        )
        define_rule(actor=actor, code=entry["code"], terms=terms)
    count = len(missing) + len(checks)
    if count:
        codes = tuple(e["code"] for _order, e in missing)
        record(CatalogueLoaded(zone_id=actor.zone_id, codes=codes), subject=root_unit(actor.zone_id))
    return count


def _define(actor: Actor, entry: dict[str, Any], order: int) -> None:
    level = entry.get("level", Level.ZONE)
    terms = IndicatorTerms(
        label=entry["label"],
        label_en=entry["label_en"],
        unit=entry["unit"],
        decimals=entry.get("decimals", 2),
        ledger=entry.get("ledger", Ledger.STATISTICAL),
        category=entry["category"],
        periodicity=entry.get("periodicity", Periodicity.MONTH),
        real_growth=entry.get("real_growth", False),
        adds_up=entry.get("adds_up", False),
        level=level,
        unit_types=sorted(TERRITORIAL) if level == Level.UNITS else (),
        order=order,
    )
    indicator = define_indicator(actor=actor, code=entry["code"], terms=terms)
    add_definition(
        actor=actor,
        indicator=indicator,
        text=entry["text"],
        formula=entry["formula"],
        authority=entry["authority"],
        valid_from=_SINCE,
    )
