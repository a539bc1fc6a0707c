"""A project's light for people: colour, reasons in words, rules."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from guatu.projects.models.lights import LightOverride, LightRuleSet, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.rules.light_sentences import sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's finding in words."""

    rule: str
    colour: str
    sentence: str
    days_to_red: int | None
    inputs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LightView:
    """What the popover and the project's page show of a light."""

    colour: str
    computed_colour: str
    since: date | None
    evaluated_on: date | None
    days_to_red: int | None
    reasons: tuple[Reason, ...]
    rules: LightRuleSet | None
    override: LightOverride | None


def light_view(project: Project) -> LightView:
    """The light of a project that the caller may see (two queries)."""
    light = (
        ProjectLight.objects.filter(zone_id=project.zone_id, project=project)
        .select_related("rule_set")
        .first()
    )
    override = LightOverride.objects.filter(
        zone_id=project.zone_id, project=project, withdrawn_at__isnull=True
    ).first()
    if light is None:
        return LightView("grey", "grey", None, None, None, (), None, override)
    reasons = tuple(
        Reason(f["rule"], f["colour"], sentence(f), f["days_to_red"], f["inputs"])
        for f in light.verdict.get("findings", [])
    )
    return LightView(
        colour=light.colour,
        computed_colour=light.computed_colour,
        since=light.since,
        evaluated_on=light.evaluated_on,
        days_to_red=light.days_to_red,
        reasons=reasons,
        rules=light.rule_set,
        override=override,
    )


def rules_in_force(zone_id: Any, day: date) -> LightRuleSet | None:
    """The rule set by which lights are set on `day`."""
    return LightRuleSet.objects.filter(zone_id=zone_id, in_force_from__lte=day).order_by("-number").first()
