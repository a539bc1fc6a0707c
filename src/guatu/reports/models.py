"""Templates, briefings, and the numbers that an issued briefing keeps."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.periods import Period
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.organization.models import Person, Unit
from guatu.projects.models.project import Project
from guatu.reports.choices import Aim, BriefingState


class BriefingTemplate(VersionedModel):
    """Plain text with figures bound by name. Shipped ones can be rewritten by the zone; drafts keep their own copy."""

    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    aim = models.CharField(_("about"), max_length=10, choices=Aim, default=Aim.ZONE)
    # Of the document that comes out: on top in red, and who it goes to.
    heading = models.CharField(_("red heading"), max_length=60, blank=True)
    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "code"], name="reports_template_code")]
        ordering = ["name"]
        verbose_name = _("briefing template")

    def __str__(self) -> str:
        return self.name


class Briefing(VersionedModel):
    """A document about one period. `text` is the template's copy that was worked on; once issued, `content` is the
    frozen document and `BoundFigure` its numbers."""

    template = ZoneForeignKey(BriefingTemplate, models.PROTECT, related_name="briefings")
    title = models.CharField(_("title"), max_length=200)
    period = models.CharField(_("period"), max_length=12)
    unit = ZoneForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    project = ZoneForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    heading = models.CharField(_("red heading"), max_length=60, blank=True)
    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=BriefingState, default=BriefingState.DRAFT)
    drafted_by = ZoneForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_by_name = models.CharField(max_length=150)
    drafted_at = models.DateTimeField(_("drafted at"), default=now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    returned_reason = models.TextField(_("why it was given back"), blank=True)
    # Of the issue.
    number = models.CharField(_("document number"), max_length=40, blank=True)
    signature = models.CharField(_("signed by"), max_length=100, blank=True)
    issued_by = ZoneForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_by_name = models.CharField(max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    # The moment as of which every number was read; on the machine's clock.
    as_of = models.DateTimeField(_("numbers as of"), null=True)
    content = models.JSONField(null=True)
    supersedes = ZoneForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], condition=~Q(number=""), name="reports_briefing_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | (Q(content__isnull=False) & Q(as_of__isnull=False)),
                name="reports_issued_is_frozen",
            ),
        ]
        indexes = [models.Index(fields=["zone", "-drafted_at"], name="reports_briefing_newest")]
        ordering = ["-drafted_at"]
        verbose_name = _("briefing")

    def __str__(self) -> str:
        return self.title

    @property
    def period_label(self) -> str:
        """As it is said: 2018年上半年."""
        return str(Period.parse(self.period).label)


class BoundFigure(ZonedModel):
    """One number of an issued briefing, as it was read. `fingerprint`: SHA-256 of the rows behind it."""

    append_only = True

    briefing = ZoneForeignKey(Briefing, models.PROTECT, related_name="figures")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    period = models.CharField(max_length=12)
    unit = ZoneForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    where = models.JSONField(default=list)
    # In the figure's base unit; as text, for a quotient has more digits than a column.
    value = models.CharField(max_length=60, blank=True)
    printed = models.CharField(max_length=120)
    fraction = models.CharField(max_length=60, blank=True)
    formula = models.CharField(max_length=400)
    remarks = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "briefing", "place"], name="reports_bound_place")
        ]
        ordering = ["place"]
        verbose_name = _("bound figure")

    def __str__(self) -> str:
        return f"{self.label} {self.printed}"
