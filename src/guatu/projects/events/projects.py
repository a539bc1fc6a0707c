"""What happens to a project and to its years."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectCreated(Event):
    name = "projects.project.created"
    sentence = _("entered the project")

    project_id: UUID
    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProjectEdited(Event):
    """Facts of a project were changed; `dates_moved` where a committed date was among them."""

    name = "projects.project.edited"
    sentence = _("changed the facts of the project")

    project_id: UUID
    dates_moved: bool


@dataclass(frozen=True, kw_only=True)
class ProjectWithdrawn(Event):
    name = "projects.project.withdrawn"
    sentence = _("withdrew the project")

    project_id: UUID
    withdrawn_on: date


@dataclass(frozen=True, kw_only=True)
class ProjectReinstated(Event):
    name = "projects.project.reinstated"
    sentence = _("took the withdrawn project up again")

    project_id: UUID


@dataclass(frozen=True, kw_only=True)
class YearPlanned(Event):
    """What a project is to do in a year was said, for the first time or anew."""

    name = "projects.year.planned"
    sentence = _("planned a year of the project")

    project_id: UUID
    year: int
    start_class: str
    annual_plan_cny: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ProjectPublished(Event):
    name = "projects.project.published"
    sentence = _("made the project public")

    project_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProjectUnpublished(Event):
    name = "projects.project.unpublished"
    sentence = _("took the project out of the public data")

    project_id: UUID
