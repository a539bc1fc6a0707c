"""League tables, their rules by version, who is compared with whom, and who is left out."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.periods import Period, PeriodType
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.leagues.choices import Audience, Decision
from guatu.leagues.rules.book import Book, from_json
from guatu.organization.models import Person, Unit


class LeagueTable(VersionedModel):
    """What is ranked, what for and for whom. `awards`: how many of each group win the race; 0 where it is none."""

    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=400)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.EVERYBODY)
    cadence = models.CharField(
        _("ranked every"), max_length=8, choices=PeriodType, default=PeriodType.QUARTER
    )
    objection_days = models.PositiveSmallIntegerField(_("objection period in working days"), default=5)
    awards = models.PositiveSmallIntegerField(_("awards in each group"), default=0)
    award_title = models.CharField(_("name of the award"), max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="leagues_table_name")]
        ordering = ["name"]
        verbose_name = _("league table")

    def __str__(self) -> str:
        return self.name


class LeagueRules(ZonedModel):
    """One version of a table's rules. Never changed: other rules are another version."""

    append_only = True

    table = ZoneForeignKey(LeagueTable, models.PROTECT, related_name="rules")
    number = models.PositiveIntegerField(_("version"))
    in_force_from = models.DateField(_("in force from"))
    definition = models.JSONField(_("definition"))
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    made_by = models.CharField(_("made by"), max_length=80)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "table", "number"], name="leagues_rules_number")
        ]
        ordering = ["-number"]
        verbose_name = _("rules of a league table")

    def __str__(self) -> str:
        return f"{self.table} · {self.number}"

    @property
    def book(self) -> Book:
        return from_json(self.definition)


class LeagueMember(ZonedModel):
    """A unit in a named group, from one day to another (both within; None is open)."""

    table = ZoneForeignKey(LeagueTable, models.PROTECT, related_name="members")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.CharField(_("group"), max_length=40)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "table", "unit", "valid_from"], name="leagues_member_from"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="leagues_member_days",
            ),
        ]
        ordering = ["group", "valid_from"]
        verbose_name = _("member of a group")

    def __str__(self) -> str:
        return f"{self.group} · {self.unit}"


class LeagueExclusion(ZonedModel):
    """A unit, or rows of it, asked to be left out of one period. With `dimension` and `values` the rows of that slice
    are taken out of the unit's figures; without, the unit is not ranked."""

    table = ZoneForeignKey(LeagueTable, models.PROTECT, related_name="exclusions")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=16)
    dimension = models.CharField(_("dimension"), max_length=40, blank=True)
    values = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=400)
    asked_by = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    asked_by_name = models.CharField(_("asked by"), max_length=80)
    asked_at = models.DateTimeField(default=now, editable=False)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.ASKED)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("exclusion from a league table")

    def __str__(self) -> str:
        return f"{self.unit} · {self.period}"

    @property
    def period_label(self) -> str:
        return Period.parse(self.period).label
