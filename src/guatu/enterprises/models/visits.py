"""Visits 走访: planned, made or cancelled; who comes; what was found; and how often anybody may come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.enterprises.choices import VisitGround, VisitStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.organization.models import Unit


class Visit(VersionedModel):
    """One visit, by one unit or several together. `ground` other than routine has a `ground_reason`."""

    enterprise = ZoneForeignKey(Enterprise, models.PROTECT, related_name="visits")
    planned_on = models.DateField(_("planned for"))
    made_on = models.DateField(_("made on"), null=True)
    status = models.CharField(_("status"), max_length=10, choices=VisitStatus, default=VisitStatus.PLANNED)
    purpose = models.CharField(_("purpose"), max_length=200)
    ground = models.CharField(_("ground"), max_length=10, choices=VisitGround, default=VisitGround.ROUTINE)
    ground_reason = models.CharField(_("why it is not counted"), max_length=300, blank=True)
    planned_by = models.CharField(max_length=150)
    summary = models.TextField(_("what was seen and said"), blank=True)
    recorded_by_id = models.UUIDField(null=True)
    recorded_by = models.CharField(max_length=150, blank=True)
    cancelled_reason = models.CharField(_("cancelled because"), max_length=300, blank=True)
    # Given by the sender, so that the same record sent twice is kept once.
    client_key = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "client_key"], name="enterprises_visit_key"),
            models.CheckConstraint(
                condition=Q(ground="routine") | ~Q(ground_reason=""), name="enterprises_visit_ground"
            ),
            models.CheckConstraint(
                condition=Q(status="done", made_on__isnull=False)
                | (~Q(status="done") & Q(made_on__isnull=True)),
                name="enterprises_visit_made",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "enterprise", "planned_on"], name="enterprises_visits"),
            models.Index(fields=["zone", "status", "planned_on"], name="enterprises_visits_by_day"),
            models.Index(fields=["zone", "made_on"], name="enterprises_visits_made"),
        ]
        ordering = ["-planned_on", "-id"]
        verbose_name = _("visit")

    def __str__(self) -> str:
        return self.purpose

    @property
    def day(self) -> object:
        """The day it was made, or is planned for."""
        return self.made_on or self.planned_on

    @property
    def is_planned(self) -> bool:
        return self.status == VisitStatus.PLANNED


class VisitUnit(ZonedModel):
    """A unit that takes part in a visit, and whom it sends."""

    visit = ZoneForeignKey(Visit, models.CASCADE, related_name="units")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    visitors = models.CharField(_("visitors"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "visit", "unit"], name="enterprises_visit_unit")
        ]
        ordering = ["id"]
        verbose_name = _("unit taking part")

    def __str__(self) -> str:
        return f"{self.unit} {self.visitors}".strip()


class Finding(ZonedModel):
    """Something that came up in a visit: solved on the spot, or raised as a demand (`matter_id`)."""

    visit = ZoneForeignKey(Visit, models.CASCADE, related_name="findings")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("what came up"), max_length=500)
    is_solved = models.BooleanField(_("solved on the spot"), default=False)
    matter_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "visit", "place"], name="enterprises_finding_place"),
            models.CheckConstraint(
                condition=Q(is_solved=True, matter_id__isnull=True)
                | Q(is_solved=False, matter_id__isnull=False),
                name="enterprises_finding_goes_on",
            ),
        ]
        ordering = ["place"]
        verbose_name = _("finding")

    def __str__(self) -> str:
        return self.text


class VisitLimitVersion(VersionedModel):
    """One version of the limit on disturbing; a change is a new version, the old one stays."""

    distribution = "reference"

    number = models.PositiveIntegerField(_("version"))
    visits = models.PositiveSmallIntegerField(_("visits at most"))
    days = models.PositiveSmallIntegerField(_("within days"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"))
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="enterprises_limit_number"),
            models.CheckConstraint(
                condition=Q(visits__gte=1, days__gte=1), name="enterprises_limit_positive"
            ),
        ]
        ordering = ["-number"]
        verbose_name = _("limit on disturbing")

    def __str__(self) -> str:
        return str(self.number)
