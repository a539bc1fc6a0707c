"""The chart's data: an index of all rows that pass the filters, and the rows of one window in detail.

The index is one light row a project; details are read only for the window that is shown, printed or exported.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import local_now, today
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.projects.choices import DutyRole, Ledger
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.rules.light_sentences import reason
from guatu.projects.selectors.filters import filtered_projects
from guatu.projects.selectors.open_matters import OpenMatters, open_matters
from guatu.wallchart.filters import ChartFilters
from guatu.wallchart.rows import Chart, ChartGroup, ChartMatters, ChartMilestone, ChartRow

_LIGHT_ORDER = {"red": 0, "yellow": 1, "green": 2, "grey": 3}
_NO_MATTERS = OpenMatters(0)


@dataclass(frozen=True, slots=True)
class Indexed:
    """One project in the order of the chart."""

    id: UUID
    group: str
    light: str
    matters: OpenMatters | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """Every row that passes the filters, grouped and in order, with the time range that holds their dates."""

    rows: tuple[Indexed, ...]
    groups: tuple[ChartGroup, ...]
    first_day: date
    last_day: date


def chart_index(*, actor: Actor, zone: Zone, filters: ChartFilters) -> Index:
    """The index (four to six queries however many rows)."""
    projects = filtered_projects(actor=actor, filters=filters)
    lights = dict(_light_colours(zone, filters))
    matters = open_matters(actor=actor, zone=zone)
    serials = dict(
        ProjectYear.objects.filter(zone=zone, year=filters.year).values_list("project_id", "serial")
    )
    found = []
    first, last = date(filters.year, 1, 1), date(filters.year, 12, 31)
    for row in projects.order_by().values_list(
        "id", "name", "unit_id", "committed_start", "committed_finish", "actual_start", "forecast_finish"
    ):
        found.append(row)
        for day in row[3:]:
            if day is not None:
                first, last = min(first, day), max(last, day)
    group_of, labels = _grouping(zone, filters, [(row[0], row[2]) for row in found])
    order = {key: place for place, key in enumerate(labels)}
    indexed = [
        (
            (
                order[group_of[row[0]]],
                matters.get(row[0], _NO_MATTERS).urgency if filters.order == "matters" else None,
                serials.get(row[0], 10**9),
                row[1],
            ),
            Indexed(row[0], group_of[row[0]], lights.get(row[0], "grey"), matters.get(row[0])),
        )
        for row in found
    ]
    indexed.sort(key=lambda pair: pair[0])
    rows = tuple(entry for _key, entry in indexed)
    years = filters.year
    return Index(
        rows=rows,
        groups=_groups(rows, labels),
        first_day=max(date(first.year, 1, 1), date(years - 3, 1, 1)),
        last_day=min(date(last.year, 12, 31), date(years + 5, 12, 31)),
    )


def chart(
    *, actor: Actor, zone: Zone, filters: ChartFilters, offset: int = 0, limit: int | None = None
) -> tuple[Chart, int]:
    """The chart with the rows of one window (all where `limit` is None), and how many rows there are in all."""
    index = chart_index(actor=actor, zone=zone, filters=filters)
    window = index.rows[offset:] if limit is None else index.rows[offset : offset + limit]
    rows = chart_rows(zone=zone, year=filters.year, window=window)
    return (
        Chart(
            title=filters.title or _("Key projects of %(year)s") % {"year": filters.year},
            zone=zone.name,
            today=today(zone),
            as_of=_as_of(zone),
            first_day=index.first_day,
            last_day=index.last_day,
            groups=index.groups,
            rows=rows,
        ),
        len(index.rows),
    )


def _as_of(zone: Zone) -> datetime:
    return local_now(zone).replace(microsecond=0)


def chart_rows(*, zone: Zone, year: int, window: Sequence[Indexed]) -> tuple[ChartRow, ...]:
    """The rows of `window` in its order, in six queries."""
    ids: Any = [entry.id for entry in window]
    projects = {row[0]: row for row in _project_columns(Project.objects.filter(zone=zone, id__in=ids))}
    lights = {
        row[0]: row[1:]
        for row in ProjectLight.objects.filter(zone=zone, project_id__in=ids).values_list(
            "project_id", "colour", "verdict", "days_to_red"
        )
    }
    plans = dict(
        ProjectYear.objects.filter(zone=zone, year=year, project_id__in=ids).values_list(
            "project_id", "annual_plan_cny"
        )
    )
    spent = dict(
        InvestmentEntry.objects.filter(zone=zone, year=year, ledger=Ledger.DISPATCH, project_id__in=ids)
        .order_by()
        .values_list("project_id")
        .annotate(Sum("total"))
    )
    duties: dict[UUID, dict[str, str]] = defaultdict(dict)
    for project_id, role, name in ProjectDuty.objects.filter(
        zone=zone, project_id__in=ids, valid_to__isnull=True
    ).values_list("project_id", "role", "person__name"):
        duties[project_id][role] = name
    milestones = _milestones(zone, ids)
    return tuple(
        _row(
            entry,
            projects[entry.id],
            lights.get(entry.id),
            plans.get(entry.id),
            spent.get(entry.id),
            duties.get(entry.id, {}),
            milestones.get(entry.id, ()),
        )
        for entry in window
        if entry.id in projects
    )


def _project_columns(projects: QuerySet[Project]) -> Iterable[Any]:
    return projects.values_list(
        "id", "name", "code", "unit__name", "total_cny", "committed_start", "committed_finish",
        "forecast_start", "forecast_finish", "actual_start", "actual_finish",
    )  # fmt: skip


def _row(
    entry: Indexed,
    project: Sequence[Any],
    light: Sequence[Any] | None,
    plan: Decimal | None,
    spent: Decimal | None,
    duties: dict[str, str],
    milestones: tuple[ChartMilestone, ...],
) -> ChartRow:
    return ChartRow(
        id=str(project[0]),
        name=project[1],
        code=project[2],
        group=entry.group,
        light=light[0] if light else "grey",
        reason=reason(light[1]) if light else reason({}),
        days_to_red=light[2] if light else None,
        unit=project[3],
        lead_official=duties.get(DutyRole.LEAD_OFFICIAL, ""),
        liaison=duties.get(DutyRole.LIAISON, ""),
        total_cny=project[4],
        annual_plan_cny=plan,
        year_to_date_cny=spent,
        committed_start=project[5],
        committed_finish=project[6],
        forecast_start=project[7],
        forecast_finish=project[8],
        actual_start=project[9],
        actual_finish=project[10],
        milestones=milestones,
        matters=_matters(entry.matters),
    )


def _matters(found: OpenMatters | None) -> ChartMatters | None:
    return ChartMatters(found.count, found.late, found.critical, found.slip.value) if found else None


def _milestones(zone: Zone, ids: Sequence[UUID]) -> dict[UUID, tuple[ChartMilestone, ...]]:
    found: dict[UUID, list[ChartMilestone]] = defaultdict(list)
    # Milestones of a draft have no date yet, and nothing to show.
    columns = (
        Milestone.objects.filter(zone=zone, project_id__in=ids, dropped_on__isnull=True)
        .filter(Q(committed_finish__isnull=False) | Q(actual_finish__isnull=False))
        .order_by("order")
    )
    for project_id, id_, code, name, committed, forecast, actual, critical in columns.values_list(
        "project_id", "id", "code", "name", "committed_finish", "forecast_finish", "actual_finish", "critical",
    ):  # fmt: skip
        found[project_id].append(ChartMilestone(id_, code, name, committed, forecast, actual, critical))
    return {project_id: tuple(rows) for project_id, rows in found.items()}


def _light_colours(zone: Zone, filters: ChartFilters) -> Iterable[tuple[UUID, str]]:
    return ProjectLight.objects.filter(zone=zone).values_list("project_id", "colour")


def _grouping(
    zone: Zone, filters: ChartFilters, projects: Sequence[tuple[UUID, UUID]]
) -> tuple[dict[UUID, str], dict[str, str]]:
    """Project → group key, and group key → label in the order of the chart."""
    match filters.group:
        case "unit" | "park":
            return _by_unit(zone, projects, parks=filters.group == "park")
        case "lead":
            holders = {
                row[0]: (str(row[1]), row[2])
                for row in ProjectDuty.objects.filter(
                    zone=zone, role=DutyRole.LEAD_OFFICIAL, valid_to__isnull=True
                ).values_list("project_id", "person_id", "person__name")
            }
            return _by_pairs(projects, holders, _("No lead official"))
        case "list":
            lists = {
                row[0]: (str(row[1]), row[2])
                for row in ListMembership.objects.filter(
                    zone=zone, left_on__isnull=True, list__year=filters.year
                )
                .order_by("-list__level", "-list__name")
                .values_list("project_id", "list_id", "list__name")
            }
            return _by_pairs(projects, lists, _("On no list"))
        case "class":
            years = ProjectYear.objects.filter(zone=zone, year=filters.year)
            classes = {y.project_id: (y.start_class, str(y.get_start_class_display())) for y in years}
            return _by_pairs(projects, classes, _("Not in this year's list"))
    return {project_id: "all" for project_id, _unit in projects}, {"all": _("All projects")}


def _by_pairs(
    projects: Sequence[tuple[UUID, UUID]], pairs: dict[UUID, tuple[str, str]], missing: str
) -> tuple[dict[UUID, str], dict[str, str]]:
    group_of = {project_id: pairs.get(project_id, ("", missing))[0] for project_id, _unit in projects}
    named = dict(sorted(set(pairs.values()), key=lambda pair: pair[1]))
    labels = {key: label for key, label in named.items() if key in set(group_of.values())}
    if "" in group_of.values():
        labels[""] = missing
    return group_of, labels


def _by_unit(
    zone: Zone, projects: Sequence[tuple[UUID, UUID]], *, parks: bool
) -> tuple[dict[UUID, str], dict[str, str]]:
    units = {u.id: u for u in Unit.objects.filter(zone=zone).order_by("order", "code")}

    def home(unit_id: UUID) -> Unit:
        unit = units[unit_id]
        while parks and unit.type != UnitType.PARK and unit.parent_id is not None:
            unit = units[unit.parent_id]
        return unit

    group_of = {project_id: str(home(unit_id).id) for project_id, unit_id in projects}
    used = set(group_of.values())
    return group_of, {str(u.id): u.name for u in units.values() if str(u.id) in used}


def _groups(rows: Sequence[Indexed], labels: dict[str, str]) -> tuple[ChartGroup, ...]:
    counts: dict[str, dict[str, int]] = {key: dict.fromkeys(_LIGHT_ORDER, 0) for key in labels}
    for row in rows:
        counts[row.group][row.light] += 1
    groups, first_row = [], 0
    for key, label in labels.items():
        count = sum(counts[key].values())
        groups.append(ChartGroup(key=key, label=label, count=count, first_row=first_row, **counts[key]))
        first_row += count
    return tuple(groups)
