"""Write down what an indicator means, from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.readings import DefinitionAdded
from guatu.indicators.models.indicator import Indicator, IndicatorDefinition
from guatu.indicators.policies.readings import may_define_indicator


@use_case(may=may_define_indicator)
def add_definition(
    *,
    actor: Actor,
    indicator: Indicator,
    text: str,
    authority: str,
    valid_from: date,
    formula: str = "",
    valid_to: date | None = None,
) -> IndicatorDefinition:
    """A definition by `authority`. Its own earlier, open definition ends the day before; another authority's stays, and
    where the two say different things the page marks it. Raises `InvalidInput` naming every fault."""
    text, formula, authority = text.strip(), formula.strip(), authority.strip()
    rows = IndicatorDefinition.objects.filter(zone_id=actor.zone_id, indicator=indicator, authority=authority)
    faults: dict[str, str] = {}
    if not text or len(text) > 2000:
        faults["text"] = _("What is counted and what is not, in up to 2,000 characters.")
    if len(formula) > 2000:
        faults["formula"] = _("Up to %s characters.") % 2000
    if not authority or len(authority) > 120:
        faults["authority"] = _("Who says so, such as 统计局.")
    if valid_to is not None and valid_to < valid_from:
        faults["valid_to"] = _("It cannot end before it begins.")
    if rows.filter(valid_from__gte=valid_from).exists():
        faults["valid_from"] = _("This authority already has a definition of that day or later.")
    if faults:
        raise InvalidInput(faults)
    changes: dict[str, tuple[Any, Any]] = {}
    for earlier in rows.filter(valid_to__isnull=True):
        changes |= {"valid_to": change(earlier, valid_to=valid_from - timedelta(days=1))["valid_to"]}
    definition = IndicatorDefinition.objects.create(
        zone_id=actor.zone_id,
        indicator=indicator,
        text=text,
        formula=formula,
        authority=authority,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(
        DefinitionAdded(zone_id=actor.zone_id, indicator_id=indicator.id, authority=authority),
        subject=definition,
        changes=changes | {"text": ("", text)},
        about=(indicator.id,),
    )
    return definition
