"""Reading the years of projects, and what contradicts itself in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.rules.contradictions import Contradiction, YearFacts, contradictions
from guatu.projects.rules.dated import first_day
from guatu.projects.selectors.projects import visible_projects


def current_year(zone: Zone) -> int:
    """The year of the zone's newest plan that has begun; this year where there is none."""
    this_year = today(zone).year
    years = ProjectYear.objects.filter(zone=zone, year__lte=this_year).order_by("-year")
    return years.values_list("year", flat=True).first() or this_year


def get_year(project: Project, year: int) -> ProjectYear | None:
    """The plan of a project, that the caller was allowed to see, for one year."""
    return ProjectYear.objects.filter(zone_id=project.zone_id, project=project, year=year).first()


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A project's year with everything in it that cannot be true at once."""

    row: ProjectYear
    project: Project
    found: Sequence[Contradiction]


@dataclass(frozen=True, slots=True)
class ContradictedYear:
    """All of a year: the projects concerned, how often each contradiction is found, and how many were looked at."""

    year: int
    rows: Sequence[Contradicted]
    counts: Sequence[tuple[Contradiction, int]]
    looked_at: int


def contradictions_of_year(*, actor: Actor, year: int) -> ContradictedYear:
    """Every contradiction among the projects that the actor may see (two queries)."""
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    rows = list(
        ProjectYear.objects.filter(zone_id=actor.zone_id, year=year, project_id__in=projects.values("id"))
        .select_related("project__unit")
        .order_by("serial", "project__name")
    )
    levels = _levels(actor.zone_id, {year})
    found = [_judge(row, row.project, levels.get((row.project_id, year), frozenset())) for row in rows]
    concerned = [one for one in found if one.found]
    kinds = {c.code: c for one in concerned for c in one.found}
    counted = Counter(c.code for one in concerned for c in one.found)
    return ContradictedYear(
        year=year,
        rows=concerned,
        counts=[(kinds[code], count) for code, count in counted.most_common()],
        looked_at=len(rows),
    )


def contradictions_of(project: Project) -> list[Contradicted]:
    """What contradicts itself in any year of a project that the caller was allowed to see (two queries)."""
    if project.withdrawn_on is not None:
        return []
    rows = list(ProjectYear.objects.filter(zone_id=project.zone_id, project=project).order_by("-year"))
    levels = _levels(project.zone_id, {row.year for row in rows}, project.id) if rows else {}
    found = [_judge(row, project, levels.get((project.id, row.year), frozenset())) for row in rows]
    return [one for one in found if one.found]


def _judge(row: ProjectYear, project: Project, levels: frozenset[str]) -> Contradicted:
    start, actual = project.committed_start, project.actual_start
    facts = YearFacts(
        year=row.year,
        start_class=row.start_class,
        sub_class=row.sub_class,
        committed_start=first_day(start, project.committed_start_precision) if start else None,
        committed_finish=project.committed_finish,
        actual_start=first_day(actual, project.actual_start_precision) if actual else None,
        actual_finish=project.actual_finish,
        construction_to=project.construction_to,
        total_cny=project.total_cny,
        annual_plan_cny=row.annual_plan_cny,
        notes=f"{project.stage_note} {project.remark}",
        levels=levels,
        starts_recorded=True,
    )
    return Contradicted(row, project, contradictions(facts))


def _levels(
    zone_id: UUID, years: Collection[int], project_id: UUID | None = None
) -> dict[tuple[UUID, int], frozenset[str]]:
    """(project, year) → levels of the lists it stands on."""
    members = ListMembership.objects.filter(zone_id=zone_id, list__year__in=years, left_on__isnull=True)
    if project_id is not None:
        members = members.filter(project_id=project_id)
    found: dict[tuple[UUID, int], set[str]] = defaultdict(set)
    for member_id, year, level in members.values_list("project_id", "list__year", "list__level"):
        found[member_id, year].add(level)
    return {key: frozenset(levels) for key, levels in found.items()}
