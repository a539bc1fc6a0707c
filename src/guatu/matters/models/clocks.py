"""What follows from a matter's history: its clocks and its standing. Computed, and can be computed again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.matters.choices import ClockKind, SlipColour
from guatu.matters.models.matter import Matter
from guatu.organization.models import Unit


class MatterClock(ZonedModel):
    """One running of one clock. Whether it is due, nearly due or overdue is a question of the moment it is asked."""

    derived = True

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="clocks")
    kind = models.CharField(_("clock"), max_length=12, choices=ClockKind)
    round = models.PositiveSmallIntegerField()
    # The supporting unit, on a clock of its own.
    unit = ZoneForeignKey(Unit, models.CASCADE, related_name="+", null=True)
    # Who had the matter when the clock ended, or has it now: whose punctuality it is.
    held_by = ZoneForeignKey(Unit, models.CASCADE, related_name="+", null=True)
    started_at = models.DateTimeField()
    # Both are empty while the clock is stopped.
    due_at = models.DateTimeField(_("due"), null=True)
    warn_at = models.DateTimeField(null=True)
    stopped_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    kept = models.BooleanField(default=False)
    limit_amount = models.DecimalField(max_digits=9, decimal_places=4)
    limit_unit = models.CharField(max_length=15)

    class Meta:
        indexes = [
            models.Index(fields=["zone", "matter"], name="matters_clock_by_matter"),
            models.Index(fields=["zone", "kind", "due_at"], name="matters_clock_by_due"),
        ]
        ordering = ["started_at"]
        verbose_name = _("clock")

    def __str__(self) -> str:
        return self.get_kind_display()


class MatterStanding(ZonedModel):
    """One row a matter, for lists and for the clock that ticks: when it is due, when something happens next."""

    derived = True
    historic = False

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="standings")
    is_open = models.BooleanField()
    # Of the whole time of the present round; empty while it is stopped.
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    stopped_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # When the next rung is reached or a stop ends, if nothing happens; empty where nothing will.
    next_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(null=True)
    colour = models.CharField(max_length=6, choices=SlipColour, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "matter"], name="matters_standing_once")]
        indexes = [
            models.Index(fields=["zone", "next_at"], condition=Q(is_open=True), name="matters_next"),
            models.Index(fields=["zone", "due_at"], condition=Q(is_open=True), name="matters_due"),
        ]
        verbose_name = _("standing")

    def __str__(self) -> str:
        return str(self.due_at)
