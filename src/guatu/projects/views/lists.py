"""Pages of project lists: the lists of a year, one list with its projects, and what changes them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.lists import EnterForm, LeaveForm, ListForm
from guatu.projects.models.lists import ProjectList
from guatu.projects.policies.lists import MANAGE_LISTS, may_end_membership, may_manage_list, may_manage_lists
from guatu.projects.selectors.filters import ProjectFilters, filter_choices
from guatu.projects.selectors.lists import (
    candidates,
    get_list,
    get_membership,
    list_summary,
    membership_log,
    memberships_of,
)
from guatu.projects.selectors.projects import VIEW, sees_projects, visible_projects
from guatu.projects.selectors.table import project_table
from guatu.projects.selectors.years import contradictions_of_year
from guatu.projects.use_cases.define_list import define_list
from guatu.projects.use_cases.enter_list import enter_list
from guatu.projects.use_cases.freeze_list import freeze_list
from guatu.projects.use_cases.leave_list import leave_list
from guatu.projects.views.pages import FormPage, address, form_page, require, year_in
from guatu.projects.views.summary import Rows, summary_lines
from guatu.projects.views.table import heads

PAGE = 100
# As many candidates as are offered at once; words narrow them down.
OFFERED = 200


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """The lists of `?year=`, each with its counts and sums, and all of them with every project once."""
    year = year_in(request)
    summary = list_summary(actor=request.actor, year=year)
    rows = Rows(address(request, "projects"), year=year, listed="yes")
    return render(
        request,
        "projects/lists/lists.html",
        {
            "summary": summary,
            "year": year,
            "years": filter_choices(actor=request.actor, year=year).years,
            "lines": summary_lines(summary.union, rows, day=today(request.zone)) if summary.lines else [],
            "may_manage": may_manage_lists(request.actor),
            "sees_figures": request.actor.may("reports.view_figure"),
        },
    )


@require_GET
def contradictions(request: ZoneRequest) -> HttpResponse:
    """What contradicts itself in `?year=`; `?code=` shows one kind."""
    require(sees_projects(actor=request.actor), VIEW)
    year, code = year_in(request), request.GET.get("code", "")
    found = contradictions_of_year(actor=request.actor, year=year)
    rows = [row for row in found.rows if not code or any(c.code == code for c in row.found)]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/lists/contradictions.html",
        {
            "found": found,
            "page": page,
            "code": code,
            "year": year,
            "years": filter_choices(actor=request.actor, year=year).years,
        },
    )


@require_GET
def show(request: ZoneRequest, list_id: UUID) -> HttpResponse:
    """One list: its paragraph, its projects, and what has entered and left."""
    project_list = get_list(list_id, actor=request.actor)
    day, sort = today(request.zone), request.GET.get("sort", "")
    filters = ProjectFilters(year=project_list.year, list_id=project_list.id)
    table = project_table(
        actor=request.actor, filters=filters, day=day, sort=sort, number=request.GET.get("page", "1")
    )
    rows = Rows(address(request, "projects"), year=project_list.year, list=project_list.id)
    may_manage = may_manage_list(request.actor, project_list)
    shown = [row.project.id for row in table.rows]
    return render(
        request,
        "projects/lists/list.html",
        {
            "list": project_list,
            "table": table,
            "page": table.page,
            "heads": heads(sort),
            "lines": summary_lines(table.totals, rows, day=day),
            "log": membership_log(project_list, actor=request.actor),
            "memberships": memberships_of(project_list, shown) if may_manage else {},
            "may_manage": may_manage,
            "sees_figures": request.actor.may("reports.view_figure"),
            "may_define": may_manage and project_list.frozen_at is None,
        },
    )


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new list."""
    require(may_manage_lists(request.actor), MANAGE_LISTS)
    form = ListForm(request.POST or None, year=year_in(request))
    page = FormPage(_("New list"), _("Define the list"), address(request, "lists"))
    return form_page(request, form, page, lambda: _defined(request, form))


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, list_id: UUID) -> HttpResponse:
    """The definition of a list that is not frozen."""
    project_list = get_list(list_id, actor=request.actor)
    require(may_manage_list(request.actor, project_list), MANAGE_LISTS)
    form = ListForm(request.POST or None, project_list=project_list)
    page = FormPage(
        _("Definition of the list"), _("Save"), address(request, "list", list_id), project_list.name
    )
    return form_page(
        request,
        form,
        page,
        lambda: _defined(request, form, project_list),
        stored=lambda: ListForm(project_list=get_list(list_id, actor=request.actor)).initial,
    )


def _defined(request: ZoneRequest, form: ListForm, project_list: ProjectList | None = None) -> str:
    values = dict(form.cleaned_data)
    version = values.pop("version")
    if project_list is not None:
        project_list.version = version or project_list.version
    saved = define_list(actor=request.actor, project_list=project_list, **values)
    messages.success(request, _("The list “%s” is defined.") % saved.name)
    return address(request, "list", saved.id)


@require_POST
def freeze(request: ZoneRequest, list_id: UUID) -> HttpResponse:
    """From now on entry and exit need a reason."""
    project_list = freeze_list(actor=request.actor, project_list=get_list(list_id, actor=request.actor))
    messages.success(request, _("The list is frozen: entry and exit need a reason from now on."))
    return redirect("projects:list", request.zone.code, project_list.id)


@require_http_methods(["GET", "POST"])
def enter(request: ZoneRequest, list_id: UUID) -> HttpResponse:
    """Choose projects to put on the list; `?q=` narrows them down."""
    project_list = get_list(list_id, actor=request.actor)
    require(may_manage_list(request.actor, project_list), MANAGE_LISTS)
    words = request.GET.get("q", "").strip()
    found = candidates(project_list, actor=request.actor, words=words)
    offered = list(found[: OFFERED + 1])
    form = EnterForm(
        request.POST or None,
        offered=offered[:OFFERED],
        frozen=project_list.frozen_at is not None,
        initial={"on": today(request.zone)},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = visible_projects(actor=request.actor).filter(id__in=data["projects"]).order_by("name")
        try:
            entered = enter_list(
                actor=request.actor,
                project_list=project_list,
                projects=list(chosen),
                on=data["on"],
                reason=data["reason"],
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            count = len(entered)
            text = ngettext("%d project is on the list now.", "%d projects are on the list now.", count)
            messages.success(request, text % count)
            return redirect("projects:list", request.zone.code, project_list.id)
    return render(
        request,
        "projects/lists/enter.html",
        {
            "list": project_list,
            "form": form,
            "offered": offered[:OFFERED],
            "has_more": len(offered) > OFFERED,
            "chosen": set(request.POST.getlist("projects")),
            "words": words,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def leave(request: ZoneRequest, membership_id: UUID) -> HttpResponse:
    """Take a project off a list."""
    membership = get_membership(membership_id, actor=request.actor)
    require(may_end_membership(request.actor, membership), MANAGE_LISTS)
    frozen = membership.list.frozen_at is not None
    form = LeaveForm(request.POST or None, frozen=frozen, initial={"on": today(request.zone)})

    def act() -> str:
        leave_list(actor=request.actor, membership=membership, **form.cleaned_data)
        messages.success(request, _("“%s” is off the list.") % membership.project.name)
        return address(request, "list", membership.list_id)

    page = FormPage(
        _("Take “%s” off the list") % membership.project.name,
        _("Take off the list"),
        address(request, "list", membership.list_id),
        membership.list.name,
        danger=True,
    )
    return form_page(request, form, page, act)
