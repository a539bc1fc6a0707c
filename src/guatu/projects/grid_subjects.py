"""Projects belong to project grids."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.grids.choices import GridType
from guatu.grids.subjects import SubjectRef, add_subject
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects


class ProjectSubjects:
    """Projects that are neither finished nor withdrawn need a grid."""

    label = Project._meta.label_lower
    word: Any = _("project")
    url_name = "projects:project"
    grid_type = GridType.PROJECT

    def open_to(self, actor: Actor) -> Sequence[SubjectRef]:
        rows = visible_projects(actor=actor).filter(withdrawn_on__isnull=True, actual_finish__isnull=True)
        return [SubjectRef(*row) for row in rows.order_by("name", "id").values_list("id", "name")]

    def named(self, ids: Collection[UUID], *, actor: Actor) -> dict[UUID, SubjectRef]:
        rows = visible_projects(actor=actor).filter(id__in=list(ids)).values_list("id", "name")
        return {row[0]: SubjectRef(*row) for row in rows}


add_subject(ProjectSubjects())
