"""Lists of key projects by level and year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.projects.choices import ListLevel
from guatu.projects.models.project import Project


class ProjectList(VersionedModel):
    """A list such as “2018 municipal key projects”; once frozen, entry and exit need a reason."""

    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=30, choices=ListLevel)
    year = models.PositiveSmallIntegerField(_("year"))
    cutoff = models.DateField(_("cut-off"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "year", "name"], name="projects_list_name")]
        ordering = ["-year", "level", "name"]
        verbose_name = _("project list")

    def __str__(self) -> str:
        return self.name


class ListMembership(VersionedModel):
    """A project on a list, from the day it entered to the day it left (both within; None is open)."""

    list = ZoneForeignKey(ProjectList, models.CASCADE, related_name="memberships")
    project = ZoneForeignKey(Project, models.CASCADE, related_name="memberships")
    entered_on = models.DateField(_("entered on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    entry_reason = models.CharField(_("reason of entry"), max_length=200, blank=True)
    exit_reason = models.CharField(_("reason of exit"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "list", "project"],
                condition=Q(left_on__isnull=True),
                name="projects_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="projects_membership_dates",
            ),
        ]
        indexes = [models.Index(fields=["zone", "project"], name="projects_membership_project")]
        verbose_name = _("list membership")

    def __str__(self) -> str:
        return str(self.list_id)
