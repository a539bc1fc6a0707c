"""The rows from which the numbers of projects are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures.asking import Ask
from guatu.figures.reading import Row
from guatu.figures.source import Source
from guatu.projects.choices import DutyRole, Ledger
from guatu.projects.models.lights import LightSpell
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.progress import InvestmentEntry, ProgressItem, ProgressReport, WorkItem
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.selectors.projects import VIEW, visible_projects

Dimension = Callable[[Sequence[str], Ask], Q]


def seen(actor: Actor) -> QuerySet[Project] | None:
    """The projects that the actor may see; None for all of the zone."""
    return None if actor.reach(VIEW).whole_zone else visible_projects(actor=actor)


def on_list(ask: Ask, project: str) -> QuerySet[ListMembership]:
    """Memberships of the project that the outer row leads to, on lists of the year, on the day judged on."""
    return ListMembership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=ask.day),
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        list__year=ask.year,
        project_id=OuterRef(project),
        entered_on__lte=max(ask.day, ask.last),
    )


def answered_for(ask: Ask, role: DutyRole, project: str) -> Q:
    """Projects for which somebody answers in that role on the day judged on."""
    held = ProjectDuty.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=ask.day),
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        project_id=OuterRef(project),
        role=role,
        valid_from__lte=ask.day,
    )
    return Q(Exists(held))


def dimensions(path: str) -> Mapping[str, Dimension]:
    """What projects can be sliced by; `path` leads from the row to the project ("" or "project__")."""
    project = f"{path}id" if not path else "project_id"

    def level(values: Sequence[str], ask: Ask) -> Q:
        return Q(Exists(on_list(ask, project).filter(list__level__in=values)))

    def listed(values: Sequence[str], ask: Ask) -> Q:
        return Q(Exists(on_list(ask, project).filter(list__name__in=values)))

    def lead(values: Sequence[str], ask: Ask) -> Q:
        held = ProjectDuty.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=ask.day),
            zone_id__in=ask.zone_ids,
            zone_id=OuterRef("zone_id"),
            project_id=OuterRef(project),
            role=DutyRole.LEAD_OFFICIAL,
            valid_from__lte=ask.day,
            person__name__in=values,
        )
        return Q(Exists(held))

    return {
        "level": level,
        "list": listed,
        "lead": lead,
        "project": lambda values, ask: Q(**{f"{path}name__in": values}),
        "owner": lambda values, ask: Q(**{f"{path}owner_name__in": values}),
        "origin": lambda values, ask: Q(**{f"{path}capital_origin__in": values}),
        "type": lambda values, ask: Q(**{f"{path}type__in": values}),
    }


def in_the_year(project: str) -> Dimension:
    """How the project stands in the plan of the year: carry_over, new_start, continuing, equipment."""

    def condition(values: Sequence[str], ask: Ask) -> Q:
        plan = ProjectYear.objects.filter(
            Q(start_class__in=values) | Q(sub_class__in=values),
            zone_id__in=ask.zone_ids,
            zone_id=OuterRef("zone_id"),
            year=ask.year,
            project_id=OuterRef(project),
        )
        return Q(Exists(plan))

    return condition


def not_withdrawn(ask: Ask, path: str) -> Q:
    withdrawn = f"{path}withdrawn_on"
    return Q(**{f"{withdrawn}__isnull": True}) | Q(**{f"{withdrawn}__gt": ask.day})


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    projects = Project.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("unit")
    serial = ProjectYear.objects.filter(
        zone_id__in=ask.zone_ids, zone_id=OuterRef("zone_id"), project_id=OuterRef("id"), year=ask.year
    )
    ordered = projects.annotate(serial=Subquery(serial.values("serial")[:1])).order_by(
        F("serial").asc(nulls_last=True), "name"
    )
    return [
        Row(
            id=project.id,
            label=project.name,
            route="projects:project",
            route_args={"project_id": project.id},
            detail=str(project.unit),
        )
        for project in ordered
    ]


_LISTS: tuple[Any, ...] = (Project, ProjectYear, ListMembership, ProjectList, ProjectDuty)

PROJECT_YEARS = Source(
    name="project_years",
    label=_("projects with a plan for the year"),
    rows=lambda ask: ProjectYear.objects.filter(
        not_withdrawn(ask, "project__"), zone_id__in=ask.zone_ids, year=ask.year
    ),
    visible=seen,
    models=_LISTS,
    describe=_describe,
    object="project_id",
    once="project_id",
    unit="project__unit_id",
    dimensions={
        **dimensions("project__"),
        "class": lambda values, ask: Q(start_class__in=values) | Q(sub_class__in=values),
    },
)

PROJECTS = Source(
    name="projects",
    label=_("projects"),
    rows=lambda ask: Project.objects.filter(not_withdrawn(ask, ""), zone_id__in=ask.zone_ids),
    visible=seen,
    models=_LISTS,
    describe=_describe,
    dimensions={**dimensions(""), "class": in_the_year("id")},
)


def _entries(ask: Ask) -> QuerySet[InvestmentEntry]:
    """Of projects with a plan for the year, as the annual plan is added up over them too."""
    planned = ProjectYear.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        year=ask.year,
        project_id=OuterRef("project_id"),
    )
    return InvestmentEntry.objects.filter(
        not_withdrawn(ask, "project__"), Exists(planned), zone_id__in=ask.zone_ids, year=ask.year
    )


INVESTMENTS = Source(
    name="investments",
    label=_("entries of money spent"),
    rows=_entries,
    visible=seen,
    models=(*_LISTS, InvestmentEntry),
    describe=_describe,
    object="project_id",
    unit="project__unit_id",
    dimensions={
        **dimensions("project__"),
        "class": in_the_year("project_id"),
        "ledger": lambda values, ask: Q(ledger__in=[Ledger(v) for v in values]),
    },
)


def _works(ask: Ask) -> QuerySet[WorkItem]:
    """Buildings and lines with the stage and the floor last told by the day judged on: `stage_then`, `floor_then`."""
    told = ProgressItem.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        work_id=OuterRef("id"),
        report__day__lte=ask.day,
    ).order_by("-report__day", "-report__filed_at")
    is_known = Q(as_of__isnull=True) | Q(as_of__lte=ask.day)
    described = Case(When(is_known, then=F("stage")), output_field=CharField())
    reached = Case(When(is_known, then=F("floor")), output_field=PositiveSmallIntegerField())
    return WorkItem.objects.filter(not_withdrawn(ask, "project__"), zone_id__in=ask.zone_ids).annotate(
        stage_then=Coalesce(Subquery(told.values("stage")[:1]), described),
        floor_then=Coalesce(Subquery(told.values("floor")[:1]), reached),
    )


def _describe_works(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    works = WorkItem.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("project")
    return [
        Row(
            id=work.id,
            label=f"{work.project} · {work.name}",
            route="projects:project",
            route_args={"project_id": work.project_id},
            detail=str(work.get_stage_display()),
        )
        for work in works.order_by("project__name", "kind", "name")
    ]


def _seen_works(actor: Actor) -> QuerySet[WorkItem] | None:
    projects = seen(actor)
    if projects is None:
        return None
    return WorkItem.objects.filter(zone_id=actor.zone_id, project_id__in=projects.values("id"))


WORKS = Source(
    name="works",
    label=_("buildings and production lines"),
    rows=_works,
    visible=_seen_works,
    models=(*_LISTS, WorkItem, ProgressItem, ProgressReport),
    describe=_describe_works,
    once="id",
    unit="project__unit_id",
    dimensions={
        **dimensions("project__"),
        "stage": lambda values, ask: Q(stage_then__in=values),
        "process": lambda values, ask: Q(process__in=values),
        "product": lambda values, ask: Q(product__in=values),
        "place": lambda values, ask: Q(place__in=values),
        "work": lambda values, ask: Q(name__in=values),
    },
)


def _lights(ask: Ask) -> QuerySet[Project]:
    """With the light that each project showed on the day judged on: `shown`, empty where it is not known."""
    that_day = Q(light_spells__since__lte=ask.day) & (
        Q(light_spells__until__isnull=True) | Q(light_spells__until__gt=ask.day)
    )
    rows = Project.objects.filter(not_withdrawn(ask, ""), zone_id__in=ask.zone_ids)
    return rows.annotate(shown=FilteredRelation("light_spells", condition=that_day))


LIGHTS = Source(
    name="lights",
    label=_("lights of projects"),
    rows=_lights,
    visible=seen,
    models=(*_LISTS, LightSpell),
    describe=_describe,
    once="id",
    dimensions={**dimensions(""), "class": in_the_year("id")},
)
