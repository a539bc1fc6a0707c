"""Tokens of people, and what was answered to a request that may be sent again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.sealed import SealedField
from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.organization.models import Person


class ApiToken(ZonedModel):
    """A program's way in: as `person`, with `powers` of theirs, to the end of `expires_on`. The token itself is kept
    nowhere."""

    historic = False

    person = ZoneForeignKey(Person, models.PROTECT, related_name="+")
    label = models.CharField(_("what it is for"), max_length=60)
    token_hash = models.CharField(max_length=64)
    powers = ArrayField(models.CharField(max_length=100), verbose_name=_("powers"))
    issued_at = models.DateTimeField(_("issued"), default=now)
    expires_on = models.DateField(_("opens until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "token_hash"], name="api_token_hash")]
        indexes = [models.Index(fields=["zone", "person"], name="api_token_person")]
        ordering = ["-issued_at"]
        verbose_name = _("API token")

    def __str__(self) -> str:
        return self.label


class ApiAnswer(ZonedModel):
    """What a token's request with an idempotency key was answered. Sealed: an answer may tell a secret."""

    derived = True
    historic = False

    token = ZoneForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    body = SealedField()
    etag = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "token", "key"], name="api_answer_key")]
        indexes = [models.Index(fields=["zone", "token", "at"], name="api_answer_age")]

    def __str__(self) -> str:
        return self.key
