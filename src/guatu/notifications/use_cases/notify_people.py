"""Tell people something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.core.zoned import ZonedModel
from guatu.notifications.choices import DeliveryKind, MailTime, Severity
from guatu.notifications.jobs import defer_deliveries
from guatu.notifications.kinds import kind_named, may_see_subject, require_subject
from guatu.notifications.live import tell_watchers
from guatu.notifications.messages import Message
from guatu.notifications.models import Delivery, Notification
from guatu.notifications.policies import may_notify_people
from guatu.notifications.rules import first_moment_allowed
from guatu.notifications.selectors import mail_time, preferences_of
from guatu.organization.models import Person
from guatu.organization.powers import actors_for


class Told(int):
    """How many people were told anew. `left_out`: how many receivers were not, because they hold no post today or
    may not see what it is about."""

    left_out: int

    def __new__(cls, count: int, left_out: int = 0) -> Told:
        told = super().__new__(cls, count)
        told.left_out = left_out
        return told


@use_case(may=may_notify_people)
def notify_people(
    *,
    actor: Actor,
    receivers: Collection[UUID],
    kind: str,
    text: Message | Callable[[Actor], Message],
    about: ZonedModel | None,
    url: str,
    urgent: bool = False,
    dedup_key: str = "",
    may_see: Callable[[Actor], bool] | None = None,
) -> Told:
    """Tell each of `receivers` (ids of persons of the zone), inside the caller's transaction.

    `kind` is registered by the calling app in its module `notification_kinds`, and so is the type of `about`, which
    says who may see it; `may_see(receiver)` says it instead, or of what is `about` nothing. Whoever may not see it is
    left out. `text` may be made for each receiver. `url` is a path of the site.

    With a `dedup_key` the same person is told the same thing once, however often this is called: name the thing and
    what happened to it, and the day where it may happen again (`matters.overdue:<id>:2018-07-02`).

    By e-mail as each receiver wants this kind: at once, in the daily digest, or never. Mail waits for the end of the
    receiver's quiet hours unless `urgent`. A receiver's mail is sent by a worker, after the commit.

    Returns how many were told anew, as a number that also knows how many were `left_out`. Raises `LookupError` where
    `kind`, or the type of `about` without `may_see`, is not registered: a fault of the program.
    """
    news = kind_named(kind)
    if about is not None and may_see is None:
        require_subject(about)
    subject_type = about._meta.label_lower if about is not None else ""
    subject_id = about.id if about is not None else None
    wanted = dict.fromkeys(receivers)
    zone = Zone.objects.get(id=actor.zone_id)
    people = {
        person_id: person
        for person_id, person in actors_for(list(wanted), zone).items()
        if (may_see(person) if may_see else may_see_subject(person, subject_type, subject_id))
    }
    left_out = len(wanted) - len(people)
    if not people:
        return Told(0, left_out)
    at = now()
    written = Notification.objects.bulk_create(
        [
            Notification(
                zone_id=actor.zone_id,
                receiver_id=person_id,
                kind=kind,
                severity=Severity.URGENT if urgent else Severity.NORMAL,
                subject_type=subject_type,
                subject_id=subject_id,
                text=(text if isinstance(text, Message) else text(person)).as_json(),
                url=url,
                dedup_key=dedup_key,
                created_at=at,
            )
            for person_id, person in people.items()
        ],
        ignore_conflicts=bool(dedup_key),
    )
    told = _really_written(written) if dedup_key else {n.receiver_id: n for n in written}
    _send_mail(actor.zone_id, told, news.mail, urgent=urgent)
    tell_watchers(zone.code, told)
    return Told(len(told), left_out)


def _really_written(notifications: Collection[Notification]) -> dict[UUID, Notification]:
    """Without those that had been told before: PostgreSQL does not say which rows it passed over."""
    zone_id = next(iter(notifications)).zone_id
    kept = set(
        Notification.objects.filter(zone_id=zone_id, id__in=[n.id for n in notifications]).values_list(
            "id", flat=True
        )
    )
    return {n.receiver_id: n for n in notifications if n.id in kept}


def _send_mail(zone_id: UUID, told: Mapping[UUID, Notification], default: MailTime, *, urgent: bool) -> None:
    """A delivery for each receiver who wants mail at once and has an address; those who have none read it here.

    What may go out now is given to the queue. What waits for the end of quiet hours is found by the clock.
    """
    preferences = preferences_of(zone_id, told.keys())
    with_address = Person.objects.filter(zone_id=zone_id, id__in=told.keys(), user__is_active=True).exclude(
        user__email=""
    )
    at = now()
    deliveries = [
        Delivery(
            zone_id=zone_id,
            kind=DeliveryKind.MAIL,
            person_id=person_id,
            notification=told[person_id],
            next_attempt_at=first_moment_allowed(at, preferences[person_id].quiet, urgent=urgent),
            created_at=at,
        )
        for person_id in with_address.values_list("id", flat=True)
        if mail_time(preferences[person_id], told[person_id].kind, default) == MailTime.NOW
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        defer_deliveries(zone_id, [d.id for d in deliveries if d.next_attempt_at == at])
