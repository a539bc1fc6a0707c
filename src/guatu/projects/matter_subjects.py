"""Matters can be about projects and about milestones; those of a milestone stand on its project's page too."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.matters.subjects import SubjectKind, add_subject
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from guatu.projects.selectors.plan import visible_milestones
from guatu.projects.selectors.projects import visible_projects


def _find_project(actor: Actor, project_id: UUID) -> Project | None:
    return visible_projects(actor=actor).filter(id=project_id).first()


def _find_milestone(actor: Actor, milestone_id: UUID) -> Milestone | None:
    return visible_milestones(actor=actor).filter(id=milestone_id).first()


def _unit_of(milestone: Milestone) -> UUID:
    return milestone.unit_id or milestone.project.unit_id


add_subject(
    SubjectKind(
        model=Project,
        name=_("project"),
        find=_find_project,
        unit_id=lambda project: project.unit_id,
        url_name="projects:project",
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
    )
)
