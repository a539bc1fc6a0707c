"""Projects, their plans and milestones, and what is reported on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from guatu.api.collections.common import chosen, days, of
from guatu.api.collections.definition import Collection, Filter
from guatu.api.collections.fields import (
    AMOUNT,
    DAY,
    ID,
    NAMED,
    TEXT,
    TRUTH,
    WHOLE,
    Extra,
    an_object,
    columns,
    list_of,
    maybe,
    named,
)
from guatu.core.actor import Actor
from guatu.core.json import to_json
from guatu.core.models import Zone
from guatu.projects.choices import (
    BundlePart,
    CapitalOrigin,
    PlanStatus,
    StartClass,
    SubClass,
    WithMatters,
)
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.progress import ProgressItem, ProgressReport
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.selectors.filters import ANY, LIGHTS, NONE, Planned, filtered_projects, read_filters
from guatu.projects.selectors.plan import visible_milestones, visible_plans
from guatu.projects.selectors.progress import visible_reports
from guatu.projects.selectors.projects import VIEW, visible_projects
from guatu.projects.selectors.years import current_year

YES_OR_NO = {"type": "string", "enum": ["yes", "no"]}


def _enum(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _narrow(query: QueryDict, actor: Actor, zone: Zone) -> QuerySet[Project]:
    """As the project table reads its address; but without a year, projects of all years are shown."""
    filters = read_filters(query, year=current_year(zone))
    if "planned" not in query and "year" not in query:
        filters = replace(filters, planned=Planned.ANY)
    return filtered_projects(actor=actor, filters=filters)


def _years(projects: Sequence[Project], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = ProjectYear.objects.filter(zone_id=actor.zone_id, project_id__in=[one.id for one in projects])
    for row in rows.order_by("year"):
        found[row.project_id].append(
            {
                "year": row.year,
                "class": row.start_class,
                "sub_class": row.sub_class,
                "annual_plan_cny": to_json(row.annual_plan_cny),
                "concentrated_start": row.concentrated_start,
                "version": row.version,
            }
        )
    return found


def _duties(projects: Sequence[Project], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = ProjectDuty.objects.filter(
        zone_id=actor.zone_id, project_id__in=[one.id for one in projects], valid_to__isnull=True
    )
    for row in rows.select_related("person").order_by("role"):
        since = row.valid_from.isoformat()
        found[row.project_id].append(
            {"id": str(row.id), "role": row.role, "person": named(row.person), "since": since}
        )
    return found


def _lights(projects: Sequence[Project], actor: Actor) -> Mapping[UUID, Any]:
    rows = ProjectLight.objects.filter(zone_id=actor.zone_id, project_id__in=[one.id for one in projects])
    return {
        row.project_id: {"colour": row.colour, "since": row.since.isoformat(), "days_to_red": row.days_to_red}
        for row in rows
    }


def _items(reports: Sequence[ProgressReport], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = ProgressItem.objects.filter(zone_id=actor.zone_id, report_id__in=[one.id for one in reports])
    for row in rows.select_related("work").order_by("id"):
        found[row.report_id].append(
            {
                "work": named(row.work),
                "stage": row.stage,
                "floor": row.floor,
                "share": to_json(row.share),
            }
        )
    return found


PROJECTS = Collection(
    name="projects",
    about="Projects, each once however many lists it stands on.",
    model=Project,
    permission=VIEW,
    rows=lambda actor: visible_projects(actor=actor),
    narrow=_narrow,
    fields=columns(
        Project,
        "id version name code type owner_name investor_name capital_origin industry_code total_investment "
        "currency exchange_rate rate_date total_cny unit registration_unit statistical_unit task_force "
        "construction_from construction_to committed_start committed_start_precision committed_finish "
        "committed_finish_precision forecast_start forecast_finish actual_start actual_start_precision "
        "actual_finish stage_note remark last_reported_on withdrawn_on",
    ),
    extras=(
        Extra(
            "years",
            list_of(
                year=WHOLE,
                **{"class": TEXT},
                sub_class=TEXT,
                annual_plan_cny=maybe(AMOUNT),
                concentrated_start=TRUTH,
                version=WHOLE,
            ),
            _years,
            (ProjectYear,),
            empty=[],
        ),
        Extra(
            "duties", list_of(id=ID, role=TEXT, person=NAMED, since=DAY), _duties, (ProjectDuty,), empty=[]
        ),
        Extra(
            "light", maybe(an_object(colour=TEXT, since=DAY, days_to_red=maybe(WHOLE))), _lights, models=None
        ),
    ),
    filters=(
        Filter("year", WHOLE, "The year of plan and list; without it, projects of all years are shown."),
        Filter("light", _enum(*LIGHTS), "The light; repeatable.", many=True, now_only=True),
        Filter("unit", ID, "The responsible unit, with all below it."),
        Filter("lead", ID, "The lead official."),
        Filter("liaison", ID, "The liaison."),
        Filter("list", ID, "On that list now."),
        Filter("listed", YES_OR_NO, "On any list of the year."),
        Filter("class", _enum(*StartClass.values), "Carry-over or new start."),
        Filter("sub", _enum(*SubClass.values, NONE), "What a carry-over does this year."),
        Filter("started", YES_OR_NO, "Whether construction has started."),
        Filter("concentrated", YES_OR_NO, "In a concentrated start."),
        Filter("origin", _enum(*CapitalOrigin.values), "Where the capital comes from."),
        Filter(
            "missing", _enum(ANY, NONE, *BundlePart.values), "What the four-part bundle lacks.", now_only=True
        ),
        Filter("matters", _enum(*WithMatters.values), "With open or overdue matters.", now_only=True),
        Filter("planned", _enum(*Planned), "With a plan for the year, without one, or any."),
        Filter("withdrawn", YES_OR_NO, "Those withdrawn, and only those."),
        Filter("q", TEXT, "Words of name, owner or code."),
    ),
    past=(Project, ProjectYear, ProjectDuty, ListMembership),
)

MILESTONES = Collection(
    name="milestones",
    about="Steps of projects with their committed, forecast and actual dates.",
    model=Milestone,
    permission=VIEW,
    rows=lambda actor: visible_milestones(actor=actor),
    fields=columns(
        Milestone,
        "id version project code name stage order anchor approver unit committed_start committed_finish "
        "expected_finish expected_duration expected_reason forecast_start forecast_finish actual_start "
        "actual_finish critical dropped_on",
    ),
    filters=(
        of("project", "Of one project."),
        Filter(
            "open",
            TRUTH,
            "Neither finished nor dropped.",
            lambda rows, value, _zone: (
                rows.filter(actual_finish=None, dropped_on=None)
                if value
                else rows.exclude(actual_finish=None, dropped_on=None)
            ),
        ),
        Filter(
            "critical", TRUTH, "On the critical path.", lambda rows, value, _z: rows.filter(critical=value)
        ),
    ),
    past=(Milestone, Project, ProjectDuty),
)

PLANS = Collection(
    name="plans",
    about="Rounds of planning: drafted, submitted, committed or returned.",
    model=Plan,
    permission=VIEW,
    rows=lambda actor: visible_plans(actor=actor),
    fields=columns(
        Plan,
        "id version project number status template target reason drafted_by submitted_at submitted_by "
        "decided_at decided_by committed_on meeting decision_note",
    ),
    filters=(of("project", "Of one project."), chosen("status", PlanStatus, "How far it has come.")),
    past=(Plan, Project, ProjectDuty),
)

PLAN_TEMPLATES = Collection(
    name="plan-templates",
    about="Templates from which plans begin.",
    model=PlanTemplate,
    permission=VIEW,
    rows=lambda actor: PlanTemplate.objects.filter(zone_id=actor.zone_id),
    fields=columns(PlanTemplate, "id version code name"),
    past=(PlanTemplate,),
)

REPORTS = Collection(
    name="progress-reports",
    about="What stands on the sites, as reported.",
    model=ProgressReport,
    permission=VIEW,
    rows=lambda actor: visible_reports(actor=actor),
    fields=columns(
        ProgressReport, "id version project day text next_plan difficulty share reporter_name filed_at"
    ),
    extras=(
        Extra(
            "works",
            list_of(work=NAMED, stage=TEXT, floor=maybe(WHOLE), share=maybe(AMOUNT)),
            _items,
            (ProgressItem,),
            empty=[],
        ),
    ),
    filters=(of("project", "Of one project."), *days("day")),
    past=(ProgressReport, Project, ProjectDuty),
)
