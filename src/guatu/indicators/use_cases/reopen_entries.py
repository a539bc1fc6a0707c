"""Reopen approved entries, so that the unit can mend them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import EntryMove
from guatu.indicators.events.entries import EntriesReopened
from guatu.indicators.models.entry import Submission
from guatu.indicators.policies.entries import may_approve_entries
from guatu.indicators.rules.moves import after
from guatu.indicators.selectors.submissions import approved_above
from guatu.indicators.taking import reason_of, take_submission


@use_case(may=may_approve_entries)
def reopen_entries(*, actor: Actor, submission: Submission, reason: str) -> Submission:
    """The readings stay until the entries are approved anew. `Refused` (`locked_above`) while a unit above is approved;
    `InvalidInput` without a reason."""
    submission = take_submission(submission, EntryMove.REOPEN, actor=actor)
    reason = reason_of(reason)
    above = approved_above(submission)
    if above is not None:
        message = _("%s is approved and locks what is below. Reopen it first.")
        raise Refused(message % above.unit.name, code="locked_above")
    changes = change(submission, status=after(EntryMove.REOPEN, submission.status), reason=reason)
    record(
        EntriesReopened(
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
