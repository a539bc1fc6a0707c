"""Pass a unit's entries on for approval."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import EntryMove
from guatu.indicators.events.entries import EntriesReviewed
from guatu.indicators.models.entry import Submission
from guatu.indicators.policies.entries import may_review_entries
from guatu.indicators.rules.moves import after
from guatu.indicators.taking import take_submission


@use_case(may=may_review_entries)
def review_entries(*, actor: Actor, submission: Submission) -> Submission:
    """`Refused` (`own_entries`) for whoever submitted them: four eyes."""
    submission = take_submission(submission, EntryMove.REVIEW, actor=actor)
    if submission.submitter_id is not None and submission.submitter_id == actor.person_id:
        raise Refused(_("You submitted these entries; somebody else reviews them."), code="own_entries")
    changes = change(
        submission,
        status=after(EntryMove.REVIEW, submission.status),
        reviewed_by=actor.name,
        reviewed_at=now(),
    )
    record(
        EntriesReviewed(
            zone_id=actor.zone_id,
            submission_id=submission.id,
            set_id=submission.entry_set_id,
            unit_id=submission.unit_id,
            period=submission.period,
        ),
        subject=submission,
        changes={"status": changes["status"]},
    )
    return submission
