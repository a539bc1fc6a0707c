"""What happens to project lists."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ListDefined(Event):
    name = "projects.list.defined"
    sentence = _("defined a project list")

    list_id: UUID
    year: int


@dataclass(frozen=True, kw_only=True)
class ListFrozen(Event):
    """From now on entry and exit need a reason. `projects`: how many stood on the list."""

    name = "projects.list.frozen"
    sentence = _("froze a project list")

    list_id: UUID
    year: int
    projects: int


@dataclass(frozen=True, kw_only=True)
class ListEntered(Event):
    """A project was put on a list; `frozen` where that was after the cut-off."""

    name = "projects.list.entered"
    sentence = _("put the project on a list")

    list_id: UUID
    project_id: UUID
    entered_on: date
    frozen: bool


@dataclass(frozen=True, kw_only=True)
class ListLeft(Event):
    """A project was taken off a list."""

    name = "projects.list.left"
    sentence = _("took the project off a list")

    list_id: UUID
    project_id: UUID
    left_on: date
    frozen: bool
