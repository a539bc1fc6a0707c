"""A project's light for people: colour, reasons in words, rules, and how it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guatu.audit import words
from guatu.audit.models import Entry
from guatu.audit.selectors import history_of
from guatu.projects.choices import LightColour
from guatu.projects.events.lights import (
    LightChanged,
    LightOverridden,
    LightOverrideExpired,
    LightOverrideWithdrawn,
)
from guatu.projects.models.lights import LightOverride, LightRuleSet, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.rules.light_rules import read_rules
from guatu.projects.rules.light_sentences import outlook, sentence
from guatu.projects.rules.rule_sentences import RULE_LABELS, in_words

_HISTORY = (LightChanged, LightOverridden, LightOverrideExpired, LightOverrideWithdrawn)


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's finding in words. `bounds`: what the rule says; `outlook`: when it turns red by itself."""

    rule: str
    label: Any
    colour: str
    sentence: str
    outlook: str
    bounds: str
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

    @property
    def label(self) -> Any:
        return LightColour(self.colour).label

    @property
    def computed_label(self) -> Any:
        return LightColour(self.computed_colour).label


@dataclass(frozen=True, slots=True)
class LightStep:
    """One entry of a light's history: the colour changed from `old` to `new`, or somebody took it in hand.

    In the second case `old` is empty, and `who` did what `said` says.
    """

    entry: Entry
    day: date | None
    old: str
    new: str
    sentence: str
    who: str = ""
    said: str = ""


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
    bounds = dict(in_words(read_rules(light.rule_set.parameters)))
    return LightView(
        colour=light.colour,
        computed_colour=light.computed_colour,
        since=light.since,
        evaluated_on=light.evaluated_on,
        days_to_red=light.days_to_red,
        reasons=tuple(_reason(f, bounds) for f in light.verdict.get("findings", [])),
        rules=light.rule_set,
        override=override,
    )


def light_history(project: Project, count: int = 50) -> Sequence[LightStep]:
    """How the light has changed, newest first, from the record (one query)."""
    entries = history_of(project.id, zone_id=project.zone_id).filter(event__in=[e.name for e in _HISTORY])
    return [_step(entry) for entry in entries[:count]]


def _step(entry: Entry) -> LightStep:
    data = entry.data
    if entry.event != LightChanged.name:
        return LightStep(
            entry,
            None,
            "",
            data.get("colour", ""),
            entry.reason,
            words.actor_name(entry),
            words.sentence(entry.event),
        )
    finding = data.get("finding") or {}
    return LightStep(
        entry,
        date.fromisoformat(data["day"]) if "day" in data else None,
        data["old"],
        data["new"],
        sentence(finding) if finding else "",
    )


def _reason(finding: dict[str, Any], bounds: dict[str, str]) -> Reason:
    rule = finding["rule"]
    return Reason(
        rule=rule,
        label=RULE_LABELS.get(rule, rule),
        colour=finding["colour"],
        sentence=sentence(finding),
        outlook=outlook(finding),
        bounds=bounds.get("milestone" if rule == "finish" else rule, ""),
        days_to_red=finding["days_to_red"],
        inputs=finding["inputs"],
    )
