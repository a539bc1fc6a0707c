"""Which projects somebody may see, and how one is found."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.projects.models.project import Project, ProjectDuty

VIEW = "projects.view_project"


def visible_projects(*, actor: Actor) -> QuerySet[Project]:
    """The zone's projects of the units within the actor's reach, and those the actor answers for by name."""
    projects = Project.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW)
    if reach.whole_zone:
        return projects
    seen = Q(unit_id__in=reach.unit_ids)
    if actor.person_id is not None:
        own = ProjectDuty.objects.filter(
            zone_id=actor.zone_id, person_id=actor.person_id, valid_to__isnull=True
        )
        seen |= Q(id__in=own.values("project_id"))
    return projects.filter(seen)


def sees_projects(*, actor: Actor) -> bool:
    """Whether there are projects for the actor at all: by a post, or because of answering for one by name."""
    return actor.may(VIEW) or visible_projects(actor=actor).exists()


def get_project(project_id: UUID, *, actor: Actor) -> Project:
    """The project, with its units and task force. Raises `NotFound` where there is none that the actor may see."""
    read_along = ("unit", "registration_unit", "statistical_unit", "task_force")
    project = visible_projects(actor=actor).select_related(*read_along).filter(id=project_id).first()
    if project is None:
        raise NotFound("project")
    return project


def with_duties(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Prefetch who answers today, as `project.current_duties`."""
    current = ProjectDuty.objects.filter(valid_to__isnull=True).select_related("person")
    return projects.prefetch_related(Prefetch("duties", queryset=current, to_attr="current_duties"))
