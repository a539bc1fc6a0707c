"""Reading notifications, how people want them, group robots, and what is on its way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.due import due_by
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.notifications.choices import DeliveryKind, DeliveryState, MailTime
from guatu.notifications.kinds import kinds, may_see_subject
from guatu.notifications.models import Channel, Delivery, Notification, Preference
from guatu.notifications.policies import BROADCAST, CHANNELS, DELIVERIES
from guatu.notifications.rules import LONGEST_WAIT
from guatu.organization.models import Person

OPEN = (DeliveryState.WAITING, DeliveryState.FAILED)


def visible_notifications(*, actor: Actor) -> QuerySet[Notification]:
    """What the actor has been told, newest first. What one was told one may read again."""
    if actor.person_id is None:
        return Notification.objects.none()
    return Notification.objects.filter(zone_id=actor.zone_id, receiver_id=actor.person_id)


def told(*, actor: Actor, unread_only: bool = False, kind: str = "") -> QuerySet[Notification]:
    """For the list: newest day first, of each day the unread first, then the newest."""
    found = visible_notifications(actor=actor)
    if unread_only:
        found = found.filter(read_at__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    listed = found.annotate(
        day=TruncDate("created_at", tzinfo=CHINA),
        is_read=ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField()),
    )
    return listed.order_by("-day", "is_read", "-created_at", "-id")


def by_day(notifications: Iterable[Notification]) -> list[tuple[date, list[Notification]]]:
    """Day → its notifications, in the order given."""
    days: dict[date, list[Notification]] = {}
    for notification in notifications:
        days.setdefault(notification.created_at.astimezone(CHINA).date(), []).append(notification)
    return list(days.items())


def kinds_told(*, actor: Actor) -> list[str]:
    """The kinds of which the actor has been told anything."""
    return list(visible_notifications(actor=actor).order_by().values_list("kind", flat=True).distinct())


def get_notification(notification_id: UUID, *, actor: Actor) -> Notification:
    found = visible_notifications(actor=actor).filter(id=notification_id).first()
    if found is None:
        raise NotFound(_("There is no such notification."))
    return found


def unread_count(*, actor: Actor) -> int:
    """How many of the actor's notifications are unread (one query on an index of the unread)."""
    return visible_notifications(actor=actor).filter(read_at__isnull=True).count()


def preferences_of(zone_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, Preference]:
    """Person → how they want to be told, the defaults where they never said (one query)."""
    found = {p.person_id: p for p in Preference.objects.filter(zone_id=zone_id, person_id__in=person_ids)}
    return {i: found.get(i) or Preference(zone_id=zone_id, person_id=i) for i in person_ids}


def own_preference(*, actor: Actor) -> Preference:
    """How the actor wants to be told. Raises `NotFound` for who is no person."""
    if actor.person_id is None:
        raise NotFound(_("Only people choose how they are told."))
    return preferences_of(actor.zone_id, [actor.person_id])[actor.person_id]


def mail_time(preference: Preference, kind: str, default: MailTime) -> MailTime:
    """When that person wants that kind by e-mail; `default` is the kind's own."""
    chosen = preference.mail.get(kind)
    return MailTime(chosen) if chosen in MailTime.values else default


def not_yet_mailed(receiver: Actor, preference: Preference) -> list[Notification]:
    """What belongs into somebody's digest, newest first: unread, not mailed and not about to be mailed alone, of a
    kind they want by e-mail, and about what they may still see."""
    never = [k.name for k in kinds() if mail_time(preference, k.name, k.mail) == MailTime.NEVER]
    on_its_way = Delivery.objects.filter(zone=OuterRef("zone"), notification=OuterRef("pk"), state__in=OPEN)
    found = (
        visible_notifications(actor=receiver)
        .filter(~Exists(on_its_way), read_at__isnull=True, mailed_at__isnull=True)
        .exclude(kind__in=never)
    )
    return [n for n in found if may_see_subject(receiver, n.subject_type, n.subject_id)]


def people_to_digest(zone_id: UUID, day: date, kept_since: datetime) -> QuerySet[Person]:
    """Who has an address, something unread and not mailed since `kept_since`, and no digest of `day` yet; whether
    they want one is asked of each."""
    written = Delivery.objects.filter(zone=OuterRef("zone"), person=OuterRef("pk"), digest_day=day)
    waiting = Notification.objects.filter(
        zone=OuterRef("zone"),
        receiver=OuterRef("pk"),
        read_at__isnull=True,
        mailed_at__isnull=True,
        created_at__gte=kept_since,
    )
    return (
        Person.objects.filter(Exists(waiting), ~Exists(written), zone_id=zone_id, user__is_active=True)
        .exclude(user__email="")
        .order_by("id")
    )


def visible_channels(*, actor: Actor) -> QuerySet[Channel]:
    """The group robots of the units that the actor keeps, without those that were removed."""
    reach = actor.reach(CHANNELS)
    if not reach:
        raise NotAllowed(CHANNELS)
    rows = Channel.objects.filter(zone_id=actor.zone_id, removed_at__isnull=True).select_related("unit")
    return rows if reach.whole_zone else rows.filter(unit_id__in=reach.unit_ids)


def channels_to_tell(*, actor: Actor) -> QuerySet[Channel]:
    """The groups that the actor may have told something: their robots are switched on. None without the power."""
    reach = actor.reach(BROADCAST)
    rows = Channel.objects.filter(zone_id=actor.zone_id, removed_at__isnull=True, enabled=True)
    if not reach.whole_zone:
        rows = rows.filter(unit_id__in=reach.unit_ids)
    return rows.select_related("unit").order_by("unit__order", "name")


def with_last_delivery(channels: QuerySet[Channel]) -> QuerySet[Channel]:
    """Prefetch each robot's newest delivery, as `channel.last` (a list of at most one; one further query)."""
    newer = Delivery.objects.filter(zone=OuterRef("zone"), channel=OuterRef("channel"), id__gt=OuterRef("pk"))
    newest = Delivery.objects.filter(~Exists(newer))
    return channels.prefetch_related(Prefetch("deliveries", queryset=newest, to_attr="last"))


def get_channel(channel_id: UUID, *, actor: Actor) -> Channel:
    with hidden(_("There is no such group robot.")):
        found = visible_channels(actor=actor).filter(id=channel_id).first()
    if found is None:
        raise NotFound(_("There is no such group robot."))
    return found


def visible_deliveries(*, actor: Actor) -> QuerySet[Delivery]:
    """What is or was on its way: to the groups of the units within reach; with the whole zone, to people too."""
    reach = actor.reach(DELIVERIES)
    if not reach:
        raise NotAllowed(DELIVERIES)
    rows = Delivery.objects.filter(zone_id=actor.zone_id).select_related(
        "person", "channel__unit", "notification"
    )
    if reach.whole_zone:
        return rows
    return rows.filter(kind=DeliveryKind.ROBOT, channel__unit_id__in=reach.unit_ids)


def get_delivery(delivery_id: UUID, *, actor: Actor) -> Delivery:
    with hidden(_("There is no such delivery.")):
        found = visible_deliveries(actor=actor).filter(id=delivery_id).first()
    if found is None:
        raise NotFound(_("There is no such delivery."))
    return found


def due_deliveries(zone_id: UUID, moment: datetime) -> QuerySet[Delivery]:
    """What is to be tried by now, the longest due first."""
    due = due_by("next_attempt_at", moment, LONGEST_WAIT)
    return Delivery.objects.filter(due, state__in=OPEN, zone_id=zone_id).order_by("next_attempt_at", "id")


def mail_failures(zone_id: UUID, since: datetime) -> int:
    """For the doctor: how many e-mails and digests written since then have failed."""
    return (
        Delivery.objects.filter(
            zone_id=zone_id, state__in=(DeliveryState.FAILED, DeliveryState.GIVEN_UP), created_at__gte=since
        )
        .exclude(kind=DeliveryKind.ROBOT)
        .count()
    )


def channel_health(zone_id: UUID, since: datetime) -> tuple[int, int]:
    """For the doctor: how many group robots are switched on, and how many messages to groups written since then have
    failed."""
    robots = Channel.objects.filter(zone_id=zone_id, enabled=True, removed_at__isnull=True).count()
    failed = Delivery.objects.filter(
        zone_id=zone_id,
        kind=DeliveryKind.ROBOT,
        state__in=(DeliveryState.FAILED, DeliveryState.GIVEN_UP),
        created_at__gte=since,
    ).count()
    return robots, failed
