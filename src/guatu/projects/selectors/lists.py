"""Reading project lists: what stands on them, counted once, and what has come and gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guatu.audit.selectors import history_of
from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.projects.events.lists import ListEntered, ListLeft
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.policies.lists import may_manage_lists
from guatu.projects.selectors.filters import ProjectFilters, filtered_projects
from guatu.projects.selectors.projects import VIEW, visible_projects
from guatu.projects.selectors.totals import NO_PROJECTS, Totals, totals, totals_by_list


def visible_lists(*, actor: Actor) -> QuerySet[ProjectList]:
    """Lists are known to whoever sees any project; of what stands on them each sees their own."""
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
    return ProjectList.objects.filter(zone_id=actor.zone_id)


def get_list(list_id: UUID, *, actor: Actor) -> ProjectList:
    with hidden("project list"):
        found = visible_lists(actor=actor).filter(id=list_id).first()
    if found is None:
        raise NotFound("project list")
    return found


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list of the year with its counts and sums."""

    list: ProjectList
    totals: Totals


@dataclass(frozen=True, slots=True)
class ListSummary:
    """The lists of a year. `union` counts each project once, so it may be less than the lines add up to.

    `on_several` stand on more than one list, `on_none` have a plan for the year and stand on no list of it.
    """

    year: int
    lines: Sequence[ListLine]
    union: Totals
    on_several: int
    on_none: int

    @property
    def counted_twice(self) -> int:
        """By how much adding the lines up would exceed the number of projects."""
        return sum(line.totals.projects for line in self.lines) - self.union.projects


def on_list(list_id: UUID, zone_id: UUID) -> QuerySet[ListMembership, Any]:
    """Ids of the projects that stand on a list now, for a condition."""
    stands = ListMembership.objects.filter(zone_id=zone_id, list_id=list_id, left_on__isnull=True)
    return stands.order_by().values("project_id")


def list_summary(*, actor: Actor, year: int) -> ListSummary:
    """Counts and sums of each list of `year` and of all together (seven queries however many projects)."""
    lists = list(visible_lists(actor=actor).filter(year=year).order_by("level", "name"))
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    by_list = totals_by_list(projects, zone_id=actor.zone_id, year=year)
    listed = filtered_projects(actor=actor, filters=ProjectFilters(year=year, listed=True))
    unlisted = filtered_projects(actor=actor, filters=ProjectFilters(year=year, listed=False))
    several = (
        ListMembership.objects.filter(
            zone_id=actor.zone_id,
            list__year=year,
            left_on__isnull=True,
            project_id__in=projects.values("id"),
        )
        .order_by()
        .values("project_id")
        .annotate(lists=Count("id"))
        .filter(lists__gt=1)
    )
    return ListSummary(
        year=year,
        lines=[ListLine(found, by_list.get(found.id, NO_PROJECTS)) for found in lists],
        union=totals(listed, zone_id=actor.zone_id, year=year),
        on_several=several.count(),
        on_none=unlisted.count(),
    )


@dataclass(frozen=True, slots=True)
class LogGroup:
    """Projects that entered (or left) a list on one day for one reason; `late` when the list was frozen by then."""

    day: date
    entered: bool
    reason: str
    late: bool
    projects: Sequence[Project]


def membership_log(project_list: ProjectList, *, actor: Actor) -> list[LogGroup]:
    """What entered and left, newest first; of projects that the actor may see (two queries)."""
    members = (
        ListMembership.objects.filter(
            zone_id=actor.zone_id,
            list=project_list,
            project_id__in=visible_projects(actor=actor).values("id"),
        )
        .select_related("project")
        .order_by("project__name")
    )
    late = _moved_when_frozen(project_list)
    groups: dict[tuple[date, bool, str, bool], list[Project]] = {}
    for member in members:
        moves = [(member.entered_on, True, member.entry_reason)]
        if member.left_on is not None:
            moves.append((member.left_on, False, member.exit_reason))
        for day, entered, reason in moves:
            is_late = (str(member.project_id), day.isoformat(), entered) in late
            groups.setdefault((day, entered, reason, is_late), []).append(member.project)
    newest_first = sorted(groups.items(), key=lambda item: (item[0][0], not item[0][1]), reverse=True)
    return [LogGroup(*key, projects) for key, projects in newest_first]


def _moved_when_frozen(project_list: ProjectList) -> set[tuple[str, str, bool]]:
    """(project, day, entered) of every entry and exit that the record says came after the freeze."""
    moves = (ListEntered.name, ListLeft.name)
    history = history_of(project_list.id, zone_id=project_list.zone_id)
    entries = history.filter(event__in=moves, data__frozen=True).order_by()
    found = set()
    for data in entries.values_list("data", flat=True):
        entered = "entered_on" in data
        found.add((data["project_id"], data["entered_on" if entered else "left_on"], entered))
    return found


def candidates(project_list: ProjectList, *, actor: Actor, words: str = "") -> QuerySet[Project]:
    """Projects that could enter: seen, not withdrawn, not on the list; those planned for its year first."""
    on_it = ListMembership.objects.filter(
        zone_id=actor.zone_id, list=project_list, left_on__isnull=True
    ).values("project_id")
    planned = ProjectYear.objects.filter(
        zone_id=actor.zone_id, year=project_list.year, project_id=OuterRef("id")
    )
    filters = ProjectFilters(year=project_list.year, planned="any", words=words)
    return (
        filtered_projects(actor=actor, filters=filters)
        .filter(~Q(id__in=on_it))
        .annotate(is_planned=Exists(planned))
        .select_related("unit")
        .order_by("-is_planned", "name", "id")
    )


def get_membership(membership_id: UUID, *, actor: Actor) -> ListMembership:
    """A project's place on a list, with both."""
    found = (
        ListMembership.objects.filter(
            zone_id=actor.zone_id,
            id=membership_id,
            project_id__in=visible_projects(actor=actor).values("id"),
        )
        .select_related("list", "project")
        .first()
    )
    if found is None:
        raise NotFound("list membership")
    return found


@dataclass(frozen=True, slots=True)
class ListsPanel:
    """What the project's page shows of its lists: where it stands, where it stood, where it might be put."""

    project: Project
    current: Sequence[ListMembership]
    former: Sequence[ListMembership]
    may_manage: bool


def lists_panel(project: Project, *, actor: Actor) -> ListsPanel:
    """The lists of a project that the caller was allowed to see (one query)."""
    members = list(
        ListMembership.objects.filter(zone_id=project.zone_id, project=project)
        .select_related("list")
        .order_by("-list__year", "list__level", "list__name", "-entered_on")
    )
    return ListsPanel(
        project=project,
        current=[m for m in members if m.left_on is None],
        former=[m for m in members if m.left_on is not None],
        may_manage=may_manage_lists(actor) and project.withdrawn_on is None,
    )


def memberships_of(project_list: ProjectList, project_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Project id → its open place on a list that the caller was allowed to see (one query)."""
    members = ListMembership.objects.filter(
        zone_id=project_list.zone_id, list=project_list, left_on__isnull=True, project_id__in=project_ids
    )
    return dict(members.values_list("project_id", "id"))
