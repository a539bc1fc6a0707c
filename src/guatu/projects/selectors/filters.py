"""Filters of projects: read from a page's query string, put to the projects, offered as choices.

The project table, the pages of lists and bundles, and the wall chart above all ask here, so that a link from a
number on one page opens the same rows on another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.organization.models import Person, Unit
from guatu.organization.rules import subtree
from guatu.organization.selectors import units
from guatu.projects.choices import (
    BundlePart,
    CapitalOrigin,
    DutyRole,
    LightColour,
    StartClass,
    SubClass,
    WithMatters,
)
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.selectors.bundle import incomplete, lacking
from guatu.projects.selectors.open_matters import having_matters
from guatu.projects.selectors.projects import visible_projects

LIGHTS = ("red", "yellow", "green", "grey")
ANY = "any"
NONE = "none"


class Planned(StrEnum):
    """Which projects are looked at: those with a plan for the year, those without one, or all."""

    IN_YEAR = "yes"
    NOT_IN_YEAR = "no"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What is let through. None, "" and () mean: no such filter.

    `missing` is a part of the bundle, `any` (incomplete) or `none` (complete). A list belongs to a year of its
    own; on it, projects without a plan for that year are let through as well. `withdrawn` shows the projects that have
    been withdrawn, and only those. `matters` is one of `WithMatters`.
    """

    year: int
    lights: tuple[str, ...] = ()
    unit_id: UUID | None = None
    lead_id: UUID | None = None
    liaison_id: UUID | None = None
    list_id: UUID | None = None
    listed: bool | None = None
    start_class: str = ""
    sub_class: str = ""
    started: bool | None = None
    concentrated: bool | None = None
    origin: str = ""
    missing: str = ""
    matters: str = ""
    planned: str = Planned.IN_YEAR
    withdrawn: bool = False
    words: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return any(getattr(self, f.name) != f.default for f in fields(ProjectFilters) if f.name != "year")


def read_filters(query: QueryDict, *, year: int) -> ProjectFilters:
    """Filters from a query string. `year` holds where none is named. Raises `InvalidInput` naming the parameter."""
    lights = tuple(query.getlist("light"))
    if set(lights) - set(LIGHTS):
        raise _expected("light", LIGHTS)
    return ProjectFilters(
        year=_number(query.get("year"), "year") or year,
        lights=lights,
        unit_id=_uuid(query.get("unit"), "unit"),
        lead_id=_uuid(query.get("lead"), "lead"),
        liaison_id=_uuid(query.get("liaison"), "liaison"),
        list_id=_uuid(query.get("list"), "list"),
        listed=_yes_or_no(query, "listed"),
        start_class=one_of(query, "class", StartClass.values),
        sub_class=one_of(query, "sub", [*SubClass.values, NONE]),
        started=_yes_or_no(query, "started"),
        concentrated=_yes_or_no(query, "concentrated"),
        origin=one_of(query, "origin", CapitalOrigin.values),
        missing=one_of(query, "missing", [ANY, NONE, *BundlePart.values]),
        matters=one_of(query, "matters", WithMatters.values),
        planned=one_of(query, "planned", [p.value for p in Planned]) or Planned.IN_YEAR,
        withdrawn=_yes_or_no(query, "withdrawn") or False,
        words=query.get("q", "").strip(),
    )


def filtered_projects(*, actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    """The projects that the actor may see and the filters let through; withdrawn ones only where they are asked for."""
    zone_id = actor.zone_id
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=not filters.withdrawn)
    projects = _of_year(projects, zone_id, filters)
    projects = _of_people(projects, zone_id, filters)
    if filters.lights:
        projects = projects.filter(_lit(zone_id, filters.lights))
    if filters.unit_id is not None:
        parents = dict(Unit.objects.filter(zone_id=zone_id).values_list("id", "parent_id"))
        projects = projects.filter(unit_id__in=subtree(parents, filters.unit_id))
    if filters.matters:
        projects = projects.filter(having_matters(filters.matters, actor=actor))
    if filters.started is not None:
        projects = projects.filter(actual_start__isnull=not filters.started)
    if filters.origin:
        projects = projects.filter(capital_origin=filters.origin)
    for word in filters.words.split():
        projects = projects.filter(named(word))
    return projects


def named(word: str) -> Q:
    """Projects whose name, owner or code holds `word`."""
    return Q(name__icontains=word) | Q(owner_name__icontains=word) | Q(code__istartswith=word)


def _of_year(projects: QuerySet[Project], zone_id: UUID, filters: ProjectFilters) -> QuerySet[Project]:
    years = ProjectYear.objects.filter(zone_id=zone_id, year=filters.year)
    narrowed = years
    if filters.start_class:
        narrowed = narrowed.filter(start_class=filters.start_class)
    if filters.sub_class:
        narrowed = narrowed.filter(sub_class="" if filters.sub_class == NONE else filters.sub_class)
    if filters.concentrated is not None:
        narrowed = narrowed.filter(concentrated_start=filters.concentrated)
    members = ListMembership.objects.filter(zone_id=zone_id, left_on__isnull=True, list__year=filters.year)
    if filters.list_id is not None:
        own = ListMembership.objects.filter(zone_id=zone_id, list_id=filters.list_id, left_on__isnull=True)
        projects = projects.filter(id__in=own.values("project_id"))
    if filters.listed is not None:
        on_a_list = Q(id__in=members.values("project_id"))
        projects = projects.filter(on_a_list if filters.listed else ~on_a_list)
    if filters.planned == Planned.NOT_IN_YEAR:
        return projects.exclude(id__in=years.values("project_id"))
    if narrowed is not years or (
        filters.planned == Planned.IN_YEAR and filters.list_id is None and not filters.listed
    ):
        projects = projects.filter(id__in=narrowed.values("project_id"))
    return projects


def _of_people(projects: QuerySet[Project], zone_id: UUID, filters: ProjectFilters) -> QuerySet[Project]:
    for role, person_id in (
        (DutyRole.LEAD_OFFICIAL, filters.lead_id),
        (DutyRole.LIAISON, filters.liaison_id),
    ):
        if person_id is not None:
            held = ProjectDuty.objects.filter(
                zone_id=zone_id, person_id=person_id, role=role, valid_to__isnull=True
            )
            projects = projects.filter(id__in=held.values("project_id"))
    if filters.missing:
        day = today(Zone.objects.get(id=zone_id))
        if filters.missing in (ANY, NONE):
            without = incomplete(zone_id, day)
        else:
            without = lacking(BundlePart(filters.missing), zone_id, day)
        projects = projects.filter(~without if filters.missing == NONE else without)
    return projects


def _lit(zone_id: UUID, colours: Sequence[str]) -> Q:
    lights = ProjectLight.objects.filter(zone_id=zone_id)
    shown = Q(id__in=lights.filter(colour__in=colours).values("project_id"))
    if LightColour.GREY in colours:
        shown |= ~Q(id__in=lights.values("project_id"))
    return shown


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the chips of a page offer, of what the actor may know."""

    years: Sequence[int]
    units: Sequence[Unit]
    leads: Sequence[Person]
    lists: Sequence[ProjectList]


def filter_choices(*, actor: Actor, year: int) -> FilterChoices:
    """Years with a plan, units with projects, lead officials, and the lists of `year` (four queries)."""
    zone_id = actor.zone_id
    years = set(ProjectYear.objects.filter(zone_id=zone_id).values_list("year", flat=True).distinct())
    leading = ProjectDuty.objects.filter(zone_id=zone_id, role=DutyRole.LEAD_OFFICIAL, valid_to__isnull=True)
    with_projects = Project.objects.filter(zone_id=zone_id, unit_id=OuterRef("id"))
    return FilterChoices(
        years=sorted(years | {year}, reverse=True),
        units=list(units(actor=actor).filter(Exists(with_projects))),
        leads=list(Person.objects.filter(zone_id=zone_id, id__in=leading.values("person_id"))),
        lists=list(ProjectList.objects.filter(zone_id=zone_id, year=year)),
    )


def one_of(query: QueryDict, name: str, allowed: Sequence[Any]) -> str:
    """The parameter `name`, "" where it is missing. Raises `InvalidInput` where it is none of `allowed`."""
    value = query.get(name, "")
    if value and value not in allowed:
        raise _expected(name, allowed)
    return value


def _expected(name: str, allowed: Sequence[Any]) -> InvalidInput:
    return InvalidInput({name: _("expected one of: %s") % ", ".join(str(a) for a in allowed)})


def _yes_or_no(query: QueryDict, name: str) -> bool | None:
    value = one_of(query, name, ("yes", "no"))
    return None if not value else value == "yes"


def _number(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise InvalidInput({name: _("expected a year such as 2018")})
    return int(text)


def _uuid(text: str | None, name: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({name: _("expected an identifier")}) from error
