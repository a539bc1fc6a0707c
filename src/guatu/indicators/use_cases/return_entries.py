"""Give a unit's entries back to be mended."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import EntryMove
from guatu.indicators.events.entries import EntriesReturned
from guatu.indicators.models.entry import Submission
from guatu.indicators.policies.entries import may_return_entries
from guatu.indicators.rules.moves import after
from guatu.indicators.taking import reason_of, take_submission


@use_case(may=may_return_entries)
def return_entries(*, actor: Actor, submission: Submission, reason: str) -> Submission:
    """The unit mends and submits again, within the window or by an exception. Raises `InvalidInput` without a
    reason."""
    submission = take_submission(submission, EntryMove.RETURN, actor=actor)
    reason = reason_of(reason)
    changes = change(submission, status=after(EntryMove.RETURN, submission.status), reason=reason)
    record(
        EntriesReturned(
            zone_id=actor.zone_id,
            submission_id=submission.id,
            set_id=submission.entry_set_id,
            unit_id=submission.unit_id,
            period=submission.period,
        ),
        subject=submission,
        changes={"status": changes["status"]},
        reason=reason,
    )
    return submission
