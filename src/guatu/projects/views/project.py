"""The project's own page: a battle order 作战单 on one sheet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.selectors.bundle import bundle_panel
from guatu.projects.selectors.dates import dates_panel
from guatu.projects.selectors.enrolment import enrolment_panel
from guatu.projects.selectors.facts import facts_panel
from guatu.projects.selectors.investment import investment_panel
from guatu.projects.selectors.lights import light_view
from guatu.projects.selectors.lists import lists_panel
from guatu.projects.selectors.matters_panel import project_matters
from guatu.projects.selectors.plan_panel import plan_panel
from guatu.projects.selectors.progress import progress_panel
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.start_proofs import start_proof_panel
from guatu.projects.selectors.works import works_panel
from guatu.projects.selectors.years import contradictions_of

SHOWN_HISTORY = 20


@require_safe
def show(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    actor, day = request.actor, today(request.zone)
    project = get_project(project_id, actor=actor)
    return render(
        request,
        "projects/project.html",
        {
            "project": project,
            "day": day,
            "light": light_view(project),
            "facts": facts_panel(project, actor=actor, day=day),
            "lists": lists_panel(project, actor=actor),
            "bundle": bundle_panel(project, actor=actor, day=day),
            "contradictions": contradictions_of(project),
            "dates": dates_panel(project),
            "matters": project_matters(project, actor=actor, zone=request.zone),
            "plan": plan_panel(project, actor=actor, day=day),
            "progress": progress_panel(project, actor=actor, day=day),
            "investment": investment_panel(project, actor=actor, day=day),
            "works": works_panel(project, actor=actor),
            "enrolment": enrolment_panel(project, actor=actor, day=day),
            "start": start_proof_panel(project, actor=actor),
            "history": history_of(project.id, zone_id=project.zone_id)[:SHOWN_HISTORY],
        },
    )
