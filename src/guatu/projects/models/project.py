"""The project itself, its years, and who answers for it."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.organization.models import Person, TaskForce, Unit
from guatu.projects.choices import (
    CapitalOrigin,
    DutyRole,
    Precision,
    ProjectType,
    StartClass,
    SubClass,
)


class Project(VersionedModel):
    """One project, counted once however many lists it stands on.

    Dates given only to the month or year are kept as the last day of what was named, with the precision.
    `committed_*` is what was promised (by the list, later by the approved plan), `forecast_*` what is
    expected today, `actual_*` what happened.
    """

    name = models.CharField(_("name"), max_length=150)
    code = models.CharField(_("project code"), max_length=24, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=ProjectType, default=ProjectType.INDUSTRIAL)
    owner_name = models.CharField(_("construction unit"), max_length=150, blank=True)
    investor_name = models.CharField(_("investor"), max_length=150, blank=True)
    capital_origin = models.CharField(
        _("capital"), max_length=10, choices=CapitalOrigin, default=CapitalOrigin.DOMESTIC
    )
    industry_code = models.CharField(_("industry (GB/T 4754)"), max_length=5, blank=True)

    total_investment = models.DecimalField(
        _("total investment"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    exchange_rate = models.DecimalField(
        _("exchange rate to yuan"), max_digits=12, decimal_places=6, default=Decimal(1)
    )
    rate_date = models.DateField(_("rate date"), null=True, blank=True)
    total_cny = models.DecimalField(
        _("total investment in yuan"), max_digits=18, decimal_places=2, null=True, editable=False
    )

    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="projects", verbose_name=_("responsible unit"))
    registration_unit = ZoneForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registration territory"),
    )
    statistical_unit = ZoneForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("statistical territory")
    )
    task_force = ZoneForeignKey(
        TaskForce,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("task force"),
    )

    construction_from = models.PositiveSmallIntegerField(_("construction from (year)"), null=True, blank=True)
    construction_to = models.PositiveSmallIntegerField(_("construction to (year)"), null=True, blank=True)
    committed_start = models.DateField(_("committed start"), null=True, blank=True)
    committed_start_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    committed_finish = models.DateField(_("committed finish"), null=True, blank=True)
    committed_finish_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    forecast_start = models.DateField(_("forecast start"), null=True, blank=True)
    forecast_finish = models.DateField(_("forecast finish"), null=True, blank=True)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_start_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)

    stage_note = models.TextField(_("physical progress"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    last_reported_on = models.DateField(_("last report"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], condition=~Q(code=""), name="projects_project_code"
            ),
            models.UniqueConstraint(fields=["zone", "name", "owner_name"], name="projects_project_name"),
            models.CheckConstraint(
                condition=Q(construction_from__isnull=True)
                | Q(construction_to__isnull=True)
                | Q(construction_to__gte=F("construction_from")),
                name="projects_project_years",
            ),
            models.CheckConstraint(
                condition=Q(currency="CNY") | Q(rate_date__isnull=False), name="projects_project_rate_date"
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "unit"], name="projects_project_unit"),
            GinIndex(fields=["name"], name="projects_project_name_words", opclasses=["gin_trgm_ops"]),
        ]
        verbose_name = _("project")

    def __str__(self) -> str:
        return self.name


class ProjectYear(VersionedModel):
    """What a project is to do in one year: the row of the year's list."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    start_class = models.CharField(_("class"), max_length=12, choices=StartClass)
    sub_class = models.CharField(_("sub-class"), max_length=12, choices=SubClass, blank=True)
    annual_plan_cny = models.DecimalField(
        _("annual plan in yuan"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    concentrated_start = models.BooleanField(_("concentrated start"), default=False)
    serial = models.PositiveIntegerField(_("number in the list"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "project", "year"], name="projects_year_once")]
        indexes = [models.Index(fields=["zone", "year", "serial"], name="projects_year_serial")]
        ordering = ["year"]
        verbose_name = _("year of a project")

    def __str__(self) -> str:
        return str(self.year)


class ProjectDuty(VersionedModel):
    """A person answering for a project, from `valid_from` to `valid_to` (both within; None is open)."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="duties")
    role = models.CharField(_("role"), max_length=15, choices=DutyRole)
    person = ZoneForeignKey(Person, models.PROTECT, related_name="project_duties")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "project", "role"],
                condition=Q(valid_to__isnull=True),
                name="projects_duty_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="projects_duty_dates",
            ),
        ]
        indexes = [models.Index(fields=["zone", "person"], name="projects_duty_person")]
        verbose_name = _("duty")

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
