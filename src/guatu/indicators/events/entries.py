"""What happens to entry sets, to a unit's entries and to checks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EntrySetDefined(Event):
    name = "indicators.entry_set.defined"
    sentence = _("defined an entry set")

    set_id: UUID


@dataclass(frozen=True, kw_only=True)
class RuleDefined(Event):
    name = "indicators.rule.defined"
    sentence = _("wrote a check of entered values")

    code: str
    number: int


@dataclass(frozen=True, kw_only=True)
class LateEntryGranted(Event):
    name = "indicators.late_entry.granted"
    sentence = _("let a unit enter late")

    set_id: UUID
    unit_id: UUID
    period: str
    until: date


@dataclass(frozen=True, kw_only=True)
class SubmissionEvent(Event):
    """Base: which entries of which unit."""

    submission_id: UUID
    set_id: UUID
    unit_id: UUID
    period: str


@dataclass(frozen=True, kw_only=True)
class EntriesSaved(SubmissionEvent):
    name = "indicators.entries.saved"
    sentence = _("filled in values")


@dataclass(frozen=True, kw_only=True)
class EntriesSubmitted(SubmissionEvent):
    name = "indicators.entries.submitted"
    sentence = _("submitted the entries")

    late: bool


@dataclass(frozen=True, kw_only=True)
class EntriesReviewed(SubmissionEvent):
    name = "indicators.entries.reviewed"
    sentence = _("passed the entries on after review")


@dataclass(frozen=True, kw_only=True)
class EntriesApproved(SubmissionEvent):
    """`values`: how many became readings."""

    name = "indicators.entries.approved"
    sentence = _("approved the entries")

    values: int


@dataclass(frozen=True, kw_only=True)
class EntriesReturned(SubmissionEvent):
    name = "indicators.entries.returned"
    sentence = _("returned the entries")


@dataclass(frozen=True, kw_only=True)
class EntriesReopened(SubmissionEvent):
    name = "indicators.entries.reopened"
    sentence = _("reopened the entries")
