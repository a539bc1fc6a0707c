"""Kinds of matters, their categories, and the tables by which matters are timed and dispatched."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.matters.choices import Evidence, RaisedWith, Urgency, Verifier
from guatu.organization.models import Unit


class MatterKind(VersionedModel):
    """A kind of matter. What differs from kind to kind stands here, not in code."""

    distribution = "reference"

    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=30)
    # Before the number: SQ-2018-0012.
    prefix = models.CharField(_("prefix of numbers"), max_length=6)
    raised_with = models.CharField(_("raised by"), max_length=30, choices=RaisedWith)
    evidence = ArrayField(
        models.CharField(max_length=15, choices=Evidence), default=list, verbose_name=_("evidence")
    )
    verifier = models.CharField(_("verified by"), max_length=12, choices=Verifier)
    is_rated = models.BooleanField(_("the raiser rates"), default=False)
    default_urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.NORMAL)
    max_returns = models.PositiveSmallIntegerField(_("returns at most"), default=2)
    recurrence_days = models.PositiveSmallIntegerField(_("recurrence within days"), default=90)
    # Farther from the matter's place, a photo with time and place is pointed out to whoever verifies.
    photo_radius = models.PositiveIntegerField(_("photo within metres"), default=300)
    order = models.PositiveIntegerField(_("order"), default=0)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="matters_kind_code"),
            models.UniqueConstraint(fields=["zone", "prefix"], name="matters_kind_prefix"),
        ]
        ordering = ["order", "code"]
        verbose_name = _("kind of matter")

    def __str__(self) -> str:
        return self.name


class MatterCategory(VersionedModel):
    """What a matter of a kind is about."""

    distribution = "reference"

    kind = ZoneForeignKey(MatterKind, models.PROTECT, related_name="categories")
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=40)
    order = models.PositiveIntegerField(_("order"), default=0)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "kind", "code"], name="matters_category_code")]
        ordering = ["order", "code"]
        verbose_name = _("category")

    def __str__(self) -> str:
        return self.name


class MatterRuleSet(VersionedModel):
    """The clocks and the ladder, one version; a change is a new version, the old one stays.

    `parameters` has the form told in `rules.clock_rules`. A matter keeps the version it was raised under, unless a
    newer one was applied to what is open.
    """

    distribution = "reference"

    number = models.PositiveIntegerField(_("version of the rules"))
    parameters = models.JSONField(_("parameters"))
    in_force_from = models.DateField(_("in force from"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    chosen_by = models.CharField(max_length=150, blank=True)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "number"], name="matters_rules_number")]
        ordering = ["-number"]
        verbose_name = _("rules of clocks")

    def __str__(self) -> str:
        return str(self.number)


class DispatchRule(VersionedModel):
    """One line of the table of dispatch; empty fields match everything. `to_unit` None: the unit of the place."""

    distribution = "reference"

    order = models.PositiveIntegerField(_("order"))
    kind = ZoneForeignKey(
        MatterKind, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("kind")
    )
    category = ZoneForeignKey(
        MatterCategory, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("category")
    )
    subject_type = models.CharField(_("subject"), max_length=60, blank=True)
    words = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name=_("words"))
    within = ZoneForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("place within")
    )
    to_unit = ZoneForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("goes to")
    )

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("line of dispatch")

    def __str__(self) -> str:
        return str(self.order)
