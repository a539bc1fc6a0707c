"""Pages of the people in a grid: who works there, and who stands in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.grids.forms.staff import AssignForm, EndForm, SubstituteForm
from guatu.grids.policies import MANAGE, may_manage_grid, may_manage_substitute, may_manage_worker
from guatu.grids.selectors.grids import get_grid, get_substitute, get_worker
from guatu.grids.use_cases.assign_grid_worker import assign_grid_worker
from guatu.grids.use_cases.end_grid_worker import end_grid_worker
from guatu.grids.use_cases.end_substitute import end_substitute
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.grids.views.pages import FormPage, address, form_page, posted, require
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "POST"])


@form_methods
def assign(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """Somebody into a grid."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    form = AssignForm(posted(request), actor=request.actor, day=today(request.zone))

    def act(values: dict[str, Any]) -> str:
        worker = assign_grid_worker(actor=request.actor, grid=grid, **values)
        words = {"person": worker.person.name, "grid": grid.name, "role": worker.get_role_display()}
        messages.success(request, _("%(person)s is %(role)s of “%(grid)s”.") % words)
        return address(request, "grid", grid.id)

    page = FormPage(_("Assign somebody to %s") % grid.name, _("Assign"), address(request, "grid", grid.id))
    return form_page(request, form, page, act)


@form_methods
def end(request: ZoneRequest, worker_id: UUID) -> HttpResponse:
    """Somebody's work in a grid ends."""
    worker = get_worker(worker_id, actor=request.actor)
    require(may_manage_worker(request.actor, worker), MANAGE)
    form = EndForm(posted(request), day=today(request.zone), version=worker.version)

    def act(values: dict[str, Any]) -> str:
        worker.version = values.pop("version")
        end_grid_worker(actor=request.actor, worker=worker, **values)
        return address(request, "grid", worker.grid_id)

    page = FormPage(
        _("End the work of %(person)s in %(grid)s")
        % {"person": worker.person.name, "grid": worker.grid.name},
        _("End the work"),
        address(request, "grid", worker.grid_id),
        lead=_("Who worked there stays on file."),
        danger=True,
    )
    return form_page(request, form, page, act)


@form_methods
def name(request: ZoneRequest, worker_id: UUID) -> HttpResponse:
    """Who stands in while somebody is on leave."""
    worker = get_worker(worker_id, actor=request.actor)
    require(may_manage_worker(request.actor, worker), MANAGE)
    form = SubstituteForm(posted(request), actor=request.actor, worker=worker, day=today(request.zone))

    def act(values: dict[str, Any]) -> str:
        substitute = name_substitute(actor=request.actor, worker=worker, **values)
        words = {"person": substitute.person.name, "away": worker.person.name}
        messages.success(request, _("%(person)s stands in for %(away)s.") % words)
        return address(request, "grid", worker.grid_id)

    page = FormPage(
        _("Who stands in for %s?") % worker.person.name,
        _("Name the substitute"),
        address(request, "grid", worker.grid_id),
        lead=_("On these days the substitute answers for %s.") % worker.grid.name,
    )
    return form_page(request, form, page, act)


@form_methods
def end_substitution(request: ZoneRequest, substitute_id: UUID) -> HttpResponse:
    """Somebody is back earlier."""
    substitute = get_substitute(substitute_id, actor=request.actor)
    require(may_manage_substitute(request.actor, substitute), MANAGE)
    day = min(today(request.zone), substitute.valid_to)
    form = EndForm(posted(request), day=day, version=substitute.version)

    def act(values: dict[str, Any]) -> str:
        substitute.version = values.pop("version")
        end_substitute(actor=request.actor, substitute=substitute, **values)
        return address(request, "grid", substitute.worker.grid_id)

    page = FormPage(
        _("%s is back from leave") % substitute.worker.person.name,
        _("End the substitution"),
        address(request, "grid", substitute.worker.grid_id),
        lead=_("The last day on which %s stands in. A day before the first takes the substitution back.")
        % substitute.person.name,
        danger=True,
    )
    return form_page(request, form, page, act)
