"""Small registers that prospects are tagged with: PPP projects, industrial funds, theme parks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.investment.choices import Basis, PppLevel
from guatu.organization.models import Unit


class RegisterEntry(VersionedModel):
    """What the three registers share."""

    name = models.CharField(pgettext_lazy("of an entry", "name"), max_length=100)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    basis = models.CharField(_("rests on"), max_length=10, choices=Basis, default=Basis.RECORD)
    since = models.DateField(_("on the register since"))
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class PppProject(RegisterEntry):
    """A PPP project. `fiscal_duty_cny`: what the public purse owes in its heaviest year."""

    level = models.CharField(_("level"), max_length=12, choices=PppLevel, default=PppLevel.PROVINCIAL)
    fiscal_duty_cny = models.DecimalField(
        _("public payment in the heaviest year (yuan)"), max_digits=18, decimal_places=2, null=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="investment_ppp_name")]
        ordering = ["name"]
        verbose_name = _("PPP project")


class Fund(RegisterEntry):
    """An industrial fund, with who manages it and how big it is."""

    manager = models.CharField(_("manager"), max_length=100, blank=True)
    size_cny = models.DecimalField(_("size (yuan)"), max_digits=18, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name"], name="investment_fund_name"),
            models.CheckConstraint(
                condition=Q(size_cny__isnull=True) | Q(size_cny__gte=0), name="investment_fund_size"
            ),
        ]
        ordering = ["name"]
        verbose_name = _("industrial fund")


class Park(RegisterEntry):
    """A theme park, and the unit that runs it where there is one."""

    theme = models.CharField(_("theme"), max_length=100, blank=True)
    unit = ZoneForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit that runs it")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="investment_park_name")]
        ordering = ["name"]
        verbose_name = _("theme park")
