"""Evaluate lights again, for some projects or all of a zone; a change of a light is an event."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Greatest

from guatu.core.actor import Actor
from guatu.core.bulk import copy_values, many_objects, new_row
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.projects.events.lights import LightChanged
from guatu.projects.models.lights import LightOverride, LightRuleSet, LightSpell, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.policies.lights import may_refresh_lights
from guatu.projects.rules.light_rules import read_rules
from guatu.projects.rules.lights import LightFacts, judge
from guatu.projects.rules.stored_verdicts import stored_verdict
from guatu.projects.selectors.light_facts import light_facts
from guatu.projects.selectors.light_rules import overrides_in_force, rules_in_force

_WRITTEN = ("colour", "since", "computed_colour", "verdict", "days_to_red", "rule_set_id", "evaluated_on")


@use_case(may=may_refresh_lights)
def refresh_lights(*, actor: Actor, today: date, project_ids: Collection[UUID] | None = None) -> int:
    """Evaluate and store; returns how many lights show another colour than before. Safe to run twice.

    A zone without rules has no lights. Lights of a zone are evaluated one transaction at a time, so that each
    sees the facts that the one before has committed.
    """
    zone_id = actor.zone_id
    one_at_a_time("refresh_lights", zone_id)
    rule_set = rules_in_force(zone_id, today)
    if rule_set is None:
        return 0
    rules = read_rules(rule_set.parameters)
    lights = ProjectLight.objects.filter(zone_id=zone_id)
    if project_ids is not None:
        lights = lights.filter(project_id__in=project_ids)
    stored = {light.project_id: light for light in lights}
    overrides = overrides_in_force(zone_id, today, project_ids)
    fresh, changed, moved = [], [], []
    with many_objects():
        for project_id, facts in light_facts(zone_id, today, project_ids).items():
            light = stored.get(project_id)
            since = light.since if light else today
            values = _evaluated(facts, rules, rule_set, overrides.get(project_id), since=since)
            if light is None:
                fresh.append(new_row(ProjectLight, zone_id=zone_id, project_id=project_id, **values))
                continue
            if values["colour"] != light.colour:
                values["since"] = today
                moved.append((light, light.colour))
            if _set(light, values):
                changed.append(light)
        copy_values(ProjectLight, fresh)
        copy_values(LightSpell, [_spell(zone_id, light["project_id"], light) for light in fresh])
    ProjectLight.objects.bulk_update(changed, _WRITTEN, batch_size=500)
    _turn(zone_id, today, [light for light, _old in moved])
    _record_changes(actor, moved)
    return len(moved)


def _evaluated(
    facts: LightFacts, rules: Any, rule_set: LightRuleSet, override: LightOverride | None, *, since: date
) -> dict[str, Any]:
    verdict = judge(facts, rules)
    by_hand = None
    if override is not None:
        by_hand = {
            "colour": override.colour,
            "by": override.set_by,
            "expires_on": override.expires_on,
            "reason": override.reason,
        }
    return {
        "colour": override.colour if override else verdict.colour.value,
        "since": since,
        "computed_colour": verdict.colour.value,
        "verdict": stored_verdict(verdict, by_hand),
        "days_to_red": verdict.days_to_red,
        "rule_set_id": rule_set.id,
        "evaluated_on": facts.today,
    }


def _spell(zone_id: UUID, project_id: UUID, light: Mapping[str, Any]) -> dict[str, Any]:
    return new_row(
        LightSpell, zone_id=zone_id, project_id=project_id, colour=light["colour"], since=light["since"]
    )


def _turn(zone_id: UUID, today: date, moved: Sequence[ProjectLight]) -> None:
    """The spell of the old colour ends, that of the new one begins."""
    if not moved:
        return
    lasting = LightSpell.objects.filter(zone_id=zone_id, until__isnull=True)
    # A zone's clock can be set back; a spell that began later then counts on no day.
    lasting.filter(project_id__in=[light.project_id for light in moved]).update(
        until=Greatest("since", Value(today))
    )
    copy_values(
        LightSpell,
        [_spell(zone_id, light.project_id, {"colour": light.colour, "since": today}) for light in moved],
    )


def _set(light: ProjectLight, values: dict[str, Any]) -> bool:
    """Whether anything differs."""
    differs = any(getattr(light, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(light, name, value)
    return differs


def _record_changes(actor: Actor, moved: list[tuple[ProjectLight, str]]) -> None:
    projects = Project.objects.filter(zone_id=actor.zone_id).in_bulk([light.project_id for light, _ in moved])
    for light, old in moved:
        findings = light.verdict["findings"]
        decisive = findings[0] if findings else {}
        record(
            LightChanged(
                zone_id=actor.zone_id,
                project_id=light.project_id,
                old=old,
                new=light.colour,
                rule=decisive.get("rule", ""),
                day=light.evaluated_on,
                finding=decisive,
            ),
            subject=projects[light.project_id],
            changes={"lights__colour": (old, light.colour)},
        )
