"""What projects can be sliced by, in words, with the values to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures.asking import Ask
from guatu.figures.dimensions import Choices, describe_dimension
from guatu.projects.choices import (
    CapitalOrigin,
    DutyRole,
    LineProcess,
    LineProduct,
    ListLevel,
    ProjectType,
    StartClass,
    SubClass,
    WorkStage,
)
from guatu.projects.figures.sources import INVESTMENTS, LIGHTS, PROJECT_YEARS, PROJECTS, WORKS
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.project import ProjectDuty
from guatu.projects.selectors.projects import VIEW, visible_projects


def _of(*choices: type[TextChoices]) -> Choices:
    return lambda actor, ask: [pair for one in choices for pair in one.choices]


def _lists(actor: Actor, ask: Ask) -> Iterable[tuple[str, Any]]:
    if not actor.may(VIEW):
        return []
    names = ProjectList.objects.filter(zone_id__in=ask.zone_ids, year=ask.year).order_by("name")
    return [(name, name) for name in names.values_list("name", flat=True)]


def _leads(actor: Actor, ask: Ask) -> Iterable[tuple[str, Any]]:
    held = ProjectDuty.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=ask.day),
        zone_id__in=ask.zone_ids,
        role=DutyRole.LEAD_OFFICIAL,
        project_id__in=visible_projects(actor=actor).order_by().values("id"),
    )
    names = held.order_by("person__name").values_list("person__name", flat=True).distinct()
    return [(name, name) for name in names]


_ALL = (PROJECT_YEARS, PROJECTS, INVESTMENTS, WORKS, LIGHTS)

describe_dimension(_ALL, "class", _("Class"), _of(StartClass, SubClass))
describe_dimension(_ALL, "list", _("List"), _lists)
describe_dimension(_ALL, "level", _("Level"), _of(ListLevel))
describe_dimension(_ALL, "lead", _("Lead official"), _leads)
describe_dimension(_ALL, "origin", _("Capital"), _of(CapitalOrigin))
describe_dimension(_ALL, "type", _("Type"), _of(ProjectType))
describe_dimension([WORKS], "stage", _("Stage"), _of(WorkStage))
describe_dimension([WORKS], "process", _("Process"), _of(LineProcess))
describe_dimension([WORKS], "product", _("Product"), _of(LineProduct))
