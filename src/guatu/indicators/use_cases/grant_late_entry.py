"""Let one unit enter one period after its window."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.core.use_case import record, use_case
from guatu.indicators.events.entries import LateEntryGranted
from guatu.indicators.models.entry import EntrySet, LateEntry
from guatu.indicators.policies.entries import may_grant_late_entry
from guatu.indicators.rules.periods import fits, plain
from guatu.indicators.selectors.windows import window_for
from guatu.indicators.taking import day_of
from guatu.organization.models import Unit


@use_case(may=may_grant_late_entry)
def grant_late_entry(
    *, actor: Actor, entry_set: EntrySet, unit: Unit, period: Period, until: date, reason: str
) -> LateEntry:
    """Until the end of `until`. What is submitted so is marked late for good. Raises `InvalidInput`."""
    period, reason = plain(period), reason.strip()
    faults: dict[str, str] = {}
    if unit.type not in entry_set.unit_types or not fits(
        period, entry_set.periodicity, to_date=entry_set.to_date
    ):
        faults["unit"] = _("This unit does not fill in the set for that period.")
    elif until <= window_for(entry_set, period).closes_on:
        faults["until"] = _("The period is open until then anyway; give a later day.")
    if until < day_of(actor):
        faults["until"] = _("Today or a later day.")
    if not reason or len(reason) > 300:
        faults["reason"] = _("Say why, in up to 300 characters; the unit will read it.")
    if faults:
        raise InvalidInput(faults)
    late = LateEntry.objects.create(
        zone_id=actor.zone_id,
        entry_set=entry_set,
        unit=unit,
        first_day=period.first,
        last_day=period.last,
        until=until,
        reason=reason,
        granted_by=actor.name,
    )
    record(
        LateEntryGranted(
            zone_id=actor.zone_id, set_id=entry_set.id, unit_id=unit.id, period=period.text, until=until
        ),
        subject=late,
        reason=reason,
        about=(entry_set.id,),
    )
    return late
