"""Reading rule sets: the one in force, all versions, and what another one would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import LightOverride, LightRuleSet, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.rules.light_rules import PRESETS, PUBLISHED, LightRules, read_rules
from guatu.projects.rules.light_sentences import reason
from guatu.projects.rules.lights import judge
from guatu.projects.rules.rule_sentences import PRESET_LABELS, PRESET_SOURCES, RULE_LABELS, in_words
from guatu.projects.rules.stored_verdicts import stored_verdict
from guatu.projects.selectors.light_facts import light_facts
from guatu.projects.selectors.projects import visible_projects

COLOURS = (LightColour.RED, LightColour.YELLOW, LightColour.GREEN, LightColour.GREY)


def rules_in_force(zone_id: UUID, day: date) -> LightRuleSet | None:
    """The rule set by which lights are set on `day`: the newest of those that have begun."""
    return LightRuleSet.objects.filter(zone_id=zone_id, in_force_from__lte=day).order_by("-number").first()


def overrides_in_force(
    zone_id: UUID, day: date, project_ids: Collection[UUID] | None = None
) -> dict[UUID, LightOverride]:
    """Lights set by hand that hold on `day`, by project."""
    rows = LightOverride.objects.filter(zone_id=zone_id, withdrawn_at__isnull=True, expires_on__gte=day)
    if project_ids is not None:
        rows = rows.filter(project_id__in=project_ids)
    return {row.project_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class ChangedLight:
    """A light that would show another colour, with the reasons before and after."""

    project: Project
    old: str
    new: str
    old_reason: str
    new_reason: str


@dataclass(frozen=True, slots=True)
class LightPreview:
    """What a rule set would do to the lights of today.

    `before` and `after`: how many lights of each colour. `by_change`: (old, new) → how many, most first.
    """

    changed: Sequence[ChangedLight]
    before: dict[str, int]
    after: dict[str, int]
    by_change: Sequence[tuple[str, str, int]]
    total: int


def preview_lights(*, actor: Actor, rules: LightRules, today: date) -> LightPreview:
    """Every visible light by `rules`, beside the colour it shows now; lights set by hand keep theirs (≤ 12 queries)."""
    shown = {light.project_id: light for light in ProjectLight.objects.filter(zone_id=actor.zone_id)}
    overrides = overrides_in_force(actor.zone_id, today)
    projects = {
        p.id: p
        for p in visible_projects(actor=actor).filter(withdrawn_on__isnull=True).select_related("unit")
    }
    before: Counter[str] = Counter(dict.fromkeys(COLOURS, 0))
    after: Counter[str] = Counter(dict.fromkeys(COLOURS, 0))
    moves: Counter[tuple[str, str]] = Counter()
    changed = []
    for project_id, facts in light_facts(actor.zone_id, today).items():
        if project_id not in projects:
            continue
        light = shown.get(project_id)
        verdict = judge(facts, rules)
        old = light.colour if light else LightColour.GREY.value
        new = overrides[project_id].colour if project_id in overrides else verdict.colour.value
        before[old] += 1
        after[new] += 1
        if old != new:
            moves[old, new] += 1
            stored = light.verdict if light else {}
            changed.append(
                ChangedLight(projects[project_id], old, new, reason(stored), reason(stored_verdict(verdict)))
            )
    order = {colour.value: place for place, colour in enumerate(COLOURS)}
    changed.sort(key=lambda c: (order[c.new], order[c.old], c.project.name))
    return LightPreview(
        changed=changed,
        before=dict(before),
        after=dict(after),
        by_change=[(old, new, count) for (old, new), count in moves.most_common()],
        total=sum(before.values()),
    )


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """A version of the zone's rules with what each rule says."""

    rules: LightRuleSet
    said: Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class PresetView:
    """A preset: its name, where it was published, and each rule as (label, what it says, published or added)."""

    name: str
    label: Any
    source: Any
    said: Sequence[tuple[Any, str, bool]]


def rule_set_views(zone_id: UUID) -> list[RuleSetView]:
    """Every version, newest first, in words (one query)."""
    sets = LightRuleSet.objects.filter(zone_id=zone_id).order_by("-number")
    return [
        RuleSetView(s, [(RULE_LABELS[rule], said) for rule, said in in_words(read_rules(s.parameters))])
        for s in sets
    ]


def preset_views() -> list[PresetView]:
    """The presets in words."""
    return [
        PresetView(
            name,
            PRESET_LABELS[name],
            PRESET_SOURCES[name],
            [
                (RULE_LABELS[rule], said, rule in PUBLISHED[name])
                for rule, said in in_words(read_rules(parameters))
            ],
        )
        for name, parameters in PRESETS.items()
    ]
