"""Imports of workbooks: the uploaded file with its preview, and the columns an office has matched before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", _("uploaded")
    COMMITTED = "committed", _("imported")
    DISCARDED = "discarded", _("discarded")


class WorkbookImport(VersionedModel):
    """One uploaded workbook on its way into the project list."""

    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=255)
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    # Header text → field name, as the person settled it.
    mapping = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    uploaded_by_id = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(default=now)
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("workbook import")

    def __str__(self) -> str:
        return self.name


class ColumnMemory(VersionedModel):
    """A header that somebody matched by hand once, so that the next workbook needs no matching."""

    header = models.CharField(max_length=200)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "header"], name="projects_column_memory")]

    def __str__(self) -> str:
        return self.header
