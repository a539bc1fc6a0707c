"""The proof of start: filing it, and giving the verdict."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import ProjectType
from guatu.projects.forms.progress import StartProofForm, VerdictForm
from guatu.projects.policies.progress import may_file_start_proof
from guatu.projects.rules.start_of_construction import starts_of
from guatu.projects.selectors.projects import get_project
from guatu.projects.selectors.start_proofs import get_start_proof, proof_view, start_proof_panel
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.reject_start_proof import reject_start_proof
from guatu.projects.use_cases.verify_start_proof import verify_start_proof


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Claim that construction has started, with photos."""
    project = get_project(project_id, actor=request.actor)
    if not may_file_start_proof(request.actor, project):
        raise NotAllowed("projects.file_start_proof")
    posted = request.method == "POST"
    form = StartProofForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"day": today(request.zone)},
    )
    if posted and form.is_valid():
        try:
            proof = file_start_proof(actor=request.actor, project=project, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The proof is filed. Somebody else will verify it."))
            return redirect("projects:start-proof", request.zone.code, proof.id)
    context = {
        "project": project,
        "form": form,
        "panel": start_proof_panel(project, actor=request.actor),
        "starts": [kind.label for kind in sorted(starts_of(ProjectType(project.type)))],
    }
    status = 422 if form.errors else 200
    return render(request, "projects/progress/start_proof_form.html", context, status=status)


@require_safe
def show(request: ZoneRequest, proof_id: UUID) -> HttpResponse:
    """One proof with its photos and, for whoever may give it, the verdict."""
    return _proof(request, proof_id, VerdictForm())


@require_POST
def verify(request: ZoneRequest, proof_id: UUID) -> HttpResponse:
    """Confirm the proof: the project has started on that day."""
    proof = get_start_proof(proof_id, actor=request.actor)
    verify_start_proof(actor=request.actor, proof=proof, note=request.POST.get("note", ""))
    messages.success(request, _("Verified. The project has started."))
    return redirect("projects:project", request.zone.code, proof.project_id)


@require_POST
def reject(request: ZoneRequest, proof_id: UUID) -> HttpResponse:
    """Turn the proof down, with a note."""
    proof = get_start_proof(proof_id, actor=request.actor)
    form = VerdictForm(request.POST)
    if form.is_valid():
        try:
            reject_start_proof(actor=request.actor, proof=proof, note=form.cleaned_data["note"])
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("Rejected. The filer sees why and may file again."))
            return redirect("projects:project", request.zone.code, proof.project_id)
    return _proof(request, proof_id, form)


def _proof(request: ZoneRequest, proof_id: UUID, form: VerdictForm) -> HttpResponse:
    proof = get_start_proof(proof_id, actor=request.actor)
    context = {
        "project": proof.project,
        "view": proof_view(proof, actor=request.actor),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/progress/start_proof.html", context, status=status)
