"""The matter itself."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.matters.choices import MatterStatus, Outcome, Satisfaction, Source, Urgency
from guatu.matters.models.kinds import MatterCategory, MatterKind, MatterRuleSet
from guatu.organization.models import Person, Unit


class Matter(VersionedModel):
    """Something to be seen to: one lead unit, one handler at a time, one due date, until it is struck off.

    `subject_type`, `subject_id`: what it is about (see `matters.subjects`); `parent_id`: what that belongs to, such as
    the project of a milestone. The place is a point in CGCS2000 (degrees). Moments are aware, of the zone's clock.
    """

    kind = ZoneForeignKey(MatterKind, models.PROTECT, related_name="matters", verbose_name=_("kind"))
    category = ZoneForeignKey(
        MatterCategory, models.PROTECT, related_name="matters", null=True, verbose_name=_("category")
    )
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    status = models.CharField(_("status"), max_length=15, choices=MatterStatus)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.NORMAL)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    is_confidential = models.BooleanField(_("confidential"), default=False)

    subject_type = models.CharField(_("subject"), max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_label = models.CharField(max_length=200, blank=True)
    parent_id = models.UUIDField(null=True)
    # The rule that raised it, such as “projects.light”; together with the subject it finds the matter again.
    rule = models.CharField(max_length=40, blank=True)

    address = models.CharField(_("place"), max_length=200, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    grid_id = models.UUIDField(null=True)
    grid_label = models.CharField(_("grid"), max_length=100, blank=True)

    raiser = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    raiser_name = models.CharField(_("raised by"), max_length=150)
    raiser_unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    raiser_contact = models.CharField(_("contact"), max_length=60, blank=True)
    raised_at = models.DateTimeField(_("raised at"))

    lead_unit = ZoneForeignKey(
        Unit, models.PROTECT, related_name="matters", null=True, verbose_name=_("lead unit")
    )
    handler = ZoneForeignKey(
        Person, models.PROTECT, related_name="matters", null=True, verbose_name=_("handler")
    )
    # A day set by hand for the whole time: promised in a meeting, ordered by a leader.
    due_on = models.DateField(_("due on"), null=True)
    rule_set = ZoneForeignKey(MatterRuleSet, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    returns = models.PositiveSmallIntegerField(_("returns"), default=0)
    done_by = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    duplicate_of = ZoneForeignKey("self", models.PROTECT, related_name="duplicates", null=True)
    recurrence_of = ZoneForeignKey("self", models.PROTECT, related_name="recurrences", null=True)
    rating = models.CharField(_("rating"), max_length=12, choices=Satisfaction, blank=True)
    # Left out of rates, with an approver and a reason.
    excluded_reason = models.CharField(_("left out because"), max_length=300, blank=True)
    excluded_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "kind", "year", "sequence"], name="matters_matter_number"
            ),
            models.UniqueConstraint(
                fields=["zone", "subject_id", "rule"],
                condition=~Q(rule="") & ~Q(status__in=["closed", "withdrawn"]),
                name="matters_matter_one_by_rule",
            ),
            models.CheckConstraint(
                condition=Q(status="raised")
                | Q(status__in=["closed", "withdrawn"])
                | Q(lead_unit__isnull=False),
                name="matters_matter_has_an_owner",
            ),
            models.CheckConstraint(
                condition=(Q(status="closed") & ~Q(outcome="")) | (~Q(status="closed") & Q(outcome="")),
                name="matters_matter_outcome",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(73, 136), latitude__range=(3, 54)),
                name="matters_matter_place",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "status", "-raised_at"], name="matters_by_status"),
            models.Index(fields=["zone", "lead_unit", "status"], name="matters_by_unit"),
            models.Index(fields=["zone", "-raised_at"], name="matters_by_age"),
            models.Index(fields=["zone", "subject_id"], name="matters_by_subject"),
            models.Index(fields=["zone", "parent_id"], name="matters_by_parent"),
            models.Index(fields=["zone", "raiser"], name="matters_by_raiser"),
            models.Index(fields=["zone", "handler"], name="matters_by_handler"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="matters_title_words"),
        ]
        ordering = ["-raised_at"]
        verbose_name = pgettext_lazy("in the zone", "matter")

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Such as SQ-2018-0012."""
        return f"{self.kind.prefix}-{self.year}-{self.sequence:04}"

    @property
    def is_open(self) -> bool:
        return self.status not in (MatterStatus.CLOSED, MatterStatus.WITHDRAWN)


class SupportingUnit(VersionedModel):
    """A unit that supports the lead unit, with the clock of its own."""

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="supporting")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    request = models.CharField(_("what is asked"), max_length=300)
    asked_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    reply = models.TextField(_("reply"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "matter", "round", "unit"], name="matters_support_once"),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(replied_at__gte=F("asked_at")),
                name="matters_support_order",
            ),
        ]
        indexes = [models.Index(fields=["zone", "unit"], name="matters_support_by_unit")]
        verbose_name = _("supporting unit")

    def __str__(self) -> str:
        return str(self.unit)
