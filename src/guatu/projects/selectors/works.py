"""Reading buildings and production lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.projects.choices import STAGES, WorkKind, WorkStage
from guatu.projects.models.progress import WorkItem
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_describe_works, may_file_progress_report


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many buildings (or lines) stand at a stage."""

    stage: WorkStage
    count: int

    @property
    def label(self) -> Any:
        return self.stage.label


@dataclass(frozen=True, slots=True)
class WorkView:
    """A building or line, with how far along its stages it is (0–1)."""

    work: WorkItem
    along: Decimal


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """All buildings, or all lines, of a project, with the counts by stage in the order of the stages."""

    kind: WorkKind
    works: Sequence[WorkView]
    counts: Sequence[StageCount]


@dataclass(frozen=True, slots=True)
class WorksPanel:
    """What the project's page shows of its buildings and lines. Kinds without any are left out."""

    project: Project
    groups: Sequence[WorkGroup]
    may_describe: bool
    may_report: bool


def works_of(project: Project) -> list[WorkItem]:
    """Buildings first, then lines, by name (one query)."""
    return list(WorkItem.objects.filter(zone_id=project.zone_id, project=project).order_by("kind", "name"))


def get_work(work_id: UUID, *, project: Project) -> WorkItem:
    """A building or line of a project that the caller was allowed to see."""
    work = WorkItem.objects.filter(zone_id=project.zone_id, project=project, id=work_id).first()
    if work is None:
        raise NotFound("building or line")
    return work


def works_panel(project: Project, *, actor: Actor) -> WorksPanel:
    """The buildings and lines of a project that the caller was allowed to see (≤ 3 queries)."""
    works = works_of(project)
    groups = [_group(kind, [w for w in works if w.kind == kind]) for kind in WorkKind]
    return WorksPanel(
        project=project,
        groups=[group for group in groups if group.works],
        may_describe=may_describe_works(actor, project),
        may_report=project.withdrawn_on is None and may_file_progress_report(actor, project),
    )


def _group(kind: WorkKind, works: Sequence[WorkItem]) -> WorkGroup:
    counted = Counter(work.stage for work in works)
    stages = STAGES[kind]
    return WorkGroup(
        kind=kind,
        works=[WorkView(w, Decimal(stages.index(WorkStage(w.stage))) / (len(stages) - 1)) for w in works],
        counts=[StageCount(stage, counted[stage]) for stage in stages if counted[stage]],
    )
