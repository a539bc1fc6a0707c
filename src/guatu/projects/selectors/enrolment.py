"""The way into the statistics library: rules in force, what is missing where, who is enrolled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor
from guatu.projects.choices import EnrolmentPaper, ProjectType
from guatu.projects.models.enrolment import EnrolmentFile, EnrolmentRuleSet, StatisticalEnrolment
from guatu.projects.models.project import Project
from guatu.projects.policies.enrolment import may_enrol_project, may_file_enrolment_paper
from guatu.projects.rules.enrolment import (
    MATERIALS,
    EnrolmentRules,
    Material,
    Mismatch,
    PaperNames,
    Reporting,
    mismatches,
    missing,
    papers_due,
)
from guatu.projects.selectors.projects import visible_projects


def enrolment_rule_sets(zone_id: UUID) -> QuerySet[EnrolmentRuleSet]:
    """All versions, the newest first."""
    return EnrolmentRuleSet.objects.filter(zone_id=zone_id)


def enrolment_rules_on(zone_id: UUID, day: date) -> EnrolmentRules:
    """The rules in force on `day`; the published ones where the zone has chosen none."""
    version = enrolment_rule_sets(zone_id).filter(in_force_from__lte=day).order_by("-number").first()
    if version is None:
        return EnrolmentRules()
    return EnrolmentRules(
        version.threshold_cny,
        version.direct_cny,
        version.days_after_start,
        tuple(
            Material(m.code, m.applies, m.code in version.compulsory, m.names)
            for m in MATERIALS
            if m.code in version.asked
        ),
    )


def enrolment_thresholds_on(zone_ids: Collection[UUID], day: date) -> dict[UUID, Decimal]:
    """From which sum on a project is to be enrolled, by the rules that each zone had in force on `day` (one query)."""
    versions = EnrolmentRuleSet.objects.filter(zone_id__in=zone_ids, in_force_from__lte=day).order_by(
        "number"
    )
    chosen = dict(versions.values_list("zone_id", "threshold_cny"))
    return {zone_id: chosen.get(zone_id, EnrolmentRules().threshold_cny) for zone_id in zone_ids}


def with_enrolment(projects: QuerySet[Project], as_of: date) -> QuerySet[Any]:
    """With `stat_entry_date`: the day on which the bureau took it in, as the last entry recorded says; None where it
    had not by the end of `as_of`."""
    entries = StatisticalEnrolment.objects.filter(
        zone_id=OuterRef("zone_id"), project_id=OuterRef("pk"), entered_on__lte=as_of
    ).order_by("-id")
    return projects.annotate(stat_entry_date=Subquery(entries.values("entered_on")[:1]))


def enrolled_projects(as_of: date, *, actor: Actor) -> QuerySet[Any]:
    """Projects that stood in the statistics library at the end of `as_of`."""
    return with_enrolment(visible_projects(actor=actor), as_of).filter(stat_entry_date__isnull=False)


def to_enrol(as_of: date, *, actor: Actor) -> QuerySet[Any]:
    """Projects that had started by `as_of`, are big enough, and are not in the library yet."""
    rules = enrolment_rules_on(actor.zone_id, as_of)
    return with_enrolment(visible_projects(actor=actor), as_of).filter(
        stat_entry_date__isnull=True,
        withdrawn_on__isnull=True,
        actual_start__lte=as_of,
        total_cny__gte=rules.threshold_cny,
    )


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One paper asked for, with what is there."""

    material: Material
    label: str
    paper: EnrolmentFile | None
    files: list[Attachment]
    mismatches: list[Mismatch]

    @property
    def is_there(self) -> bool:
        return self.paper is not None


@dataclass(slots=True)
class EnrolmentState:
    """How far one project has come on its way into the library."""

    project: Project
    reporting: Reporting
    missing: tuple[str, ...]
    mismatches: list[Mismatch]
    due: date | None
    filed: int = 0
    entered_on: date | None = None
    lines: list[ChecklistLine] = field(default_factory=list)

    @property
    def missing_labels(self) -> list[str]:
        return [str(EnrolmentPaper(code).label) for code in self.missing]

    @property
    def is_ready(self) -> bool:
        """Whether it could be handed in: nothing compulsory missing, all names matching."""
        return self.reporting is not Reporting.NONE and not self.missing and not self.mismatches


def enrolment_states(projects: Iterable[Project], *, zone_id: UUID, day: date) -> list[EnrolmentState]:
    """The states of projects that the actor was allowed to see, read by `with_enrolment` (two queries)."""
    rows = list(projects)
    rules = enrolment_rules_on(zone_id, day)
    papers: dict[UUID, list[EnrolmentFile]] = defaultdict(list)
    for paper in EnrolmentFile.objects.filter(zone_id=zone_id, project_id__in=[p.id for p in rows]):
        papers[paper.project_id].append(paper)
    return [_state(project, rules, papers[project.id]) for project in rows]


def _state(project: Project, rules: EnrolmentRules, papers: list[EnrolmentFile]) -> EnrolmentState:
    checklist = rules.checklist(project.total_cny, buys_only=project.type == ProjectType.EQUIPMENT)
    return EnrolmentState(
        project=project,
        reporting=rules.reporting(project.total_cny),
        missing=missing(checklist, {paper.material for paper in papers}),
        mismatches=_mismatches(project, papers),
        due=papers_due(project.actual_start, rules),
        filed=len(papers),
        entered_on=getattr(project, "stat_entry_date", None),
    )


def _mismatches(project: Project, papers: list[EnrolmentFile]) -> list[Mismatch]:
    named = [PaperNames(p.material, p.owner_on_paper, p.project_on_paper) for p in papers]
    return mismatches(project.owner_name, project.name, named)


@dataclass(slots=True)
class EnrolmentPanel:
    """What the project's page shows, and what the reader may do there."""

    state: EnrolmentState
    entries: list[StatisticalEnrolment]
    may_file: bool
    may_enrol: bool


def enrolment_panel(project: Project, *, actor: Actor, day: date) -> EnrolmentPanel:
    """The checklist with the papers, and the bureau's entries, newest first."""
    entries = list(
        StatisticalEnrolment.objects.filter(zone_id=project.zone_id, project=project).order_by("-id")
    )
    rules = enrolment_rules_on(project.zone_id, day)
    papers = {p.material: p for p in EnrolmentFile.objects.filter(zone_id=project.zone_id, project=project)}
    state = _state(project, rules, list(papers.values()))
    state.entered_on = entries[0].entered_on if entries else None
    files = attachments_of([paper.id for paper in papers.values()], zone_id=project.zone_id)
    checklist = rules.checklist(project.total_cny, buys_only=project.type == ProjectType.EQUIPMENT)
    for material in checklist:
        paper = papers.get(material.code)
        state.lines.append(
            ChecklistLine(
                material,
                str(EnrolmentPaper(material.code).label),
                paper,
                files[paper.id] if paper is not None else [],
                [m for m in state.mismatches if m.material == material.code],
            )
        )
    going = project.withdrawn_on is None
    return EnrolmentPanel(
        state,
        entries,
        may_file=going and bool(checklist) and may_file_enrolment_paper(actor, project),
        may_enrol=going and may_enrol_project(actor, project),
    )


def visible_papers(*, actor: Actor) -> QuerySet[EnrolmentFile]:
    return EnrolmentFile.objects.filter(
        zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
    )
