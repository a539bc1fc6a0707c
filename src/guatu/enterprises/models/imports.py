"""Uploaded workbooks of enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel
from guatu.enterprises.choices import ImportStatus


class EnterpriseImport(VersionedModel):
    """A workbook of enterprises on its way in."""

    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=255)
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    # How many were registered, changed, and left as they were.
    result = models.JSONField(default=dict)
    uploaded_by_id = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("import of enterprises")

    def __str__(self) -> str:
        return self.name
