"""The target tree: campaign → goal → item → quarter → unit, with inspections, highlights and pace-setters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.indicators.choices import Direction, TargetKind, Verdict
from guatu.organization.models import Unit


class Campaign(VersionedModel):
    """A year's campaign, such as 五争一创. From `closed_on` on nothing in it is set, inspected or judged any more; what
    was found stays."""

    name = models.CharField(_("name"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("what it is about"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True)
    closed_why = models.CharField(pgettext_lazy("a target", "why it was closed"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name", "year"], name="indicators_campaign_once")
        ]
        ordering = ["-year", "name"]
        verbose_name = _("campaign")

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Goal(VersionedModel):
    """A goal of a campaign, such as 争当抢发展标兵. Closed as a campaign is, with all its items."""

    campaign = ZoneForeignKey(Campaign, models.PROTECT, related_name="goals")
    name = models.CharField(pgettext_lazy("of a campaign", "goal"), max_length=80)
    order = models.PositiveIntegerField(_("order"), default=0)
    lead_unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("lead unit"))
    closed_on = models.DateField(_("closed on"), null=True)
    closed_why = models.CharField(pgettext_lazy("a target", "why it was closed"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "campaign", "name"], name="indicators_goal_once")
        ]
        ordering = ["order", "id"]
        verbose_name = pgettext_lazy("of a campaign", "goal")

    def __str__(self) -> str:
        return self.name


class TargetItem(VersionedModel):
    """Something to reach within the year. `figure` names where actual values come from; without it they are reported.

    All values are in `measure`; growths in percent, ranks as a place. `pace` holds the shares of the year's task that
    are due at the end of the four quarters. `adds_up`: the units' targets are to make the whole. From `closed_on` on it
    is neither inspected nor judged any more; what was found stays.
    """

    goal = ZoneForeignKey(Goal, models.PROTECT, related_name="items")
    name = models.CharField(_("item"), max_length=80)
    order = models.PositiveIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=TargetKind, default=TargetKind.ABSOLUTE)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    measure = models.CharField(_("unit of measure"), max_length=20, blank=True)
    figure = models.CharField(_("figure"), max_length=80, blank=True)
    adds_up = models.BooleanField(_("the units' targets add up"), default=True)
    pace = ArrayField(
        models.DecimalField(max_digits=5, decimal_places=4), size=4, verbose_name=_("seasonal pace")
    )
    closed_on = models.DateField(_("closed on"), null=True)
    closed_why = models.CharField(pgettext_lazy("a target", "why it was closed"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "goal", "name"], name="indicators_item_once")]
        ordering = ["order", "id"]
        verbose_name = _("item")

    def __str__(self) -> str:
        return self.name


class Target(VersionedModel):
    """What is to be reached by the end of a quarter, from January on; by the whole zone where there is no unit."""

    item = ZoneForeignKey(TargetItem, models.CASCADE, related_name="targets")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", null=True, verbose_name=_("unit"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "item", "unit", "quarter"],
                nulls_distinct=False,
                name="indicators_target_once",
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="indicators_target_quarter"),
        ]
        ordering = ["quarter"]
        verbose_name = pgettext_lazy("a value to reach", "target")

    def __str__(self) -> str:
        return f"{self.item} Q{self.quarter}"


class Inspection(VersionedModel):
    """A quarter's inspection of a campaign; while it is open, units report and inspectors judge."""

    campaign = ZoneForeignKey(Campaign, models.PROTECT, related_name="inspections")
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "campaign", "quarter"], name="indicators_inspection_once"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="indicators_inspection_quarter"),
        ]
        ordering = ["-quarter"]
        verbose_name = _("quarterly inspection")

    def __str__(self) -> str:
        return f"{self.campaign} Q{self.quarter}"


class InspectionLine(VersionedModel):
    """What the lead unit reported of an item, with its evidence, and what the inspector found."""

    inspection = ZoneForeignKey(Inspection, models.CASCADE, related_name="lines")
    item = ZoneForeignKey(TargetItem, models.PROTECT, related_name="lines")
    actual = models.DecimalField(_("actual value"), max_digits=24, decimal_places=6, null=True)
    text = models.TextField(pgettext_lazy("for a target", "what was done"), blank=True)
    reported_by = models.CharField(_("reported by"), max_length=150, blank=True)
    reported_at = models.DateTimeField(null=True)
    reporter_id = models.UUIDField(null=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, default=Verdict.OPEN)
    finding = models.CharField(pgettext_lazy("an inspection", "finding"), max_length=300, blank=True)
    judged_by = models.CharField(_("judged by"), max_length=150, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "inspection", "item"], name="indicators_line_once")
        ]
        verbose_name = _("inspected item")

    def __str__(self) -> str:
        return str(self.item)


class Highlight(ZonedModel):
    """Something worth showing 亮点, told by a unit, with evidence."""

    goal = ZoneForeignKey(Goal, models.PROTECT, related_name="highlights")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(pgettext_lazy("for a target", "what was done"), blank=True)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="indicators_highlight_quarter")
        ]
        ordering = ["-quarter", "-filed_at"]
        verbose_name = _("highlight")

    def __str__(self) -> str:
        return self.title


class PaceSetter(ZonedModel):
    """A unit that set the pace 标兵 for a goal."""

    goal = ZoneForeignKey(Goal, models.PROTECT, related_name="pace_setters")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    reason = models.CharField(_("reason"), max_length=300)
    awarded_by = models.CharField(max_length=150)
    awarded_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "goal", "unit", "quarter"], name="indicators_pace_setter_once"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="indicators_pace_setter_quarter"),
        ]
        ordering = ["-quarter"]
        verbose_name = _("pace-setter")

    def __str__(self) -> str:
        return str(self.unit)
