"""Plans: templates, a project's milestones and links, and the baselines that were committed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.organization.models import Unit
from guatu.projects.choices import Anchor, DurationUnit, LinkType, PlanStatus, ProjectType
from guatu.projects.models.project import Project


class Durations(models.Model):
    """How long a milestone takes: allowed by law, promised by the place, usual, and the shortest possible."""

    unit_of_time = models.CharField(
        _("unit of time"), max_length=12, choices=DurationUnit, default=DurationUnit.WORKING_DAY
    )
    duration = models.PositiveIntegerField(_("duration"))
    statutory = models.PositiveIntegerField(_("statutory limit"), null=True, blank=True)
    promised = models.PositiveIntegerField(_("promised"), null=True, blank=True)
    shortest = models.PositiveIntegerField(_("shortest"), null=True, blank=True)

    class Meta:
        abstract = True


class PlanTemplate(VersionedModel):
    """The milestones of one type of project, from filing to reaching capacity. Versions never change."""

    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    number = models.PositiveIntegerField(_("version of the template"), default=1)
    type = models.CharField(_("project type"), max_length=20, choices=ProjectType)
    is_current = models.BooleanField(_("in use"), default=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code", "number"], name="projects_template_number")
        ]
        ordering = ["type", "code", "-number"]
        verbose_name = _("plan template")

    def __str__(self) -> str:
        return self.name


class TemplateMilestone(Durations, ZonedModel):
    template = ZoneForeignKey(PlanTemplate, models.CASCADE, related_name="milestones")
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=80)
    stage = models.CharField(_("stage"), max_length=80, blank=True)
    order = models.PositiveIntegerField()
    anchor = models.CharField(_("anchor"), max_length=12, choices=Anchor, blank=True)
    approver = models.CharField(_("department"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "template", "code"], name="projects_template_milestone_code"
            )
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class TemplateLink(ZonedModel):
    milestone = ZoneForeignKey(TemplateMilestone, models.CASCADE, related_name="links")
    predecessor = ZoneForeignKey(TemplateMilestone, models.CASCADE, related_name="+")
    type = models.CharField(max_length=2, choices=LinkType, default=LinkType.FINISH_START)
    lag = models.IntegerField(default=0)
    lag_unit = models.CharField(max_length=12, choices=DurationUnit, default=DurationUnit.WORKING_DAY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "milestone", "predecessor", "type"], name="projects_template_link_once"
            )
        ]

    def __str__(self) -> str:
        return self.type


class Plan(VersionedModel):
    """One round of planning a project: drafted, submitted, and committed as a baseline or returned."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(_("version of the plan"))
    status = models.CharField(_("status"), max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT)
    template = ZoneForeignKey(PlanTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.DateField(_("target date"), null=True, blank=True)
    reason = models.TextField(_("reason of the change"), blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    meeting = models.CharField(_("meeting"), max_length=150, blank=True)
    decision_note = models.TextField(_("note on the decision"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "project", "number"], name="projects_plan_number"),
            models.UniqueConstraint(
                fields=["zone", "project"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="projects_plan_one_open",
            ),
            models.UniqueConstraint(
                fields=["zone", "project"],
                condition=Q(status="committed"),
                name="projects_plan_one_committed",
            ),
        ]
        ordering = ["-number"]
        verbose_name = _("plan")

    def __str__(self) -> str:
        return f"{self.project} #{self.number}"


class Milestone(Durations, VersionedModel):
    """A step of a project with its three dates: committed, forecast and actual; days inclusive.

    `planned_*` is the open draft; committing it copies it to `committed_*` and to the baseline.
    """

    project = ZoneForeignKey(Project, models.CASCADE, related_name="milestones")
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=80)
    stage = models.CharField(_("stage"), max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)
    anchor = models.CharField(_("anchor"), max_length=12, choices=Anchor, blank=True)
    approver = models.CharField(_("department"), max_length=60, blank=True)
    unit = ZoneForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    not_before = models.DateField(_("not before"), null=True, blank=True)
    not_after = models.DateField(_("not after"), null=True, blank=True)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    committed_start = models.DateField(_("committed start"), null=True, blank=True)
    committed_finish = models.DateField(_("committed finish"), null=True, blank=True)
    forecast_start = models.DateField(_("forecast start"), null=True, blank=True)
    forecast_finish = models.DateField(_("forecast finish"), null=True, blank=True)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)
    critical = models.BooleanField(_("critical"), default=False)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "project", "code"], name="projects_milestone_code")
        ]
        ordering = ["order"]
        verbose_name = _("milestone")

    def __str__(self) -> str:
        return self.name


class MilestoneLink(ZonedModel):
    """`milestone` depends on `predecessor`; lag in its own unit, may be negative."""

    milestone = ZoneForeignKey(Milestone, models.CASCADE, related_name="links")
    predecessor = ZoneForeignKey(Milestone, models.CASCADE, related_name="successor_links")
    type = models.CharField(_("type"), max_length=2, choices=LinkType, default=LinkType.FINISH_START)
    lag = models.IntegerField(_("lag"), default=0)
    lag_unit = models.CharField(max_length=12, choices=DurationUnit, default=DurationUnit.WORKING_DAY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "milestone", "predecessor", "type"], name="projects_link_once"
            )
        ]

    def __str__(self) -> str:
        return self.type


class BaselineMilestone(ZonedModel):
    """What a committed plan promised for one milestone. Added when it is committed, never changed."""

    append_only = True

    plan = ZoneForeignKey(Plan, models.CASCADE, related_name="baseline")
    milestone = ZoneForeignKey(Milestone, models.CASCADE, related_name="baselines")
    start = models.DateField(null=True)
    finish = models.DateField()
    duration = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "plan", "milestone"], name="projects_baseline_once")
        ]

    def __str__(self) -> str:
        return str(self.finish)
