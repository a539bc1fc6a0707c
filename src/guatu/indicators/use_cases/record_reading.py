"""Record what a source states: the first time, or as a later release."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.periods import Period
from guatu.core.use_case import use_case
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import may_record_reading
from guatu.indicators.recording import Stated, faults_of, new_reading, newest, record_reading_of
from guatu.organization.models import Unit


@use_case(may=may_record_reading)
def record_reading(
    *, actor: Actor, indicator: Indicator, unit: Unit, period: Period, stated: Stated, reason: str = ""
) -> Reading:
    """Take a stated value in; what was held before stays as an earlier release.

    Stating the same again changes nothing and returns what is held. Raises `InvalidInput`; with the code
    `read_only` at `source_date` where a value of the bureau is held and this is no later release.
    """
    one_at_a_time("indicators.reading", indicator.id, unit.id, period.first, period.last)
    current = newest(indicator, unit, period)
    if current is not None and stated.same_as(current):
        return current
    faults = faults_of(stated, indicator, period, current)
    if faults:
        raise InvalidInput(faults)
    reading = new_reading(actor, indicator, unit, period, stated, current, reason=reason.strip()[:300])
    reading.save(force_insert=True)
    record_reading_of(reading, current)
    return reading
