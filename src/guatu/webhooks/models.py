"""Who hears of events elsewhere, and each message on its way there."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.sealed import SealedField
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.webhooks.choices import WebhookFault, WebhookState


class Webhook(VersionedModel):
    """An address of another program that hears of chosen events. Its secret signs, is shown once and lies sealed."""

    historic = False  # a key that was taken away leaves nothing behind

    name = models.CharField(pgettext_lazy("of a webhook", "name"), max_length=60)
    url = models.CharField(_("address"), max_length=500)
    # Names of events, or of apps with all of their events.
    events = ArrayField(models.CharField(max_length=100), verbose_name=_("events"))
    secret = SealedField(_("signing secret"), blank=True)
    enabled = models.BooleanField(_("switched on"), default=True)
    # Switched off by itself, since nothing arrived for days.
    failed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Once removed it keeps its name and its history, not its secret.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"], condition=Q(removed_at__isnull=True), name="webhooks_name"
            )
        ]
        ordering = ["name"]
        verbose_name = _("webhook")

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(ZonedModel):
    """One message on its way. Its id is the message's, the same in every attempt, so that a receiver knows it again."""

    derived = True
    historic = False

    webhook = ZoneForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=100)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=WebhookState, default=WebhookState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=20, choices=WebhookFault, blank=True)
    # What was answered: the status, or the kind of failure.
    detail = models.CharField(max_length=100, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["zone", "next_attempt_at"],
                condition=Q(state__in=["waiting", "failed"]),
                name="webhooks_due",
            ),
            models.Index(fields=["zone", "webhook", "-created_at"], name="webhooks_deliveries"),
        ]
        ordering = ["-created_at", "-id"]
        verbose_name = _("delivery of a webhook")

    def __str__(self) -> str:
        return f"{self.event} · {self.get_state_display()}"

    @property
    def message_id(self) -> str:
        return f"msg_{self.id.hex}"
