"""What the zone publishes of its projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.projects.models.project import Project


class ProjectPublication(ZonedModel):
    """A project that the office has made public: its facts, its committed milestones, its place. Taken back, the row
    goes; the record keeps both."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="publications")
    published_on = models.DateField(_("published on"))
    published_by = models.CharField(_("published by"), max_length=150)
    # Written for the public, because notes of the project are not.
    description = models.TextField(_("description for the public"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "project"], name="projects_published_once")]
        verbose_name = _("publication of a project")

    def __str__(self) -> str:
        return str(self.project)
