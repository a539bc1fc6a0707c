"""Evaluate lights again, for some projects or all of a zone; a change of a light is an event."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from guatu.core.actor import Actor
from guatu.core.bulk import copy_rows
from guatu.core.json import to_json
from guatu.core.use_case import record, use_case
from guatu.projects.choices import LightColour
from guatu.projects.events.lights import LightChanged
from guatu.projects.models.lights import LightOverride, LightRuleSet, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.policies.lights import may_refresh_lights
from guatu.projects.rules.lights import Verdict, judge
from guatu.projects.selectors.light_facts import light_facts

M = TypeVar("M", bound=Model)


@use_case(may=may_refresh_lights)
def refresh_lights(*, actor: Actor, today: date, project_ids: Collection[UUID] | None = None) -> int:
    """Evaluate and store; returns how many lights show another colour than before. Safe to run twice."""
    zone_id = actor.zone_id
    rules = LightRuleSet.objects.filter(zone_id=zone_id, in_force_from__lte=today).order_by("-number").first()
    if rules is None:
        return 0
    facts = light_facts(zone_id, today, project_ids)
    stored = {
        light.project_id: light for light in _in(ProjectLight.objects.filter(zone_id=zone_id), project_ids)
    }
    overrides = {
        o.project_id: o
        for o in _in(LightOverride.objects.filter(zone_id=zone_id, withdrawn_at__isnull=True), project_ids)
        if o.expires_on >= today
    }
    fresh, changed, moved = [], [], []
    for project_id, known in facts.items():
        verdict = judge(known, rules.parameters)
        override = overrides.get(project_id)
        colour = LightColour(override.colour) if override else verdict.colour
        light = stored.get(project_id)
        if light is None:
            light = ProjectLight(zone_id=zone_id, project_id=project_id, colour=LightColour.GREY, since=today)
            fresh.append(light)
        else:
            changed.append(light)
        if light.colour != colour:
            # A project's first light is no change of one.
            if project_id in stored:
                moved.append((light, light.colour, verdict))
            light.colour, light.since = colour, today
        light.computed_colour = verdict.colour
        light.verdict = as_stored(verdict, override)
        light.days_to_red = verdict.days_to_red
        light.rule_set, light.evaluated_on = rules, today
    copy_rows(ProjectLight, fresh)
    _save(changed)
    _record_changes(actor, moved)
    return len(moved)


def as_stored(verdict: Verdict, override: LightOverride | None) -> dict[str, object]:
    """The verdict as JSON, an override first where one is in force."""
    findings: list[Any] = [
        {"rule": f.rule, "colour": f.colour.value, "inputs": to_json(f.inputs), "days_to_red": f.days_to_red}
        for f in verdict.findings
    ]
    if override is not None:
        inputs = {"by": override.set_by, "expires_on": override.expires_on, "reason": override.reason}
        findings.insert(
            0, to_json({"rule": "override", "colour": override.colour, "inputs": inputs, "days_to_red": None})
        )
    return {"findings": findings}


def _in(rows: QuerySet[M], project_ids: Collection[UUID] | None) -> QuerySet[M]:
    return rows if project_ids is None else rows.filter(project_id__in=project_ids)


def _save(lights: list[ProjectLight]) -> None:
    fields = ["colour", "since", "computed_colour", "verdict", "days_to_red", "rule_set", "evaluated_on"]
    ProjectLight.objects.bulk_update(lights, fields, batch_size=500)


def _record_changes(actor: Actor, moved: list[tuple[ProjectLight, str, Verdict]]) -> None:
    projects = Project.objects.filter(zone_id=actor.zone_id).in_bulk(
        [light.project_id for light, _, _ in moved]
    )
    for light, old, verdict in moved:
        rule = verdict.decisive.rule if verdict.decisive else ""
        record(
            LightChanged(
                zone_id=actor.zone_id, project_id=light.project_id, old=old, new=light.colour, rule=rule
            ),
            subject=projects[light.project_id],
            changes={"light": (old, light.colour)},
        )
