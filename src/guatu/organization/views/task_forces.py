"""Pages of task forces."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.organization.choices import MemberRole
from guatu.organization.forms.task_forces import TaskForceDisbandForm, TaskForceForm, TaskForceMembersForm
from guatu.organization.models import TaskForce
from guatu.organization.policies import TASK_FORCES, may_manage_task_force
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import get_task_force, members_of, task_forces
from guatu.organization.use_cases.change_task_force_members import change_task_force_members
from guatu.organization.use_cases.disband_task_force import disband_task_force
from guatu.organization.use_cases.form_task_force import form_task_force
from guatu.organization.views.pages import FormPage, address, form_page, posted, require

form_methods = require_http_methods(["GET", "POST"])
_RANK = list(MemberRole)


@require_GET
def list_task_forces(request: ZoneRequest) -> HttpResponse:
    """Those at work, then those that were disbanded; each with its heads and how many members it has."""
    forces = list(task_forces(actor=request.actor).prefetch_related("members__person"))
    lines = []
    for force in forces:
        members = [m for m in force.members.all() if m.valid_to == force.valid_to]
        heads = [m.person for m in members if m.role == MemberRole.HEAD]
        lines.append((force, heads, len(members)))
    return render(
        request,
        "organization/task_forces.html",
        {
            "at_work": [line for line in lines if line[0].valid_to is None],
            "disbanded": [line for line in lines if line[0].valid_to is not None],
            "may_form": request.actor.may(TASK_FORCES),
        },
    )


@require_GET
def show_task_force(request: ZoneRequest, task_force_id: UUID) -> HttpResponse:
    """One task force: members, those who were, history."""
    force = get_task_force(task_force_id, actor=request.actor)
    members = sorted(members_of(force), key=lambda m: _RANK.index(MemberRole(m.role)))
    return render(
        request,
        "organization/task_force.html",
        {
            "force": force,
            "members": [m for m in members if m.valid_to == force.valid_to],
            "former": [m for m in members if m.valid_to != force.valid_to],
            "history": history_of(force.id, zone_id=force.zone_id)[:30],
            "may_manage": may_manage_task_force(request.actor, force) and force.valid_to is None,
        },
    )


def _page_of(request: ZoneRequest, force: TaskForce) -> str:
    return address(request, "task-force", force.id)


@form_methods
def form(request: ZoneRequest) -> HttpResponse:
    """A new task force with its first members."""
    require(request.actor.may(TASK_FORCES), TASK_FORCES)
    bound = TaskForceForm(posted(request), actor=request.actor, day=today(request.zone))

    def act(values: dict[str, Any]) -> str:
        chosen = {name: values[name] for name in ("name", "unit", "valid_from")}
        return _page_of(request, form_task_force(actor=request.actor, seats=bound.seats(), **chosen))

    page = FormPage(_("Form a task force"), _("Form the task force"), back=address(request, "task-forces"))
    return form_page(request, bound, page, act, template="organization/task_force_form.html")


@form_methods
def change_members(request: ZoneRequest, task_force_id: UUID) -> HttpResponse:
    """Who leaves and who joins."""
    force = get_task_force(task_force_id, actor=request.actor)
    require(may_manage_task_force(request.actor, force), TASK_FORCES)
    bound = TaskForceMembersForm(
        posted(request), actor=request.actor, task_force=force, day=today(request.zone)
    )

    def act(values: dict[str, Any]) -> str:
        change_task_force_members(
            actor=request.actor,
            task_force=force,
            on=values["on"],
            joining=bound.seats(),
            leaving=[member.id for member in values["leaving"]],
            reason=values["reason"],
        )
        return _page_of(request, force)

    page = FormPage(
        _("Members of %s") % force.name,
        _("Change the members"),
        back=_page_of(request, force),
        lead=_("For another role, let somebody leave and join on the same day."),
    )
    return form_page(request, bound, page, act, template="organization/task_force_form.html", force=force)


@form_methods
def disband(request: ZoneRequest, task_force_id: UUID) -> HttpResponse:
    """The last day of a task force."""
    force = get_task_force(task_force_id, actor=request.actor)
    require(may_manage_task_force(request.actor, force), TASK_FORCES)

    def act(values: dict[str, Any]) -> str:
        force.version = values.pop("version")
        disband_task_force(actor=request.actor, task_force=force, **values)
        messages.success(request, _("The task force “%s” is disbanded.") % force.name)
        return _page_of(request, force)

    page = FormPage(
        _("Disband %s") % force.name,
        _("Disband the task force"),
        back=_page_of(request, force),
        lead=_("Its members and its past stay on file."),
        danger=True,
    )
    bound = TaskForceDisbandForm(posted(request), task_force=force, day=today(request.zone))
    return form_page(request, bound, page, act)
