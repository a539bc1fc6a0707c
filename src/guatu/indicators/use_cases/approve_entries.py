"""Approve a unit's entries: they become readings, and lock what is below."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import EntryMove, Origin
from guatu.indicators.events.entries import EntriesApproved
from guatu.indicators.models.entry import EntryValue, Submission
from guatu.indicators.policies.entries import may_approve_entries
from guatu.indicators.recording import Stated, new_reading, newest, record_reading_of
from guatu.indicators.rules.moves import after
from guatu.indicators.rules.periods import of_days
from guatu.indicators.selectors.submissions import not_approved_below
from guatu.indicators.taking import day_of, take_submission


@use_case(may=may_approve_entries)
def approve_entries(*, actor: Actor, submission: Submission) -> Submission:
    """`Refused` (`own_entries`) for whoever submitted them, (`below_open`) while a unit below is not approved.

    From then on neither these entries nor those below can be reopened without reopening these first.
    """
    submission = take_submission(submission, EntryMove.APPROVE, actor=actor)
    if submission.submitter_id is not None and submission.submitter_id == actor.person_id:
        raise Refused(_("You submitted these entries; somebody else approves them."), code="own_entries")
    waiting = not_approved_below(submission)
    if waiting:
        names = _(", ").join(unit.name for unit in waiting)
        raise Refused(_("First approve the units below: %s.") % names, code="below_open")
    count = _record_values(actor, submission)
    changes = change(
        submission,
        status=after(EntryMove.APPROVE, submission.status),
        approved_by=actor.name,
        approved_at=now(),
    )
    record(
        EntriesApproved(
            zone_id=actor.zone_id,
            submission_id=submission.id,
            set_id=submission.entry_set_id,
            unit_id=submission.unit_id,
            period=submission.period,
            values=count,
        ),
        subject=submission,
        changes={"status": changes["status"]},
    )
    return submission


def _record_values(actor: Actor, submission: Submission) -> int:
    """Each value that says something new becomes the next reading; returns how many."""
    period, day = of_days(submission.first_day, submission.last_day), day_of(actor)
    values = EntryValue.objects.filter(
        zone_id=actor.zone_id, submission=submission, value__isnull=False
    ).select_related("indicator")
    count = 0
    for row in values:
        current = newest(row.indicator, submission.unit, period)
        stated = Stated(
            value=row.value,
            source=f"{submission.entry_set.name} {submission.unit.name}"[:200],
            source_date=current.source_date if current else day,
            growth=row.growth,
            target=row.target,
            qualifier=row.qualifier,
            origin=Origin.ENTERED,
        )
        if current is not None and stated.same_as(current):
            continue
        reading = new_reading(
            actor,
            row.indicator,
            submission.unit,
            period,
            stated,
            current,
            reason=submission.reason if current else row.note,
            approved_by=actor.name,
        )
        if current is not None:
            reading.source_date = day
        reading.recorded_by = submission.submitted_by or actor.name
        reading.save(force_insert=True)
        record_reading_of(reading, current, corrected=current is not None)
        count += 1
    return count
