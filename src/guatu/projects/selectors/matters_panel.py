"""Matters on a project's page and in the popover of its light: what is open about the project and its milestones, those
on the critical path first, and who has held it for how long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
IN_POPOVER = 5


@dataclass(frozen=True, slots=True)
class FirstMatters:
    """The open matters that the popover shows, and how many there are in all."""

    open: Sequence[tuple[Matter, Milestone | None]]
    open_count: int
    now: datetime

    @property
    def more(self) -> int:
        return self.open_count - len(self.open)


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
    rows = _in_order(project, (m for m in every if m.is_open))
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


def first_matters(project: Project, *, actor: Actor, zone: Zone) -> FirstMatters:
    """What the popover of a light shows (three queries)."""
    rows = _in_order(project, matters_about(project.id, actor=actor, open_only=True))
    return FirstMatters(rows[:IN_POPOVER], len(rows), local_now(zone))


def _in_order(project: Project, matters: Iterable[Matter]) -> list[tuple[Matter, Milestone | None]]:
    """Each with the milestone it holds up: first those on the critical path, then the oldest (one query)."""
    found = list(matters)
    on = [m.subject_id for m in found if m.parent_id == project.id]
    milestones = Milestone.objects.filter(zone_id=project.zone_id).in_bulk(on)
    rows = [(m, milestones.get(m.subject_id) if m.subject_id else None) for m in found]
    return sorted(rows, key=lambda row: (row[1] is None or not row[1].critical, row[0].raised_at))
