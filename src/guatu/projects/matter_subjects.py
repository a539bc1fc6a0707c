"""Matters can be about projects and about milestones; those of a milestone stand on its project's page too."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.grids.models import GridObject
from guatu.matters.subjects import SubjectKind, add_subject
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from guatu.projects.selectors.filters import named
from guatu.projects.selectors.plan import visible_milestones
from guatu.projects.selectors.projects import visible_projects

_MOST = 8


def _find_project(actor: Actor, project_id: UUID) -> Project | None:
    return visible_projects(actor=actor).filter(id=project_id).first()


def _search_projects(actor: Actor, words: str) -> Iterable[Project]:
    found = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    for word in words.split():
        found = found.filter(named(word))
    return found.order_by("name", "id")[:_MOST]


def _find_milestone(actor: Actor, milestone_id: UUID) -> Milestone | None:
    return visible_milestones(actor=actor).filter(id=milestone_id).first()


def _search_milestones(actor: Actor, words: str) -> Iterable[Milestone]:
    found = visible_milestones(actor=actor).filter(dropped_on__isnull=True, actual_finish__isnull=True)
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.order_by("project__name", "order", "id")[:_MOST]


def _place(zone_id: UUID, project_id: UUID) -> tuple[Decimal, Decimal] | None:
    """Where the project was placed in a grid, if it was."""
    placed = GridObject.objects.filter(
        zone_id=zone_id, subject_id=project_id, valid_to__isnull=True, lon__isnull=False
    ).first()
    if placed is None or placed.lon is None or placed.lat is None:
        return None
    return Decimal(f"{placed.lon:.6f}"), Decimal(f"{placed.lat:.6f}")


def _unit_of(milestone: Milestone) -> UUID:
    return milestone.unit_id or milestone.project.unit_id


add_subject(
    SubjectKind(
        model=Project,
        name=_("project"),
        find=_find_project,
        unit_id=lambda project: project.unit_id,
        url_name="projects:project",
        search=_search_projects,
        place=lambda project: _place(project.zone_id, project.id),
    )
)
add_subject(
    SubjectKind(
        model=Milestone,
        name=_("milestone"),
        find=_find_milestone,
        unit_id=_unit_of,
        url_name="projects:milestone",
        parent_id=lambda milestone: milestone.project_id,
        search=_search_milestones,
        place=lambda milestone: _place(milestone.zone_id, milestone.project_id),
    )
)
