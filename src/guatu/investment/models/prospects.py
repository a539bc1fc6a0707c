"""A prospect on its way from the first lead to the landed project, and every stage it went through."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.enterprises.models.enterprise import Enterprise
from guatu.investment.choices import Basis, Route, Stage
from guatu.investment.models.amounts import StatedAmounts, amount_constraints
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.organization.models import Person, Unit
from guatu.projects.choices import CapitalOrigin, Precision
from guatu.projects.models.project import Project


class Prospect(StatedAmounts):
    """Somebody who may invest, counted once from lead to landing.

    `stage`, `stage_since` are the last entry of the history. The amounts are the latest stated: what is intended
    while it is talked about, from signing what the agreement says.
    """

    name = models.CharField(pgettext_lazy("of a prospect", "name"), max_length=150)
    investor_name = models.CharField(_("investor"), max_length=150, blank=True)
    # Blank: not stated.
    capital_origin = models.CharField(
        _("capital"), max_length=10, choices=CapitalOrigin, default=CapitalOrigin.DOMESTIC, blank=True
    )
    industry_group = models.CharField(_("industry group"), max_length=60, blank=True)
    is_manufacturing = models.BooleanField(_("manufacturing"), default=False)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="prospects", verbose_name=_("responsible unit"))
    park = ZoneForeignKey(
        Park, models.PROTECT, null=True, related_name="prospects", verbose_name=_("theme park")
    )
    listed_investor = models.BooleanField(_("invested by a listed company"), default=False)
    route = models.CharField(
        pgettext_lazy("of a prospect", "route"), max_length=10, choices=Route, blank=True
    )
    ppp = ZoneForeignKey(
        PppProject, models.PROTECT, null=True, related_name="prospects", verbose_name=_("PPP project")
    )
    fund = ZoneForeignKey(
        Fund, models.PROTECT, null=True, related_name="prospects", verbose_name=_("industrial fund")
    )
    chain_node = models.CharField(_("link of the chain"), max_length=60, blank=True)
    talent_team = models.CharField(_("sci-tech talent team"), max_length=100, blank=True)
    talent_carrier = models.CharField(_("carrier of the team"), max_length=100, blank=True)
    source = models.CharField(_("where it came from"), max_length=200, blank=True)
    referrer = ZoneForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="referred", verbose_name=_("referred by")
    )
    person = ZoneForeignKey(
        Person, models.PROTECT, null=True, related_name="prospects", verbose_name=_("person in charge")
    )
    project = ZoneForeignKey(
        Project, models.PROTECT, null=True, related_name="prospects", verbose_name=_("project")
    )
    basis = models.CharField(_("rests on"), max_length=10, choices=Basis, default=Basis.RECORD)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    stage = models.CharField(pgettext_lazy("of a prospect", "stage"), max_length=12, choices=Stage)
    stage_since = models.DateField(_("in this stage since"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name"], name="investment_prospect_name"),
            models.UniqueConstraint(
                fields=["zone", "project"],
                condition=Q(project__isnull=False),
                name="investment_prospect_project",
            ),
            *amount_constraints("investment_prospect"),
        ]
        indexes = [
            models.Index(fields=["zone", "stage", "stage_since"], name="investment_by_stage"),
            models.Index(fields=["zone", "unit"], name="investment_by_unit"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="investment_prospect_words"),
        ]
        ordering = ["name"]
        verbose_name = _("prospect")

    def __str__(self) -> str:
        return self.name


class StageChange(ZonedModel):
    """One move of a prospect, and the day on which it happened. Written once: a past day can be asked again."""

    append_only = True

    prospect = ZoneForeignKey(Prospect, models.PROTECT, related_name="history")
    stage = models.CharField(pgettext_lazy("of a prospect", "stage"), max_length=12, choices=Stage)
    on = models.DateField(_("on"))
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="dropped") | ~Q(reason=""), name="investment_dropped_with_reason"
            )
        ]
        indexes = [models.Index(fields=["zone", "prospect", "on"], name="investment_stage_history")]
        ordering = ["on", "id"]
        verbose_name = _("change of stage")

    def __str__(self) -> str:
        return self.get_stage_display()
