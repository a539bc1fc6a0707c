"""Evidence files and what is known of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.attachments.images import THUMBNAIL_SIDE
from guatu.core.clock import now
from guatu.core.zoned import ZonedModel


class Attachment(ZonedModel):
    """A file kept as evidence of `subject` (any object, by type and id). The bytes lie in the file storage.

    Photos are stored re-encoded, without the camera's metadata; when and where they were taken is kept here.
    """

    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=255)
    is_image = models.BooleanField(default=False)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    # What the phone said beside the photo, apart from what the camera wrote into it (see `stated`).
    stated_at = models.DateTimeField(_("time stated by the phone"), null=True)
    stated_latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    stated_longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    stated_accuracy = models.PositiveIntegerField(_("accuracy in metres"), null=True)
    attached_by_id = models.UUIDField(null=True)
    attached_by_name = models.CharField(max_length=150)
    attached_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["zone", "subject_id"], name="attachments_subject")]
        ordering = ["attached_at"]
        verbose_name = _("attachment")

    def __str__(self) -> str:
        return self.name

    @property
    def thumbnail_width(self) -> int:
        """Width of the small picture in pixels; 0 for what is no picture."""
        return self._thumbnail_side(self.width)

    @property
    def thumbnail_height(self) -> int:
        return self._thumbnail_side(self.height)

    def _thumbnail_side(self, side: int | None) -> int:
        longest = max(self.width or 0, self.height or 0)
        if not side or not longest:
            return 0
        return max(1, round(side * min(1, THUMBNAIL_SIDE / longest)))
