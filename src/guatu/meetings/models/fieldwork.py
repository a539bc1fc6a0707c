"""Visits to the site and weekly reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.matters.models.matter import Matter
from guatu.meetings.choices import Cause, VisitKind
from guatu.organization.models import Person, Unit
from guatu.projects.models.project import Project


class SiteVisit(VersionedModel):
    """A leader's supervision visit 督导, or a joint visit 联合走访 of several departments. Photos are attachments."""

    kind = models.CharField(_("kind"), max_length=12, choices=VisitKind)
    day = models.DateField(_("day"))
    leader = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name=_("led by"))
    project = ZoneForeignKey(Project, models.PROTECT, related_name="visits", null=True)
    matter = ZoneForeignKey(Matter, models.PROTECT, related_name="visits", null=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    note = models.TextField(_("what was seen"), blank=True)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["zone", "-day"], name="meetings_visit_by_day"),
            models.Index(fields=["zone", "project"], name="meetings_visit_by_project"),
        ]
        ordering = ["-day", "-filed_at"]
        verbose_name = _("visit")

    def __str__(self) -> str:
        return f"{self.day} {self.project or self.matter or self.place}"


class VisitUnit(ZonedModel):
    """A department on a joint visit."""

    visit = ZoneForeignKey(SiteVisit, models.CASCADE, related_name="units")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "visit", "unit"], name="meetings_visit_unit")]
        verbose_name = _("department on a visit")

    def __str__(self) -> str:
        return str(self.unit)


class VisitFinding(ZonedModel):
    """What was found: settled on the spot, or raised as a matter."""

    visit = ZoneForeignKey(SiteVisit, models.CASCADE, related_name="findings")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("finding"), max_length=500)
    matter = ZoneForeignKey(Matter, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "visit", "place"], name="meetings_finding_place")
        ]
        ordering = ["place"]
        verbose_name = _("finding")

    def __str__(self) -> str:
        return self.text[:120]


class Review(VersionedModel):
    """The weekly review 复盘 of a unit or of a project: plan, fact, cause, lesson, next."""

    week = models.CharField(_("week"), max_length=7)
    first_day = models.DateField()
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    project = ZoneForeignKey(Project, models.PROTECT, related_name="reviews", null=True)
    plan = models.TextField(_("planned"))
    fact = models.TextField(_("done"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    lesson = models.TextField(_("lesson"), blank=True)
    next_step = models.TextField(_("next"), blank=True)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "week", "unit", "project"], nulls_distinct=False, name="meetings_review_once"
            )
        ]
        indexes = [models.Index(fields=["zone", "-first_day"], name="meetings_review_by_week")]
        ordering = ["-first_day", "-filed_at"]
        verbose_name = _("weekly review")

    def __str__(self) -> str:
        return f"{self.week} {self.project or self.unit}"
