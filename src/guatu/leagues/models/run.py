"""Runs of a league table: what stood in it when it was published, objections, awards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.periods import Period
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.leagues.choices import Decision, RunStatus, WhyUnranked
from guatu.leagues.models.table import LeagueRules, LeagueTable
from guatu.organization.models import Person, Unit


class LeagueRun(VersionedModel):
    """One working out of a table for a period. What it says never changes; an accepted objection makes another one
    with the next `number`, and the old one is kept. `as_of`: the moment at which its figures were read."""

    table = ZoneForeignKey(LeagueTable, models.PROTECT, related_name="runs")
    rules = ZoneForeignKey(LeagueRules, models.PROTECT, related_name="runs")
    period = models.CharField(_("period"), max_length=16)
    number = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.DRY)
    as_of = models.DateTimeField(_("as of"))
    # Criterion → its figure's label and formula in words, by language, as they were.
    formulas = models.JSONField(_("formulas"), default=dict)
    # Group → criterion → what its values were measured by.
    yards = models.JSONField(_("measured by"), default=dict)
    left_out = models.JSONField(_("exclusions"), default=list)
    made_by = models.CharField(_("made by"), max_length=80)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_by = models.CharField(_("published by"), max_length=80, blank=True)
    objections_until = models.DateField(_("objections until"), null=True, blank=True)
    corrects = ZoneForeignKey("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)
    correction = models.TextField(_("what was corrected"), blank=True)
    final_on = models.DateField(_("final since"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "table", "period", "number"],
                condition=models.Q(status__in=["published", "superseded", "final"]),
                name="leagues_run_number",
            ),
            models.UniqueConstraint(
                fields=["zone", "table", "period"],
                condition=models.Q(status__in=["published", "final"]),
                name="leagues_run_in_force",
            ),
        ]
        ordering = ["-period", "-number"]
        verbose_name = _("run of a league table")

    def __str__(self) -> str:
        return f"{self.table} · {self.period}"

    @property
    def period_label(self) -> str:
        return Period.parse(self.period).label


class LeagueLine(ZonedModel):
    """One unit in a run. `cells`: for each criterion its value, part, whole, rows, fingerprint and score, as
    `snapshot.cell` gives them. `previous`: the place in the last final or published run of the period before."""

    append_only = True

    run = ZoneForeignKey(LeagueRun, models.PROTECT, related_name="lines")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=100)
    group = models.CharField(_("group"), max_length=40)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    of = models.PositiveIntegerField(_("of"), default=0)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=4, null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=20, blank=True)
    previous = models.PositiveIntegerField(_("place before"), null=True, blank=True)
    unranked = models.CharField(_("why not ranked"), max_length=10, choices=WhyUnranked, blank=True)
    unranked_at = models.CharField(max_length=40, blank=True)
    cells = models.JSONField(_("values and scores"), default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "run", "unit"], name="leagues_line_unit")]
        ordering = ["group", models.F("place").asc(nulls_last=True), "unit_name"]
        verbose_name = _("line of a league table")

    def __str__(self) -> str:
        return self.unit_name


class LeagueObjection(ZonedModel):
    """A ranked unit objects to one of its numbers; an officer answers. `led_to`: the run that corrected it."""

    run = ZoneForeignKey(LeagueRun, models.PROTECT, related_name="objections")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    criterion = models.CharField(_("criterion"), max_length=40)
    text = models.TextField(_("what is wrong"))
    raised_by = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    raised_by_name = models.CharField(_("raised by"), max_length=80)
    raised_on = models.DateField(_("raised on"))
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.ASKED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by_name = models.CharField(_("answered by"), max_length=80, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    led_to = ZoneForeignKey(LeagueRun, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("objection")

    def __str__(self) -> str:
        return f"{self.unit} · {self.criterion}"


class Award(ZonedModel):
    """A prize of a race, given once its result is final."""

    run = ZoneForeignKey(LeagueRun, models.PROTECT, related_name="awards")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=100)
    group = models.CharField(_("group"), max_length=40)
    place = models.PositiveIntegerField(_("place"))
    title = models.CharField(_("award"), max_length=80)
    given_on = models.DateField(_("given on"))
    given_by = models.CharField(_("given by"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "run", "unit"], name="leagues_award_unit")]
        ordering = ["-given_on", "group", "place"]
        verbose_name = _("award")

    def __str__(self) -> str:
        return f"{self.title} · {self.unit_name}"
