"""The facts of a project as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.actor import Actor
from guatu.organization.rules import division_name
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.models.publication import ProjectPublication
from guatu.projects.policies.projects import (
    may_edit_project,
    may_plan_year,
    may_publish_project,
    may_withdraw_project,
)
from guatu.projects.rules.dated import in_words
from guatu.projects.rules.industries import Industry, IndustryFault, parse_industry
from guatu.projects.rules.project_codes import ProjectCode, ProjectCodeFault, parse_project_code
from guatu.projects.selectors.publications import publication_of


@dataclass(frozen=True, slots=True)
class FactsPanel:
    """What is known of a project, read; `code` and `industry` are None where there is none or it cannot be read.

    `code_fault` and `industry_fault` say why a text that came in with a workbook cannot be read.
    """

    project: Project
    code: ProjectCode | None
    code_fault: str
    region_name: str
    industry: Industry | None
    industry_fault: str
    years: Sequence[ProjectYear]
    this_year: int
    may_edit: bool
    may_plan: bool
    may_withdraw: bool
    publication: ProjectPublication | None
    may_publish: bool

    @property
    def committed_start(self) -> str:
        return in_words(self.project.committed_start, self.project.committed_start_precision)

    @property
    def committed_finish(self) -> str:
        return in_words(self.project.committed_finish, self.project.committed_finish_precision)

    @property
    def actual_start(self) -> str:
        return in_words(self.project.actual_start, self.project.actual_start_precision)

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan for this year."""
        return any(row.year == self.this_year for row in self.years)


def facts_panel(project: Project, *, actor: Actor, day: date) -> FactsPanel:
    """The facts of a project read by `get_project` (two queries)."""
    code, code_fault, industry, industry_fault = None, "", None, ""
    if project.code:
        try:
            code = parse_project_code(project.code, today=day)
        except ProjectCodeFault as fault:
            code_fault = str(fault.message)
    if project.industry_code:
        try:
            industry = parse_industry(project.industry_code)
        except IndustryFault as fault:
            industry_fault = str(fault.message)
    open_to_change = project.withdrawn_on is None
    return FactsPanel(
        project=project,
        code=code,
        code_fault=code_fault,
        region_name=division_name(code.region, day) if code else "",
        industry=industry,
        industry_fault=industry_fault,
        years=list(ProjectYear.objects.filter(zone_id=project.zone_id, project=project).order_by("-year")),
        this_year=day.year,
        may_edit=open_to_change and may_edit_project(actor, project),
        may_plan=open_to_change and may_plan_year(actor, project),
        may_withdraw=may_withdraw_project(actor, project) and project.actual_finish is None,
        publication=publication_of(project),
        may_publish=may_publish_project(actor, project),
    )
