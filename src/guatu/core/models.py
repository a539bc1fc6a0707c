"""The zone itself: the unit of distribution that every business row belongs to."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.ids import new_id
from guatu.core.zoned import ZonedModel


class ZoneKind(models.TextChoices):
    """What a node in the tree of zones is."""

    ZONE = "zone", _("development zone")
    CITY = "city", _("city")
    PROVINCE = "province", _("province")


class Zone(models.Model):
    """A development zone, or a city or province above several of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(
        _("code"),
        max_length=16,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{1,16}$", _("Capital letters and digits only."))],
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=ZoneKind, default=ZoneKind.ZONE)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    clock_date = models.DateField(
        _("clock date"), null=True, blank=True, help_text=_("A demo zone may keep its clock on a past day.")
    )
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("zone")

    def __str__(self) -> str:
        return self.name


class FormerRow(ZonedModel):
    """What a row said until `replaced_at` (UTC), as `to_jsonb` gives it. Written by `core.former_rows` alone."""

    append_only = True

    table_name = models.CharField(max_length=63)
    row_id = models.UUIDField()
    replaced_at = models.DateTimeField()
    row = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["zone", "table_name", "row_id", "replaced_at"], name="core_former_row"),
            models.Index(fields=["zone", "table_name", "replaced_at"], name="core_former_moment"),
        ]
        verbose_name = _("former state of a row")

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class Pulse(models.Model):
    """When something that the installation repeats last happened. Written by `core.pulses` alone; no business data."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    told = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("last time of something repeated")

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class RateCount(models.Model):
    """How often something has happened within one minute. Written by `core.rate_limits` alone; no business data, in a
    table that PostgreSQL keeps no log of, and gone with the night."""

    pk = models.CompositePrimaryKey("name", "minute")
    name = models.CharField(max_length=64)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("count of a minute")

    def __str__(self) -> str:
        return f"{self.name} {self.count}"
