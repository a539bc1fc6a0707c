"""Matters on a project's page: what is open about the project and its milestones, and who has held it for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.holding import HeldDays, held_days
from guatu.matters.selectors.matters import matters_about
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project

SHOWN = 12


@dataclass(frozen=True, slots=True)
class ProjectMatters:
    """Open ones, those on the critical path first; `ended_count` of all that have ended; days by holder."""

    project: Project
    open: Sequence[tuple[Matter, Milestone | None]]
    open_count: int
    ended_count: int
    held: Sequence[HeldDays]
    may_raise: bool
    now: datetime


def project_matters(project: Project, *, actor: Actor, zone: Zone) -> ProjectMatters:
    """The panel (six queries)."""
    every = list(matters_about(project.id, actor=actor))
    on = [m.subject_id for m in every if m.parent_id == project.id]
    milestones = Milestone.objects.filter(zone_id=project.zone_id).in_bulk(on)
    rows = [(m, milestones.get(m.subject_id) if m.subject_id else None) for m in every if m.is_open]
    rows.sort(key=lambda row: (row[1] is None or not row[1].critical, row[0].raised_at))
    now = local_now(zone)
    return ProjectMatters(
        project=project,
        open=rows[:SHOWN],
        open_count=len(rows),
        ended_count=len(every) - len(rows),
        held=held_days([m.id for m in every], zone_id=project.zone_id, now=now),
        may_raise=actor.may("matters.raise_matter"),
        now=now,
    )
