"""Filling in: sets of indicators, a unit's entries for a period, exceptions, checks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.indicators.choices import CheckKind, EntryStatus, Operator, Periodicity, Qualifier, Severity
from guatu.indicators.models.indicator import Indicator
from guatu.organization.choices import UnitType
from guatu.organization.models import Person, Unit


class EntrySet(VersionedModel):
    """Indicators that units of some types fill in together, each period, within a window of working days.

    The window opens `opens_after` and closes `closes_after` working days after the period's last day; units that have
    not submitted are reminded `remind_before` working days before it closes.
    """

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    periodicity = models.CharField(_("filled in"), max_length=8, choices=Periodicity)
    to_date = models.BooleanField(_("counted from January on"), default=True)
    unit_types = ArrayField(
        models.CharField(max_length=20, choices=UnitType), verbose_name=_("types of units")
    )
    opens_after = models.PositiveSmallIntegerField(_("opens after working days"), default=0)
    closes_after = models.PositiveSmallIntegerField(_("closes after working days"), default=5)
    remind_before = models.PositiveSmallIntegerField(_("reminder before the end, working days"), default=1)
    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="indicators_set_code"),
            models.CheckConstraint(
                condition=Q(closes_after__gt=F("opens_after")), name="indicators_set_window"
            ),
        ]
        ordering = ["name"]
        verbose_name = _("entry set")

    def __str__(self) -> str:
        return self.name


class EntrySetItem(ZonedModel):
    """An indicator of a set, at its place in the form."""

    entry_set = ZoneForeignKey(EntrySet, models.CASCADE, related_name="items")
    indicator = ZoneForeignKey(Indicator, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "entry_set", "indicator"], name="indicators_set_item")
        ]
        ordering = ["order", "id"]
        verbose_name = _("indicator of a set")

    def __str__(self) -> str:
        return str(self.indicator)


class Submission(VersionedModel):
    """A unit's entries for a period of a set, on their way to approval."""

    entry_set = ZoneForeignKey(EntrySet, models.PROTECT, related_name="submissions")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    period = models.CharField(_("period"), max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(_("status"), max_length=10, choices=EntryStatus, default=EntryStatus.DRAFT)
    submitted_by = models.CharField(_("submitted by"), max_length=150, blank=True)
    submitter = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    submitted_at = models.DateTimeField(null=True)
    # Once late, late for good, however the entries go on.
    was_late = models.BooleanField(pgettext_lazy("entries", "late"), default=False)
    reviewed_by = models.CharField(_("reviewed by"), max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    approved_by = models.CharField(_("approved by"), max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    # Why it was returned or reopened last.
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "entry_set", "unit", "first_day", "last_day"],
                name="indicators_submission_once",
            )
        ]
        ordering = ["-last_day", "unit__order"]
        verbose_name = _("submission of a unit")

    def __str__(self) -> str:
        return f"{self.entry_set} {self.period} {self.unit}"


class EntryValue(ZonedModel):
    """One cell group of the form; it becomes a reading when the submission is approved."""

    submission = ZoneForeignKey(Submission, models.CASCADE, related_name="values")
    indicator = ZoneForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    growth = models.DecimalField(_("growth"), max_digits=12, decimal_places=6, null=True)
    target = models.DecimalField(_("target"), max_digits=24, decimal_places=6, null=True)
    qualifier = models.CharField(_("stated as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    # The written reason that a warning asks for.
    note = models.CharField(_("explanation"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "submission", "indicator"], name="indicators_entry_once")
        ]
        verbose_name = _("entry")

    def __str__(self) -> str:
        return str(self.indicator)


class LateEntry(ZonedModel):
    """An exception: one unit may enter one period of a set after the window, until a day, for a reason."""

    append_only = True

    entry_set = ZoneForeignKey(EntrySet, models.CASCADE, related_name="late_entries")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.CharField(_("granted by"), max_length=150)
    granted_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["zone", "entry_set", "last_day"], name="indicators_late_by_period")]
        ordering = ["-granted_at"]
        verbose_name = _("late entry")

    def __str__(self) -> str:
        return f"{self.unit} {self.until}"


class ValidationRule(ZonedModel):
    """One version of a check. `code` goes through all versions; the highest `number` counts, unless `ended`.

    Sides are expressions over codes of indicators, see `rules.expressions`. `limit` is for jumps, 0–1.
    """

    append_only = True

    code = models.CharField(_("code"), max_length=40)
    number = models.PositiveIntegerField(_("version"), default=1)
    kind = models.CharField(_("kind"), max_length=8, choices=CheckKind, default=CheckKind.COMPARE)
    left = models.CharField(_("left side"), max_length=300)
    operator = models.CharField(_("operator"), max_length=2, choices=Operator, blank=True)
    right = models.CharField(_("right side"), max_length=300, blank=True)
    limit = models.DecimalField(_("limit"), max_digits=8, decimal_places=4, null=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    instruction = models.CharField(_("what to do"), max_length=300)
    instruction_en = models.CharField(_("what to do, in English"), max_length=300, blank=True)
    ended = models.BooleanField(default=False)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code", "number"], name="indicators_rule_number")
        ]
        ordering = ["code", "-number"]
        verbose_name = _("check")

    def __str__(self) -> str:
        return self.code

    @property
    def words(self) -> str:
        """The instruction in the reader's language."""
        chinese = (get_language() or "").startswith("zh")
        return self.instruction if chinese else self.instruction_en or self.instruction
