"""What has happened to a matter: every move, every rung, every request for time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.matters.choices import DecisionState, MatterStatus, Move, SlipColour, TimeKind
from guatu.matters.models.matter import Matter
from guatu.organization.models import Person, Unit


class MatterMove(ZonedModel):
    """One move, never changed: who, when, from which state to which, to whom. The clocks are rebuilt from these."""

    append_only = True

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="moves")
    # From 1, without gaps: two people cannot make the same move of a matter at once.
    place = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    move = models.CharField(_("move"), max_length=20, choices=Move)
    at = models.DateTimeField(_("at"))
    by = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(_("by"), max_length=150)
    old_status = models.CharField(max_length=15, choices=MatterStatus, blank=True)
    new_status = models.CharField(max_length=15, choices=MatterStatus)
    # To whom it went, or which unit was asked or answered.
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    text = models.TextField(_("text"), blank=True)
    # Seen by the raiser too.
    is_public = models.BooleanField(default=False)
    # Given by the sender, so that the same request sent twice has one effect.
    client_key = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "matter", "place"], name="matters_move_place"),
            models.UniqueConstraint(fields=["zone", "client_key"], name="matters_move_client_key"),
        ]
        indexes = [models.Index(fields=["zone", "move", "at"], name="matters_move_by_kind")]
        ordering = ["place"]
        verbose_name = _("move")

    def __str__(self) -> str:
        return self.get_move_display()


class TimeRequest(VersionedModel):
    """A request for more time, or to stop the clock, and what was decided.

    `days` is of working days: asked for, and afterwards granted. A stop counts from `asked_at` once it is granted,
    and ends at `resumed_at`, or at `cap` at last.
    """

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="time_requests")
    kind = models.CharField(_("kind"), max_length=10, choices=TimeKind)
    round = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=DecisionState, default=DecisionState.ASKED)
    days = models.PositiveSmallIntegerField(_("working days"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    asker = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    cap = models.DateTimeField(null=True)
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "matter", "kind"],
                condition=Q(state="asked"),
                name="matters_time_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("asked_at")),
                name="matters_time_order",
            ),
        ]
        indexes = [models.Index(fields=["zone", "matter"], name="matters_time_by_matter")]
        ordering = ["asked_at"]
        verbose_name = _("request for time")

    def __str__(self) -> str:
        return self.get_kind_display()


class LadderStep(ZonedModel):
    """A rung that was reached, never changed: what was late stays late, whatever happens afterwards."""

    append_only = True

    matter = ZoneForeignKey(Matter, models.CASCADE, related_name="ladder_steps")
    round = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    repetition = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=30)
    clock = models.CharField(max_length=12)
    clock_start = models.DateTimeField()
    colour = models.CharField(max_length=6, choices=SlipColour, blank=True)
    # When the rung was reached, and when the clock was looked at.
    reached_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    # Ids of the persons who were told, in words who they are.
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "matter", "round", "rung", "repetition", "clock_start"],
                name="matters_step_once",
            )
        ]
        ordering = ["reached_at"]
        verbose_name = _("rung")

    def __str__(self) -> str:
        return self.name
