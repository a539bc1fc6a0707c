"""Lights: the rule sets of a zone, and the light of each project with everything that led to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.projects.choices import LightColour
from guatu.projects.models.project import Project
from guatu.projects.rules.rule_sentences import title


class LightRuleSet(VersionedModel):
    """The rules by which lights are set; a change is a new version, the old one stays.

    `parameters` has the form told in `rules.light_rules`.
    """

    name = models.CharField(_("name"), max_length=60)
    preset = models.CharField(_("preset"), max_length=20)
    number = models.PositiveIntegerField(_("version of the rules"))
    parameters = models.JSONField(_("parameters"))
    in_force_from = models.DateField(_("in force from"))
    chosen_by = models.CharField(max_length=150, blank=True)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "number"], name="projects_light_rules_number")]
        ordering = ["-number"]
        verbose_name = _("light rules")

    def __str__(self) -> str:
        return str(title(self.name, self.preset, self.number))


class ProjectLight(VersionedModel):
    """A project's light as last evaluated: the colour shown, the rule's own colour, and why."""

    derived = True
    historic = False  # rewritten every day; what was shown before stands in the spells

    project = ZoneForeignKey(Project, models.CASCADE, related_name="lights")
    colour = models.CharField(_("light"), max_length=6, choices=LightColour)
    computed_colour = models.CharField(max_length=6, choices=LightColour)
    rule_set = ZoneForeignKey(LightRuleSet, models.PROTECT, related_name="+")
    # Which rule decided, and with what: `{"findings": [{"rule", "colour", "inputs", "days_to_red"}, worst first]}`.
    verdict = models.JSONField(default=dict)
    days_to_red = models.IntegerField(_("days to red"), null=True)
    since = models.DateField(_("since"))
    evaluated_on = models.DateField(_("evaluated on"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "project"], name="projects_light_once")]
        indexes = [models.Index(fields=["zone", "colour"], name="projects_light_colour")]
        verbose_name = _("light")

    def __str__(self) -> str:
        return self.colour


class LightSpell(VersionedModel):
    """From which day to which a project showed one colour, so that lights can be counted for any past day.

    `since` is the first day, `until` the day on which it turned; empty while it lasts. One that turned on the day it
    began, a day when the light changed twice, is empty and counts on no day.
    """

    derived = True

    project = ZoneForeignKey(Project, models.CASCADE, related_name="light_spells")
    colour = models.CharField(_("light"), max_length=6, choices=LightColour)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "project"], condition=Q(until__isnull=True), name="projects_light_spell_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="projects_light_spell_forward"
            ),
        ]
        indexes = [models.Index(fields=["zone", "since"], name="projects_light_spell_since")]
        verbose_name = _("spell of a light")

    def __str__(self) -> str:
        return f"{self.colour} {self.since}"


class LightOverride(VersionedModel):
    """A light set by hand, with a reason and the last day it holds."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="light_overrides")
    colour = models.CharField(_("light"), max_length=6, choices=LightColour)
    reason = models.TextField(_("reason"))
    expires_on = models.DateField(_("expires on"))
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "project"],
                condition=Q(withdrawn_at__isnull=True),
                name="projects_override_once",
            )
        ]
        verbose_name = _("light set by hand")

    def __str__(self) -> str:
        return self.colour
