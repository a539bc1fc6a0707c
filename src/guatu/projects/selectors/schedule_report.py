"""A project scheduled back from its target, for commands and other programs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.projects.models.plan import Plan
from guatu.projects.models.project import Project
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec, plans_of
from guatu.projects.selectors.plan_outlook import Outlook, outlook
from guatu.projects.selectors.plan_templates import current_templates, template_for, template_spec
from guatu.projects.selectors.projects import visible_projects


@dataclass(frozen=True)
class ProjectSchedule:
    """What was scheduled: `basis` is “draft”, “committed” or, where the project has no plan, “template”."""

    project: Project
    basis: str
    plan: Plan | None
    outlook: Outlook


def find_project(words: str, *, actor: Actor) -> Project:
    """The project with this id, code or name; or the only one with these words in its name.

    Raises `NotFound`, or `InvalidInput` naming the candidates where several match.
    """
    projects = visible_projects(actor=actor).select_related("unit")
    try:
        exact = projects.filter(id=UUID(words))
    except ValueError:
        exact = projects.filter(Q(name=words) | Q(code=words))
    found = list(exact[:6]) or list(projects.filter(name__icontains=words).order_by("name")[:6])
    if not found:
        raise NotFound(_("There is no project “%(words)s”.") % {"words": words})
    if len(found) > 1:
        names = "; ".join(f"{p.name} ({p.owner_name or p.unit.name}) {p.id}" for p in found[:5])
        raise InvalidInput({"project": _("several projects match: %(names)s") % {"names": names}})
    return found[0]


def project_schedule(
    project: Project, *, actor: Actor, today: date, target: date | None = None
) -> ProjectSchedule:
    """The open draft of the project, else its approved plan, else the template for its type; nothing is stored.

    `target` takes the place of the plan's own; without a plan, of the committed finish. Raises `Refused` where
    there is neither plan nor template.
    """
    plans = plans_of(project)
    plan = plans.open or plans.committed
    spec = plan_spec(plan) if plan is not None else _from_template(project, actor)
    if target is not None:
        spec = replace(spec, target=target)
    found = outlook(project.zone_id, spec, facts_of(project, milestones_of(project), spec), today)
    basis = "template" if plan is None else "draft" if plan is plans.open else "committed"
    return ProjectSchedule(project, basis, plan, found)


def _from_template(project: Project, actor: Actor) -> PlanSpec:
    template = template_for(project.type, current_templates(actor=actor))
    if template is None:
        raise Refused(
            _("The project has no plan, and there is no template for its type."), code="no_template"
        )
    return replace(template_spec(template).plan, target=project.committed_finish)
