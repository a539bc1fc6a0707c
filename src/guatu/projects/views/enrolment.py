"""The way into the statistics library: who still has to enter, one project's papers, the bureau's entry, the rules."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.enrolment import EnrolForm, EnrolmentRulesForm, PaperForm
from guatu.projects.policies.enrolment import (
    ENROL,
    FILE,
    RULES,
    may_choose_enrolment_rules,
    may_enrol_project,
    may_file_enrolment_paper,
)
from guatu.projects.selectors.enrolment import (
    enrolled_projects,
    enrolment_panel,
    enrolment_rule_sets,
    enrolment_rules_on,
    enrolment_states,
    to_enrol,
)
from guatu.projects.selectors.projects import VIEW, get_project, sees_projects
from guatu.projects.use_cases.choose_enrolment_rules import choose_enrolment_rules
from guatu.projects.use_cases.enrol_project import enrol_project
from guatu.projects.use_cases.file_enrolment_paper import file_enrolment_paper
from guatu.projects.views.pages import FormPage, address, form_page, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """Started and big enough, but not in the library: what is missing where, the latest due first; and who is in it."""
    require(sees_projects(actor=request.actor), VIEW)
    day = today(request.zone)
    waiting = enrolment_states(
        to_enrol(day, actor=request.actor).select_related("unit"), zone_id=request.zone.id, day=day
    )
    waiting.sort(key=lambda state: (state.due or day, state.project.name))
    return render(
        request,
        "projects/enrolment/index.html",
        {
            "waiting": waiting,
            "overdue": sum(state.due is not None and state.due < day for state in waiting),
            "ready": sum(state.is_ready for state in waiting),
            "enrolled": enrolled_projects(day, actor=request.actor)
            .select_related("unit")
            .order_by("-stat_entry_date", "name"),
            "rules": enrolment_rules_on(request.zone.id, day),
            "may_choose": may_choose_enrolment_rules(request.actor),
            "day": day,
        },
    )


@require_safe
def show(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """The checklist of one project with its papers, names that do not match, and the bureau's entries."""
    project = get_project(project_id, actor=request.actor)
    day = today(request.zone)
    panel = enrolment_panel(project, actor=request.actor, day=day)
    return render(
        request,
        "projects/enrolment/show.html",
        {"project": project, "panel": panel, "rules": enrolment_rules_on(project.zone_id, day), "day": day},
    )


@form_methods
def file(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Add a paper."""
    project = get_project(project_id, actor=request.actor)
    require(may_file_enrolment_paper(request.actor, project), FILE)
    panel = enrolment_panel(project, actor=request.actor, day=today(request.zone))
    codes = [line.material.code for line in panel.state.lines]
    posted = request.method == "POST"
    chosen = request.GET.get("paper", "")
    known = next((line.paper for line in panel.state.lines if line.material.code == chosen), None)
    initial = {"material": chosen} | (
        {name: getattr(known, name) for name in ("owner_on_paper", "project_on_paper", "dated", "note")}
        if known is not None
        else {"owner_on_paper": "", "project_on_paper": ""}
    )
    form = PaperForm(
        request.POST if posted else None, request.FILES if posted else None, codes=codes, initial=initial
    )
    back = address(request, "enrolment", project.id)

    def act() -> str:
        file_enrolment_paper(actor=request.actor, project=project, **form.cleaned_data)
        messages.success(request, _("The paper is filed."))
        return back

    page = FormPage(_("Paper for the statistics library: %s") % project.name, _("File"), back)
    return form_page(request, form, page, act, template="projects/enrolment/form.html")


@form_methods
def enrol(request: ZoneRequest, project_id: UUID) -> HttpResponse:
    """Record the bureau's entry."""
    project = get_project(project_id, actor=request.actor)
    require(may_enrol_project(request.actor, project), ENROL)
    form = EnrolForm(request.POST or None, initial={"entered_on": today(request.zone)})
    back = address(request, "enrolment", project.id)

    def act() -> str:
        enrol_project(actor=request.actor, project=project, **form.cleaned_data)
        messages.success(request, _("The entry is recorded."))
        return back

    page = FormPage(
        _("Entry of %s in the statistics library") % project.name,
        _("Record the entry"),
        back,
        _("As the bureau states it. What is recorded stays; a correction of the bureau is a further entry."),
    )
    return form_page(request, form, page, act)


@form_methods
def rules(request: ZoneRequest) -> HttpResponse:
    """The rules in force with all their versions, and the form for the next one."""
    require(may_choose_enrolment_rules(request.actor), RULES)
    current = enrolment_rules_on(request.zone.id, today(request.zone))
    form = EnrolmentRulesForm(request.POST or None, rules=current)
    back = address(request, "enrolments")

    def act() -> str:
        choose_enrolment_rules(actor=request.actor, **form.values())
        messages.success(request, _("The rules hold from today."))
        return back

    page = FormPage(
        _("Rules of enrolment"),
        _("Choose these rules"),
        back,
        _("Places differ in what they ask for. A change is a new version; the old one stays."),
    )
    return form_page(
        request,
        form,
        page,
        act,
        template="projects/enrolment/rules.html",
        versions=enrolment_rule_sets(request.zone.id),
    )
