"""Dashboards: a chosen set of figures for the zone, a unit, a lead official or a list, and what lies below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import UnitTree, Wanted, Where
from guatu.figures.reading import Reading
from guatu.figures.registry import get_figure
from guatu.organization.models import Person
from guatu.organization.selectors import unit_tree
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ProjectList
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from guatu.projects.selectors.filters import ProjectFilters, filter_choices, filtered_projects
from guatu.reports.rules.chosen import AREAS, PROJECTS, Area
from guatu.reports.rules.periods_around import before
from guatu.reports.selectors.asking import VIEW, read_figures

# Worst first.
_ORDER = {colour: place for place, colour in enumerate(["red", "yellow", "green", "grey"])}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure with what it said a period and a year before; None where there is none to compare
    with, of `earlier` also where that is the year before."""

    reading: Reading
    earlier: Reading | None
    last_year: Reading | None

    @property
    def since_earlier(self) -> Decimal | None:
        return _change(self.reading, self.earlier)

    @property
    def since_last_year(self) -> Decimal | None:
        return _change(self.reading, self.last_year)


@dataclass(frozen=True, slots=True)
class Below:
    """A unit with the figures in the table's columns."""

    id: UUID
    name: str
    readings: Sequence[Reading]

    @property
    def has_rows(self) -> bool:
        """Whether anything is counted of it; units of which nothing is are left out of the table."""
        return any(reading.row_count != 0 for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Figures of one scope in a period, and the units below it of which there is something to count. Lead officials
    and lists are named only: each has a page of its own, and their figures would be a query each."""

    figures: Sequence[Compared]
    units: Sequence[Below] = ()
    leads: Sequence[Person] = ()
    lists: Sequence[ProjectList] = ()

    @property
    def has_earlier(self) -> bool:
        """Whether the period before is another than the year before."""
        return any(one.earlier for one in self.figures)

    @property
    def columns(self) -> list[Any]:
        """The heads of the table of units."""
        first = next(iter(self.units), None)
        return [reading.figure for reading in first.readings] if first else []


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project of the scope, with its light and its last report."""

    project: Project
    light: str
    reported_on: Any

    @property
    def light_label(self) -> Any:
        return LightColour(self.light).label


def overview(*, actor: Actor, zone: Zone, period: Period, area: str = PROJECTS) -> Dashboard:
    """The zone: by unit, by lead official, by list. Raises `InvalidInput` for an area that there is not."""
    tree = unit_tree(zone.id)
    root = next((unit for unit, parent in tree.parents.items() if parent is None), None)
    choices = filter_choices(actor=actor, year=period.first.year)
    board = _dashboard(actor, zone, period, find_area(area), units=_below(tree, root) if root else [])
    return replace(board, leads=list(choices.leads), lists=list(choices.lists))


def unit_dashboard(
    unit_id: UUID, *, actor: Actor, zone: Zone, period: Period, area: str = PROJECTS
) -> tuple[UnitTree, Dashboard]:
    """One unit with all below it. Raises `NotFound`, and `InvalidInput` for an area that there is not."""
    tree = unit_tree(zone.id)
    if unit_id not in tree.parents or not actor.may(VIEW):
        raise NotFound("unit")
    units = _below(tree, unit_id)
    return tree, _dashboard(actor, zone, period, find_area(area), unit_id=unit_id, units=units)


def sliced_dashboard(where: Where, *, actor: Actor, zone: Zone, period: Period) -> Dashboard:
    """One slice of the zone: the projects of a lead official, or of a list."""
    return _dashboard(actor, zone, period, AREAS[PROJECTS], where=where)


def find_area(name: str) -> Area:
    """A part of the work by its name. Raises `InvalidInput`."""
    if name not in AREAS:
        raise InvalidInput({"area": gettext("expected one of: %s") % ", ".join(AREAS)})
    return AREAS[name]


def get_lead(person_id: UUID, *, actor: Actor) -> Person:
    """Somebody of the zone. Raises `NotFound`."""
    person = Person.objects.filter(zone_id=actor.zone_id, id=person_id).first()
    if person is None or not actor.may(VIEW):
        raise NotFound("person")
    return person


def project_lines(filters: ProjectFilters, *, actor: Actor) -> list[ProjectLine]:
    """The projects of a scope that the actor may see, the worst light first (one query)."""
    lights = ProjectLight.objects.filter(zone_id=actor.zone_id, project_id=OuterRef("id"))
    reports = ProgressReport.objects.filter(zone_id=actor.zone_id, project_id=OuterRef("id")).order_by("-day")
    projects: QuerySet[Project] = (
        filtered_projects(actor=actor, filters=filters)
        .select_related("unit")
        .annotate(
            light_now=Subquery(lights.values("colour")[:1]), told_on=Subquery(reports.values("day")[:1])
        )
    )
    lines = [
        ProjectLine(project, getattr(project, "light_now", None) or "grey", getattr(project, "told_on", None))
        for project in projects
    ]
    return sorted(lines, key=lambda line: (_ORDER[line.light], line.project.name))


def known_names(names: Sequence[str], zone: Zone, period: Period) -> list[str]:
    """Those that are told for such a period."""
    return [name for name in names if period.type in get_figure(name, zone.id).periods]


def _dashboard(
    actor: Actor,
    zone: Zone,
    period: Period,
    area: Area,
    *,
    unit_id: UUID | None = None,
    where: Where = (),
    units: Sequence[tuple[UUID, str]] = (),
) -> Dashboard:
    head, columns = known_names(area.head, zone, period), known_names(area.columns, zone, period)
    earlier, last_year = before(period), period.a_year_before()
    now = {name: Wanted(name, period, unit_id, where) for name in head}
    then = {name: Wanted(name, earlier, unit_id, where) for name in head}
    long_ago = {name: Wanted(name, last_year, unit_id, where) for name in head}
    by_unit = {(one, name): Wanted(name, period, one) for one, _label in units for name in columns}
    asked = [*now.values(), *then.values(), *long_ago.values(), *by_unit.values()]
    found = read_figures(asked, actor=actor, zone=zone)
    below = [Below(one, label, [found[by_unit[one, name]] for name in columns]) for one, label in units]
    return Dashboard(
        figures=[_compared(found[now[name]], found[then[name]], found[long_ago[name]]) for name in head],
        units=[one for one in below if one.has_rows],
    )


def _below(tree: UnitTree, above: UUID) -> list[tuple[UUID, str]]:
    return [(unit, tree.names[unit]) for unit, parent in tree.parents.items() if parent == above]


def _change(now: Reading, before: Reading | None) -> Decimal | None:
    if before is None or before.row_count == 0 or now.value is None or before.value is None:
        return None
    return now.value - before.value


def _compared(reading: Reading, earlier: Reading, last_year: Reading) -> Compared:
    return Compared(reading, None if earlier.wanted == last_year.wanted else earlier, last_year)


def year_filters(zone: Zone, period: Period, **more: Any) -> ProjectFilters:
    """Projects with a plan for the period's year."""
    return ProjectFilters(year=min(period.first.year, today(zone).year), **more)
