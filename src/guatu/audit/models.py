"""The record's tables: the entries, the head of each zone's chain, and how far it has been copied."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import ZonedModel


class Entry(ZonedModel):
    """One thing that happened. Never changed, never deleted: the application's role has no right to."""

    append_only = True

    sequence = models.BigIntegerField()
    at = models.DateTimeField(_("when"))
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(_("who"), max_length=150)
    user_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    event = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    subject_label = models.CharField(max_length=200)
    # Every object in whose history the entry stands, the subject first.
    about = ArrayField(models.UUIDField())
    data = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "sequence"], name="audit_entry_sequence")]
        indexes = [GinIndex(fields=["about"], name="audit_entry_about")]
        verbose_name = _("entry")

    def __str__(self) -> str:
        return f"{self.sequence} {self.event}"


class ChainHead(ZonedModel):
    """Where a zone's chain ends: the last sequence number and hash. One row a zone."""

    historic = False

    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone"], name="audit_chain_head_zone")]
        verbose_name = _("chain head")

    def __str__(self) -> str:
        return str(self.sequence)


class CopyCursor(ZonedModel):
    """How far a zone's record has been copied elsewhere: the last entry that was acknowledged, and when. One row a
    zone."""

    derived = True
    historic = False

    sequence = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone"], name="audit_copy_cursor_zone")]
        verbose_name = _("cursor of the copy")

    def __str__(self) -> str:
        return str(self.sequence)
