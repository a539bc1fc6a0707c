"""Who is told of a unit's entries, within the transaction in which it happens. Whoever did it is not told."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.clock import today
from guatu.core.use_case import acting_person
from guatu.indicators import notification_kinds as news
from guatu.indicators.events.entries import (
    EntriesReopened,
    EntriesReturned,
    EntriesReviewed,
    EntriesSubmitted,
    LateEntryGranted,
    SubmissionEvent,
)
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.policies.entries import APPROVE, ENTER, REVIEW
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.holders import nearest_holders
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor


def _tell(event: SubmissionEvent, permission: str, kind: str, text: str, also: Iterable[UUID] = ()) -> None:
    submission = Submission.objects.select_related("entry_set", "unit", "zone").get(
        zone_id=event.zone_id, id=event.submission_id
    )
    zone = submission.zone
    doer = acting_person()
    holders = nearest_holders(zone.id, permission, submission.unit_id, today(zone))
    wanted = [person for person in dict.fromkeys([*also, *holders]) if person != doer]
    if not wanted:
        return
    notify_people(
        actor=system_actor("messenger", zone),
        receivers=wanted,
        kind=kind,
        text=Message(
            text,
            {"unit": submission.unit.name, "set": submission.entry_set.name, "period": submission.period},
        ),
        about=submission,
        url=reverse("indicators:submission", args=[zone.code, submission.id]),
    )


def tell_reviewers(event: EntriesSubmitted) -> None:
    _tell(
        event, REVIEW, news.TO_DECIDE, gettext_noop("%(unit)s submitted %(set)s, %(period)s: please review")
    )


def tell_approvers(event: EntriesReviewed) -> None:
    _tell(event, APPROVE, news.TO_DECIDE, gettext_noop("%(set)s of %(unit)s, %(period)s: please approve"))


def tell_unit(event: EntriesReturned | EntriesReopened) -> None:
    returned = gettext_noop("%(set)s of %(unit)s, %(period)s was returned: please mend it")
    reopened = gettext_noop("%(set)s of %(unit)s, %(period)s was reopened: please mend it")
    submission = Submission.objects.get(zone_id=event.zone_id, id=event.submission_id)
    also = [submission.submitter_id] if submission.submitter_id else []
    _tell(event, ENTER, news.DECIDED, returned if isinstance(event, EntriesReturned) else reopened, also)


def tell_late_unit(event: LateEntryGranted) -> None:
    entry_set = EntrySet.objects.select_related("zone").get(zone_id=event.zone_id, id=event.set_id)
    unit = Unit.objects.get(zone_id=event.zone_id, id=event.unit_id)
    receivers = nearest_holders(event.zone_id, ENTER, event.unit_id, today(entry_set.zone))
    if receivers:
        notify_people(
            actor=system_actor("messenger", entry_set.zone),
            receivers=receivers,
            kind=news.DUE,
            text=Message(
                gettext_noop("%(unit)s may enter %(set)s, %(period)s until %(until)s"),
                {"unit": unit.name, "set": entry_set.name, "period": event.period, "until": event.until},
            ),
            about=entry_set,
            url=reverse(
                "indicators:entries", args=[entry_set.zone.code, entry_set.id, event.period, unit.id]
            ),
        )
