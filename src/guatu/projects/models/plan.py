"""Plans: a project's milestones with their three dates, the rounds of planning, and what was committed.

A milestone is a step of the project and holds what is true of it. What a plan says of it (its length, what it
waits for, when it is to be) stands in the plan's own rows, so that a draft changes nothing before it is approved.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.organization.models import Unit
from guatu.projects.choices import Anchor, PlanStatus
from guatu.projects.models.plan_templates import Durations, LinkTerms, PlanTemplate
from guatu.projects.models.project import Project


class Plan(VersionedModel):
    """One round of planning a project: drafted, submitted, and committed as a baseline or returned.

    `target` is the day by which the completion anchor is to be finished; further targets stand on milestones.
    """

    project = ZoneForeignKey(Project, models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(_("version of the plan"))
    status = models.CharField(_("status"), max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT)
    template = ZoneForeignKey(PlanTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.DateField(_("target date"), null=True, blank=True)
    reason = models.TextField(_("reason of the change"), blank=True)
    drafted_by = models.CharField(_("drafted by"), max_length=150, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_id = models.UUIDField(null=True, blank=True)
    submitted_by = models.CharField(_("submitted by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.UUIDField(null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    committed_on = models.DateField(_("committed on"), null=True, blank=True)
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


class Milestone(VersionedModel):
    """A step of a project with its three dates: committed, forecast and actual; days inclusive.

    Name, stage, department and unit are those of the committed plan, or of the first draft before there is one.
    `expected_*` is what somebody answers for with a reason: the finish, and the days it then takes; the forecast
    follows from it, from the commitment, and from what has happened.
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
    committed_start = models.DateField(
        pgettext_lazy("of a milestone", "committed start"), null=True, blank=True
    )
    committed_finish = models.DateField(
        pgettext_lazy("of a milestone", "committed finish"), null=True, blank=True
    )
    expected_finish = models.DateField(_("expected finish"), null=True, blank=True)
    expected_duration = models.PositiveIntegerField(_("expected duration"), null=True, blank=True)
    expected_reason = models.TextField(_("reason of the forecast"), blank=True)
    forecast_start = models.DateField(
        pgettext_lazy("of a milestone", "forecast start"), null=True, blank=True
    )
    forecast_finish = models.DateField(
        pgettext_lazy("of a milestone", "forecast finish"), null=True, blank=True
    )
    actual_start = models.DateField(pgettext_lazy("of a milestone", "actual start"), null=True, blank=True)
    actual_finish = models.DateField(pgettext_lazy("of a milestone", "actual finish"), null=True, blank=True)
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


class PlanMilestone(Durations, ZonedModel):
    """What one plan says of one milestone. Open for tuning with its plan, history once that is decided."""

    plan = ZoneForeignKey(Plan, models.CASCADE, related_name="milestones")
    milestone = ZoneForeignKey(Milestone, models.CASCADE, related_name="planned")
    name = models.CharField(_("name"), max_length=80)
    stage = models.CharField(_("stage"), max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)
    approver = models.CharField(_("department"), max_length=60, blank=True)
    unit = ZoneForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    not_before = models.DateField(_("not before"), null=True, blank=True)
    not_after = models.DateField(_("not after"), null=True, blank=True)
    fixed_start = models.DateField(_("fixed start"), null=True, blank=True)
    target = models.DateField(_("target date"), null=True, blank=True)
    planned_start = models.DateField(pgettext_lazy("of a milestone", "planned start"), null=True, blank=True)
    planned_finish = models.DateField(
        pgettext_lazy("of a milestone", "planned finish"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "plan", "milestone"], name="projects_planned_once")
        ]
        ordering = ["order"]
        verbose_name = _("milestone of a plan")

    def __str__(self) -> str:
        return self.name


class PlanLink(LinkTerms, ZonedModel):
    """In one plan, `milestone` waits for `predecessor`."""

    milestone = ZoneForeignKey(PlanMilestone, models.CASCADE, related_name="links")
    predecessor = ZoneForeignKey(PlanMilestone, models.CASCADE, related_name="successor_links")

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
