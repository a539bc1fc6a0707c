"""Reading entries: which somebody may see, what lies above and below, who has and who has not submitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.periods import Period
from guatu.indicators.choices import EntryStatus
from guatu.indicators.models.entry import EntrySet, EntrySetItem, EntryValue, LateEntry, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.rules.windows import Door, Window
from guatu.indicators.selectors.windows import units_of, window_for
from guatu.organization.holders import line_of
from guatu.organization.models import Unit
from guatu.organization.rules import subtree


def visible_sets(*, actor: Actor) -> QuerySet[EntrySet]:
    """Whoever may view indicators knows what is filled in."""
    sets = EntrySet.objects.filter(zone_id=actor.zone_id)
    return sets if actor.may(VIEW) else sets.none()


def get_set(set_id: UUID, *, actor: Actor) -> EntrySet:
    found = visible_sets(actor=actor).select_related("zone").filter(id=set_id).first()
    if found is None:
        raise NotFound("entry set")
    return found


def indicators_of(entry_set: EntrySet) -> list[Indicator]:
    """In the order of the form."""
    items = EntrySetItem.objects.filter(zone_id=entry_set.zone_id, entry_set=entry_set)
    return [item.indicator for item in items.select_related("indicator").order_by("order")]


def visible_submissions(*, actor: Actor) -> QuerySet[Submission]:
    """Entries of the units within the actor's reach."""
    found = Submission.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW)
    return found if reach.whole_zone else found.filter(unit_id__in=reach.unit_ids)


def get_submission(submission_id: UUID, *, actor: Actor) -> Submission:
    found = (
        visible_submissions(actor=actor)
        .select_related("entry_set", "unit", "zone")
        .filter(id=submission_id)
        .first()
    )
    if found is None:
        raise NotFound("entries")
    return found


def submission_of(entry_set: EntrySet, unit: Unit, period: Period) -> Submission | None:
    rows = Submission.objects.filter(
        zone_id=entry_set.zone_id,
        entry_set=entry_set,
        unit=unit,
        first_day=period.first,
        last_day=period.last,
    )
    return rows.select_related("entry_set", "unit", "zone").first()


def values_of(submission: Submission) -> dict[UUID, EntryValue]:
    """By indicator."""
    rows = EntryValue.objects.filter(zone_id=submission.zone_id, submission=submission)
    return {row.indicator_id: row for row in rows}


def _same_period(submission: Submission) -> QuerySet[Submission]:
    return Submission.objects.filter(
        zone_id=submission.zone_id,
        entry_set=submission.entry_set_id,
        first_day=submission.first_day,
        last_day=submission.last_day,
    )


def not_approved_below(submission: Submission) -> list[Unit]:
    """The units below that fill in the same set and are not approved for the period (three queries)."""
    parents = dict(Unit.objects.filter(zone_id=submission.zone_id).values_list("id", "parent_id"))
    inside = subtree(parents, submission.unit_id) - {submission.unit_id}
    approved = set(
        _same_period(submission).filter(status=EntryStatus.APPROVED).values_list("unit_id", flat=True)
    )
    units = units_of(submission.entry_set, submission.last_day)
    return [unit for unit in units if unit.id in inside and unit.id not in approved]


def approved_above(submission: Submission) -> Submission | None:
    """The approved entries of a unit above, which lock these; the nearest one."""
    line = line_of(submission.zone_id, submission.unit_id)[1:]
    rows = _same_period(submission).filter(unit_id__in=line, status=EntryStatus.APPROVED)
    found = {row.unit_id: row for row in rows.select_related("unit")}
    return next((found[unit_id] for unit_id in line if unit_id in found), None)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the overview. `late_until`: the end of its exception."""

    unit: Unit
    submission: Submission | None
    late_until: date | None
    door: Door

    @property
    def is_missing(self) -> bool:
        """Nothing has been submitted."""
        s = self.submission
        return s is None or s.status in (EntryStatus.DRAFT, EntryStatus.RETURNED)

    @property
    def is_overdue(self) -> bool:
        return self.is_missing and self.door in (Door.CLOSED, Door.LATE)


@dataclass(frozen=True, slots=True)
class Overview:
    """Who has and who has not submitted a period of a set."""

    entry_set: EntrySet
    period: Period
    window: Window
    lines: Sequence[UnitLine]

    @property
    def missing(self) -> list[UnitLine]:
        return [line for line in self.lines if line.is_missing]

    @property
    def counts(self) -> Counter[str]:
        return Counter(line.submission.status if line.submission else "none" for line in self.lines)


def overview(entry_set: EntrySet, period: Period, *, actor: Actor, day: date) -> Overview:
    """The units within the actor's reach (five queries)."""
    window = window_for(entry_set, period)
    units = units_of(entry_set, period.last)
    reach = actor.reach(VIEW)
    if not reach.whole_zone:
        units = units.filter(id__in=reach.unit_ids)
    found = Submission.objects.filter(
        zone_id=entry_set.zone_id, entry_set=entry_set, first_day=period.first, last_day=period.last
    )
    submissions = {row.unit_id: row for row in found}
    exceptions = LateEntry.objects.filter(
        zone_id=entry_set.zone_id, entry_set=entry_set, first_day=period.first, last_day=period.last
    ).order_by("granted_at")
    late = {row.unit_id: row.until for row in exceptions}
    lines = [
        UnitLine(unit, submissions.get(unit.id), late.get(unit.id), window.door(day, late.get(unit.id)))
        for unit in units
    ]
    return Overview(entry_set, period, window, lines)
