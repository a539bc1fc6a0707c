"""What was signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import ZoneForeignKey
from guatu.investment.choices import Basis
from guatu.investment.models.amounts import StatedAmounts, amount_constraints
from guatu.investment.models.prospects import Prospect
from guatu.projects.choices import Precision


class Agreement(StatedAmounts):
    """The agreement with a prospect: when, and the amounts that stand in it."""

    prospect = ZoneForeignKey(Prospect, models.PROTECT, related_name="agreements")
    number = models.CharField(_("number of the agreement"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"))
    signed_on_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    parties = models.CharField(_("parties"), max_length=300, blank=True)
    basis = models.CharField(_("rests on"), max_length=10, choices=Basis, default=Basis.RECORD)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "prospect"], name="investment_agreement_once"),
            *amount_constraints("investment_agreement"),
        ]
        indexes = [models.Index(fields=["zone", "signed_on"], name="investment_signed_on")]
        ordering = ["signed_on", "id"]
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return self.prospect.name
