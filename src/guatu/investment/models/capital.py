"""Foreign capital that has really come in 实际利用外资, voucher by voucher."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.investment.models.amounts import rate_field
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Measure


class CapitalPaidIn(ZonedModel):
    """One voucher of capital paid in. Written once: what was wrong is taken back by a row below zero that names it."""

    append_only = True

    prospect = ZoneForeignKey(Prospect, models.PROTECT, related_name="paid_in")
    paid_on = models.DateField(_("paid in on"))
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    rate = rate_field(_("exchange rate to yuan"))
    rate_date = models.DateField(_("rate date"), null=True)
    voucher = models.CharField(_("voucher"), max_length=100)
    takes_back = ZoneForeignKey("self", models.PROTECT, null=True, related_name="taken_back_by")
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "prospect", "voucher"],
                condition=Q(takes_back__isnull=True),
                name="investment_voucher_once",
            ),
            models.UniqueConstraint(
                fields=["zone", "takes_back"],
                condition=Q(takes_back__isnull=False),
                name="investment_taken_back_once",
            ),
            models.CheckConstraint(
                condition=Q(takes_back__isnull=True, amount__gt=0)
                | Q(takes_back__isnull=False, amount__lt=0),
                name="investment_paid_in_sign",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True, rate_date__isnull=True)
                | (Q(rate__gt=Decimal(0), rate_date__isnull=False) & ~Q(currency="CNY")),
                name="investment_paid_in_rate",
            ),
            models.CheckConstraint(condition=~Q(takes_back=F("id")), name="investment_paid_in_other"),
        ]
        indexes = [models.Index(fields=["zone", "paid_on"], name="investment_paid_on")]
        ordering = ["paid_on", "id"]
        verbose_name = _("capital paid in")

    def __str__(self) -> str:
        return self.voucher

    @property
    def measure(self) -> Measure:
        return Measure(self.amount, self.currency, self.rate, self.rate_date)
