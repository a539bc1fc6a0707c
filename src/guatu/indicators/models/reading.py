"""Stated values. A row is never changed: a correction or a later release is a further row with the next number."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.indicators.choices import Origin, Qualifier
from guatu.indicators.models.indicator import Indicator
from guatu.organization.models import Unit


class Reading(ZonedModel):
    """What was stated of `unit` for the days from `first_day` to `last_day`; the highest `number` counts.

    `value` is in the indicator's unit of measure, as printed. `growth` (0–1) and `rank` are what the source says, not
    what is computed. `source_date` is the day of the source, `recorded_at` the moment at which it was taken in.
    """

    append_only = True

    indicator = ZoneForeignKey(Indicator, models.PROTECT, related_name="readings")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    period = models.CharField(_("period"), max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    number = models.PositiveIntegerField(_("release"), default=1)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    qualifier = models.CharField(_("stated as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    text = models.CharField(_("in words"), max_length=60, blank=True)
    growth = models.DecimalField(
        _("growth on the same period last year"), max_digits=12, decimal_places=6, null=True
    )
    rank = models.CharField(_("rank"), max_length=40, blank=True)
    target = models.DecimalField(_("target"), max_digits=24, decimal_places=6, null=True)
    source = models.CharField(_("source"), max_length=200)
    source_date = models.DateField(_("date of the source"), null=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.STATED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=150, blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=150)
    recorded_at = models.DateTimeField(_("recorded at"), default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "indicator", "unit", "first_day", "last_day", "number"],
                name="indicators_reading_number",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="indicators_reading_days"),
            models.CheckConstraint(
                condition=Q(qualifier="text", value__isnull=True)
                | (~Q(qualifier="text") & Q(value__isnull=False)),
                name="indicators_reading_said",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "last_day", "indicator"], name="indicators_reading_by_day"),
        ]
        ordering = ["indicator", "unit", "-last_day", "-number"]
        verbose_name = _("reading")

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"
