"""Correct a value of the dispatch ledger after it was approved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.periods import Period
from guatu.core.use_case import use_case
from guatu.indicators.choices import Ledger
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.policies.readings import may_correct_reading
from guatu.indicators.recording import Stated, faults_of, new_reading, newest, record_reading_of
from guatu.organization.models import Unit


@use_case(may=may_correct_reading)
def correct_reading(
    *,
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    period: Period,
    stated: Stated,
    reason: str,
    approved_by: str,
) -> Reading:
    """Keep the old value, the reason, who approved the correction and both dates; the new value counts.

    Raises `Refused` (`read_only`) for the statistical ledger, (`nothing_held`) where there is nothing to correct, and
    `InvalidInput` naming every fault.
    """
    if indicator.ledger == Ledger.STATISTICAL:
        raise Refused(
            _("Values of the bureau are not corrected here; record the bureau's later release."),
            code="read_only",
        )
    one_at_a_time("indicators.reading", indicator.id, unit.id, period.first, period.last)
    current = newest(indicator, unit, period)
    if current is None:
        raise Refused(_("There is no value of this period yet."), code="nothing_held")
    faults = faults_of(stated, indicator, period, current)
    if not reason.strip() or len(reason.strip()) > 300:
        faults.append(Fault("reason", _("Why the value is corrected, in up to 300 characters.")))
    if not approved_by.strip() or len(approved_by.strip()) > 150:
        faults.append(Fault("approved_by", _("Who approved the correction.")))
    if faults:
        raise InvalidInput(faults)
    if stated.same_as(current):
        return current
    reading = new_reading(
        actor,
        indicator,
        unit,
        period,
        stated,
        current,
        reason=reason.strip(),
        approved_by=approved_by.strip(),
    )
    reading.save(force_insert=True)
    record_reading_of(reading, current, corrected=True)
    return reading
