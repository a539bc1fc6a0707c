"""Indicators and what their names mean at which time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.indicators.choices import Category, Direction, Ledger, Level, Periodicity
from guatu.organization.choices import UnitType


class Indicator(VersionedModel):
    """Something that is stated for a unit and a period, always in the same `unit` of measure.

    `to_date`: values run from January on, so that 2018M01-M05 follows 2018M01-M04.
    """

    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("label"), max_length=60)
    label_en = models.CharField(_("label in English"), max_length=80, blank=True)
    unit = models.CharField(_("unit of measure"), max_length=20)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=2)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    periodicity = models.CharField(_("stated"), max_length=8, choices=Periodicity, default=Periodicity.MONTH)
    to_date = models.BooleanField(_("counted from January on"), default=True)
    # Growth is stated at constant prices: neither does it follow from the values, nor a base from it.
    real_growth = models.BooleanField(_("growth at constant prices"), default=False)
    # The units' values make the zone's: where the zone states none itself, their sum is told.
    adds_up = models.BooleanField(_("the units' values add up"), default=False)
    level = models.CharField(_("stated of"), max_length=6, choices=Level, default=Level.ZONE)
    unit_types = ArrayField(
        models.CharField(max_length=20, choices=UnitType),
        default=list,
        blank=True,
        verbose_name=_("types of units"),
    )
    ledger = models.CharField(_("ledger"), max_length=12, choices=Ledger)
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.OTHER)
    order = models.PositiveIntegerField(_("order"), default=0)
    # From this day on nothing more is stated.
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="indicators_code"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicators_decimals"),
        ]
        ordering = ["order", "code"]
        verbose_name = _("indicator")

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """The label in the reader's language."""
        return self.label if (get_language() or "").startswith("zh") else self.label_en or self.label


class IndicatorDefinition(ZonedModel):
    """What an indicator means from `valid_from` to `valid_to` (both within; None is open).

    Two that hold at once and say different things are kept and marked: which one counts is for people to settle.
    """

    indicator = ZoneForeignKey(Indicator, models.CASCADE, related_name="definitions")
    text = models.TextField(_("definition"))
    formula = models.TextField(_("formula in words"), blank=True)
    authority = models.CharField(_("source authority"), max_length=120)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="indicators_definition_dates",
            ),
            models.UniqueConstraint(
                fields=["zone", "indicator", "authority", "valid_from"], name="indicators_definition_once"
            ),
        ]
        ordering = ["valid_from", "authority"]
        verbose_name = _("definition")

    def __str__(self) -> str:
        return self.text[:120]
