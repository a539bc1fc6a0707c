"""Windows of entry sets: when a period is open, for whom longer, which units have to fill in."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from guatu.calendars.selectors import working_calendar
from guatu.core.periods import Period
from guatu.indicators.models.entry import EntrySet, LateEntry
from guatu.indicators.rules.periods import periods_of
from guatu.indicators.rules.windows import Window, window_of
from guatu.organization.models import Unit


def window_for(entry_set: EntrySet, period: Period) -> Window:
    """When entries of the period are taken (two queries)."""
    return window_of(
        period,
        working_calendar(entry_set.zone_id),
        opens_after=entry_set.opens_after,
        closes_after=entry_set.closes_after,
        remind_before=entry_set.remind_before,
    )


def late_until(entry_set: EntrySet, unit: Unit, period: Period) -> date | None:
    """The last day of the newest exception, or None."""
    found = LateEntry.objects.filter(
        zone_id=entry_set.zone_id,
        entry_set=entry_set,
        unit=unit,
        first_day=period.first,
        last_day=period.last,
    ).order_by("-granted_at")
    return found.values_list("until", flat=True).first()


def units_of(entry_set: EntrySet, day: date) -> QuerySet[Unit]:
    """The units that fill in the set, of those open on `day`."""
    return Unit.objects.filter(
        Q(opened_on__isnull=True) | Q(opened_on__lte=day),
        Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        zone_id=entry_set.zone_id,
        type__in=entry_set.unit_types,
    ).order_by("parent_id", "order", "code")


def ended_periods(entry_set: EntrySet, day: date) -> list[Period]:
    """The set's periods that are over on `day`, the newest first; a year at most."""
    years = (day.year - 1, day.year)
    periods = [p for y in years for p in periods_of(y, entry_set.periodicity, to_date=entry_set.to_date)]
    over = [
        p
        for p in periods
        if entry_set.starts_on <= p.last < day and (entry_set.ends_on is None or p.last <= entry_set.ends_on)
    ]
    return over[::-1][:12]
