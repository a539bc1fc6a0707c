"""What people are told, how it reaches them, and how they want it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.sealed import SealedField
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.notifications.choices import (
    ChannelKind,
    DeliveryKind,
    DeliveryState,
    SendFault,
    Severity,
)
from guatu.notifications.kinds import kind_label
from guatu.notifications.masking import masked
from guatu.notifications.messages import Message
from guatu.notifications.rules import DIGEST_AT, USUAL_QUIET, QuietHours
from guatu.organization.models import Person, Unit


class Notification(ZonedModel):
    """What one person is told. It follows from a change that is recorded; telling of it is none itself."""

    derived = True
    historic = False

    receiver = ZoneForeignKey(Person, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=80)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.NORMAL)
    # What it is about: any object, by type and id; empty where it is about nothing in particular.
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    # A `Message`, put into words when it is read.
    text = models.JSONField()
    # Path within the site.
    url = models.CharField(max_length=500, blank=True)
    # Where it is not empty, the receiver is told once only.
    dedup_key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    # When an e-mail, alone or in a digest, has told it.
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "receiver", "dedup_key"],
                condition=~Q(dedup_key=""),
                name="notifications_told_once",
            )
        ]
        indexes = [
            models.Index(fields=["zone", "receiver", "-created_at"], name="notifications_newest"),
            models.Index(
                fields=["zone", "receiver"], condition=Q(read_at__isnull=True), name="notifications_unread"
            ),
        ]
        ordering = ["-created_at", "-id"]
        verbose_name = _("notification")

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """In the active language."""
        return str(Message.from_json(self.text))

    @property
    def kind_label(self) -> Any:
        return kind_label(self.kind)

    @property
    def is_urgent(self) -> bool:
        return self.severity == Severity.URGENT


class Channel(VersionedModel):
    """A group robot 群机器人: the webhook of a chat group of a unit (of the root: of the zone).

    `webhook` holds a key and `secret` signs; both go to the other side alone, never into the record, a log or a page,
    and lie sealed in the database.
    """

    historic = False  # a key that was taken away leaves nothing behind

    kind = models.CharField(_("kind"), max_length=10, choices=ChannelKind)
    name = models.CharField(pgettext_lazy("of a group robot", "name"), max_length=60)
    webhook = SealedField(_("webhook address"))
    secret = SealedField(_("signing secret"), blank=True)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    enabled = models.BooleanField(_("switched on"), default=True)
    # Once removed it keeps its name and its history, not its keys.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"],
                condition=Q(removed_at__isnull=True),
                name="notifications_channel_name",
            )
        ]
        ordering = ["name"]
        verbose_name = _("group robot")

    def __str__(self) -> str:
        return self.name

    @property
    def shown_webhook(self) -> str:
        """The address fit to be shown."""
        return masked(self.webhook)


class Delivery(ZonedModel):
    """One message on its way to one receiver: a person's mailbox, or a group. Each is tried again alone."""

    derived = True
    historic = False

    kind = models.CharField(max_length=10, choices=DeliveryKind)
    person = ZoneForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="deliveries")
    channel = ZoneForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="deliveries")
    # Of an e-mail.
    notification = ZoneForeignKey(
        Notification, models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    # Of a digest: the day it is of.
    digest_day = models.DateField(null=True, blank=True)
    # Of a robot's message: what kind of news, the `Message` (empty: only that there is news of that kind), the page it
    # leads to, whom it mentions (persons' ids).
    news = models.CharField(max_length=80, blank=True)
    text = models.JSONField(null=True, blank=True)
    url = models.CharField(max_length=500, blank=True)
    mention = ArrayField(models.UUIDField(), default=list, blank=True)
    urgent = models.BooleanField(default=False)
    dedup_key = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=20, choices=SendFault, blank=True)
    # What the other side said, without keys.
    fault_detail = models.CharField(max_length=300, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="robot", channel__isnull=False, text__isnull=False)
                | Q(kind="mail", person__isnull=False, notification__isnull=False)
                | Q(kind="digest", person__isnull=False, digest_day__isnull=False),
                name="notifications_delivery_kind",
            ),
            models.UniqueConstraint(
                fields=["zone", "person", "digest_day"],
                condition=Q(kind="digest"),
                name="notifications_one_digest",
            ),
            models.UniqueConstraint(
                fields=["zone", "channel", "dedup_key"],
                condition=~Q(dedup_key=""),
                name="notifications_group_told_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["zone", "next_attempt_at"],
                condition=Q(state__in=["waiting", "failed"]),
                name="notifications_due",
            ),
            models.Index(fields=["zone", "-created_at"], name="notifications_deliveries"),
        ]
        ordering = ["-created_at", "-id"]
        verbose_name = _("delivery")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_state_display()}"

    @property
    def news_label(self) -> Any:
        """What kind of news it carries; empty for a digest."""
        name = self.notification.kind if self.notification else self.news
        return kind_label(name) if name else ""

    @property
    def is_urgent(self) -> bool:
        return self.notification.is_urgent if self.notification else self.urgent

    @property
    def may_be_retried(self) -> bool:
        """Whether “try again now” makes sense: it was not sent, and there is somebody to send it to."""
        there = self.channel is None or (self.channel.enabled and self.channel.removed_at is None)
        return self.state != DeliveryState.SENT and there


class Preference(ZonedModel):
    """How one person wants to be told. Who has none is told by the defaults."""

    historic = False

    person = ZoneForeignKey(Person, models.CASCADE, related_name="+")
    # Kind of notification → `MailTime`, where it is not the kind's own default.
    mail = models.JSONField(_("by e-mail"), default=dict, blank=True)
    # Of e-mails; empty: that of the installation.
    language = models.CharField(_("language of e-mails"), max_length=10, blank=True)
    quiet_from = models.TimeField(_("quiet from"), default=USUAL_QUIET.start)
    quiet_to = models.TimeField(_("quiet until"), default=USUAL_QUIET.end)
    digest_at = models.TimeField(_("digest at"), default=DIGEST_AT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "person"], name="notifications_preference_person")
        ]
        verbose_name = _("preference")

    def __str__(self) -> str:
        return str(self.person)

    @property
    def quiet(self) -> QuietHours:
        return QuietHours(self.quiet_from, self.quiet_to)
