"""Totals that somebody states, with their parts: what the closing check looks at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.investment.choices import Basis, Stage


class Statement(VersionedModel):
    """A total of prospects in one stage as a source states it, for a period. Kept as stated, right or wrong."""

    source = models.CharField(_("source"), max_length=200)
    stage = models.CharField(_("about"), max_length=12, choices=Stage, default=Stage.SIGNED)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    count = models.PositiveIntegerField(_("stated number"), null=True)
    amount_cny = models.DecimalField(
        _("stated total investment (yuan)"), max_digits=18, decimal_places=2, null=True
    )
    at_least = models.BooleanField(_("“over”"), default=False)
    basis = models.CharField(_("rests on"), max_length=10, choices=Basis, default=Basis.STATED)
    stated_by = models.CharField(max_length=150)
    stated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "source", "stage", "first_day", "last_day"], name="investment_statement_once"
            )
        ]
        ordering = ["-last_day", "source"]
        verbose_name = _("stated total")

    def __str__(self) -> str:
        return self.source


class StatementPart(ZonedModel):
    """One line of a stated breakdown."""

    statement = ZoneForeignKey(Statement, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(_("class"), max_length=60)
    count = models.PositiveIntegerField(_("number"), null=True)
    amount_cny = models.DecimalField(_("total investment (yuan)"), max_digits=18, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "statement", "place"], name="investment_part_place")
        ]
        ordering = ["place"]
        verbose_name = _("part of a stated total")

    def __str__(self) -> str:
        return self.label
