"""Entering the statistics library: the rules in force, the papers gathered, and the bureau's entry."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.projects.choices import EnrolmentPaper
from guatu.projects.models.project import Project


class EnrolmentRuleSet(VersionedModel):
    """One version of the zone's rules; a change is a new version, the old one stays."""

    distribution = "reference"

    number = models.PositiveIntegerField(_("version"))
    threshold_cny = models.DecimalField(
        _("enrolled from (yuan)"), max_digits=18, decimal_places=2, default=Decimal(5_000_000)
    )
    direct_cny = models.DecimalField(
        _("reports directly from (yuan)"), max_digits=18, decimal_places=2, default=Decimal(50_000_000)
    )
    days_after_start = models.PositiveSmallIntegerField(_("papers within days of the start"), default=30)
    # Codes of papers that are asked for here, and of those among them that are compulsory.
    asked = models.JSONField(default=list)
    compulsory = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"))
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="projects_enrolment_rules_number"),
            models.CheckConstraint(
                condition=Q(threshold_cny__gte=0) & Q(direct_cny__gte=F("threshold_cny")),
                name="projects_enrolment_thresholds",
            ),
        ]
        ordering = ["-number"]
        verbose_name = _("rules of enrolment")

    def __str__(self) -> str:
        return str(self.number)


class EnrolmentFile(VersionedModel):
    """One paper of a project's enrolment: the files are its attachments; the names are as the paper bears them."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="enrolment_files")
    material = models.CharField(_("paper"), max_length=20, choices=EnrolmentPaper)
    owner_on_paper = models.CharField(_("owner on the paper"), max_length=150, blank=True)
    project_on_paper = models.CharField(_("project name on the paper"), max_length=150, blank=True)
    dated = models.DateField(_("date of the paper"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "project", "material"], name="projects_enrolment_paper")
        ]
        ordering = ["material"]
        verbose_name = _("enrolment paper")

    def __str__(self) -> str:
        return self.get_material_display()


class StatisticalEnrolment(ZonedModel):
    """The bureau's entry of a project, with its source. Written once; what the bureau puts right is a further row,
    and the last one holds."""

    append_only = True

    project = ZoneForeignKey(Project, models.PROTECT, related_name="enrolments")
    entered_on = models.DateField(_("entered the statistics library on"))
    source = models.CharField(_("source"), max_length=200)
    reason = models.CharField(_("what was put right"), max_length=300, blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["zone", "project"], name="projects_enrolments")]
        ordering = ["id"]
        verbose_name = _("statistical enrolment")

    def __str__(self) -> str:
        return str(self.entered_on)
