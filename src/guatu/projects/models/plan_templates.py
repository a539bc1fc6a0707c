"""Plan templates: the milestones of each type of project, with durations and links. A version never changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.projects.choices import Anchor, DurationUnit, LinkType, ProjectType


class Durations(models.Model):
    """How long a milestone takes: allowed by law, promised by the place, usual, and the shortest possible.

    `source` says where the figures come from, and how sure each is.
    """

    unit_of_time = models.CharField(
        _("unit of time"), max_length=12, choices=DurationUnit, default=DurationUnit.WORKING_DAY
    )
    duration = models.PositiveIntegerField(_("duration"))
    statutory = models.PositiveIntegerField(_("statutory limit"), null=True, blank=True)
    promised = models.PositiveIntegerField(_("promised"), null=True, blank=True)
    shortest = models.PositiveIntegerField(_("shortest"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True


class LinkTerms(models.Model):
    """How a milestone waits for a predecessor; the lag in its own unit, negative for a lead."""

    type = models.CharField(_("type"), max_length=2, choices=LinkType, default=LinkType.FINISH_START)
    lag = models.IntegerField(_("lag"), default=0)
    lag_unit = models.CharField(
        _("unit of the lag"), max_length=12, choices=DurationUnit, default=DurationUnit.WORKING_DAY
    )

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
    defined_on = models.DateField(_("defined on"), null=True, blank=True)
    defined_by = models.CharField(_("defined by"), max_length=150, blank=True)

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
    is_optional = models.BooleanField(_("only where needed"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "template", "code"], name="projects_template_milestone_code"
            )
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class TemplateLink(LinkTerms, ZonedModel):
    milestone = ZoneForeignKey(TemplateMilestone, models.CASCADE, related_name="links")
    predecessor = ZoneForeignKey(TemplateMilestone, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "milestone", "predecessor", "type"], name="projects_template_link_once"
            )
        ]

    def __str__(self) -> str:
        return self.type
