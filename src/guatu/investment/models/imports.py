"""Uploaded workbooks of prospects and agreements, on their way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel
from guatu.investment.choices import DealSheet, SheetStatus


class DealWorkbook(VersionedModel):
    """One uploaded workbook, what is read from it, and what became of it."""

    reads = models.CharField(_("reads"), max_length=10, choices=DealSheet)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=255)
    status = models.CharField(_("status"), max_length=10, choices=SheetStatus, default=SheetStatus.UPLOADED)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    # Header text → field name, as the person settled it.
    mapping = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    uploaded_by_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(default=now)
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("workbook of prospects")

    def __str__(self) -> str:
        return self.name
