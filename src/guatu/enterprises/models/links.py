"""The link by which an enterprise comes without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.enterprises.models.enterprise import Enterprise


class AccessLink(VersionedModel):
    """A link given to an enterprise. Only a hash of its token is kept: who reads the table cannot use it."""

    historic = False

    enterprise = ZoneForeignKey(Enterprise, models.CASCADE, related_name="access_links")
    token_hash = models.CharField(max_length=64)
    given_to = models.CharField(_("given to"), max_length=100)
    issued_by = models.CharField(_("issued by"), max_length=150)
    issued_at = models.DateTimeField(_("issued at"), default=now)
    # The last day on which it opens.
    expires_on = models.DateField(_("opens until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "token_hash"], name="enterprises_link_token")]
        indexes = [models.Index(fields=["zone", "enterprise"], name="enterprises_links")]
        ordering = ["-issued_at"]
        verbose_name = _("access link")

    def __str__(self) -> str:
        return self.given_to
