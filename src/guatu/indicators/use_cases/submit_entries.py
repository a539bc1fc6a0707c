"""Submit a unit's entries for review: only what passes the checks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Fault, InvalidInput
from guatu.core.money import trimmed
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import CheckKind, EntryMove
from guatu.indicators.events.entries import EntriesSubmitted
from guatu.indicators.models.entry import EntrySetItem, EntryValue, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.entries import may_submit_entries
from guatu.indicators.rules.checks import Finding
from guatu.indicators.rules.moves import after
from guatu.indicators.rules.periods import of_days
from guatu.indicators.rules.windows import Door
from guatu.indicators.selectors.checks import findings_for
from guatu.indicators.taking import require_open, take_submission


@use_case(may=may_submit_entries)
def submit_entries(*, actor: Actor, submission: Submission) -> Submission:
    """Every indicator has a value or an explanation; no check with an error fails, and each warning is explained.

    Raises `InvalidInput` with each fault at its cell (`value-<code>`, `note-<code>`), and `Refused` outside the window.
    """
    submission = take_submission(submission, EntryMove.SUBMIT, actor=actor)
    period = of_days(submission.first_day, submission.last_day)
    door = require_open(submission.entry_set, submission.unit, period)
    faults = faults_of_entries(submission)
    if faults:
        raise InvalidInput(faults)
    changes = change(
        submission,
        status=after(EntryMove.SUBMIT, submission.status),
        submitted_by=actor.name,
        submitter_id=actor.person_id,
        submitted_at=now(),
        was_late=submission.was_late or door is Door.LATE,
    )
    record(
        EntriesSubmitted(
            zone_id=actor.zone_id,
            submission_id=submission.id,
            set_id=submission.entry_set_id,
            unit_id=submission.unit_id,
            period=submission.period,
            late=door is Door.LATE,
        ),
        subject=submission,
        changes={"status": changes["status"]},
    )
    return submission


def faults_of_entries(submission: Submission) -> list[Fault]:
    """Why the entries cannot be submitted as they are."""
    items = EntrySetItem.objects.filter(
        zone_id=submission.zone_id, entry_set=submission.entry_set_id
    ).select_related("indicator")
    indicators: list[Indicator] = [item.indicator for item in items]
    rows = {
        row.indicator_id: row
        for row in EntryValue.objects.filter(zone_id=submission.zone_id, submission=submission)
    }
    notes = {i.code: rows[i.id].note if i.id in rows else "" for i in indicators}
    values = {i.code: rows[i.id].value if i.id in rows else None for i in indicators}
    faults = [
        Fault(f"value-{code}", _("A value, or an explanation why there is none."), "missing")
        for code, value in values.items()
        if value is None and not notes[code]
    ]
    for finding in findings_for(submission, values, indicators):
        codes = [i.code for i in indicators if i.code in finding.check.codes]
        if finding.is_error:
            faults.append(Fault(f"value-{codes[0]}", finding_words(finding), "error"))
        elif not any(notes[code] for code in codes):
            message = finding_words(finding) + " " + _("Or explain it here.")
            faults.append(Fault(f"note-{codes[0]}", message, "warning"))
    return faults


def finding_words(finding: Finding) -> str:
    """The instruction, with the numbers that led to it."""
    if finding.check.kind is CheckKind.JUMP and finding.share is not None:
        numbers = _("%(value)s after %(last)s: %(share)s %%") % {
            "value": trimmed(finding.left),
            "last": trimmed(finding.right),
            "share": f"{finding.share * 100:+.1f}",
        }
    else:
        numbers = f"{trimmed(finding.left)} / {trimmed(finding.right)}"
    return f"{finding.check.instruction} ({numbers})"
