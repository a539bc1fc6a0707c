"""Who defines indicators, records what is stated, imports and corrects."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.indicators.models.indicator import Indicator
from guatu.organization.models import Unit

VIEW = "indicators.view_indicator"
DEFINE = "indicators.define_indicator"
RECORD = "indicators.record_reading"
CORRECT = "indicators.correct_reading"
IMPORT = "indicators.import_indicators"


def may_define_indicators(actor: Actor) -> bool:
    """Names and meanings are the zone's own."""
    return actor.reach(DEFINE).whole_zone


def may_define_indicator(actor: Actor, indicator: Indicator) -> bool:
    return actor.zone_id == indicator.zone_id and may_define_indicators(actor)


def may_record_reading(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(RECORD, unit.id)


def may_correct_reading(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(CORRECT, unit.id)


def may_import_indicators(actor: Actor) -> bool:
    """A workbook may speak of every unit."""
    return actor.reach(IMPORT).whole_zone
