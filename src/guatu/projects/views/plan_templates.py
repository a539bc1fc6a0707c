"""Plan templates: which there are, what one says, and its next version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.plan_templates import DurationsForm, TemplateTextForm
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.plan_words import length_words, link_words
from guatu.projects.policies.plan import may_define_plan_template
from guatu.projects.rules.plan_spec import TemplateSpec
from guatu.projects.selectors.plan_templates import get_plan_template, plan_templates, template_spec
from guatu.projects.template_files import shipped_templates, write_template
from guatu.projects.use_cases.define_plan_template import define_plan_template
from guatu.projects.use_cases.load_plan_templates import load_plan_templates
from guatu.projects.views.pages import FormPage, address, form_page, require


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """The templates in use, each with its earlier versions."""
    templates = list(plan_templates(actor=request.actor))
    known = {template.code for template in templates}
    may_define = may_define_plan_template(request.actor)
    context = {
        "templates": [
            (t, [x for x in templates if x.code == t.code and not x.is_current])
            for t in templates
            if t.is_current
        ],
        "may_define": may_define,
        "may_load": may_define and any(t.code not in known for t in shipped_templates()),
    }
    return render(request, "projects/plan/templates.html", context)


@require_POST
def load(request: ZoneRequest) -> HttpResponse:
    """Define the templates that come with the program and the zone lacks."""
    count = load_plan_templates(actor=request.actor)
    text = ngettext("%(count)d template loaded.", "%(count)d templates loaded.", count)
    messages.success(request, text % {"count": count})
    return redirect("projects:plan-templates", request.zone.code)


@require_safe
def show(request: ZoneRequest, template_id: UUID) -> HttpResponse:
    """One version of a template."""
    template = get_plan_template(template_id, actor=request.actor)
    spec = template_spec(template)
    names = {m.code: m.name for m in spec.plan.milestones}
    context = {
        "template": template,
        "rows": [
            (m, length_words(m.duration, m.unit_of_time), [link_words(link, names) for link in m.links])
            for m in spec.plan.milestones
        ],
        "may_define": template.is_current and may_define_plan_template(request.actor),
        "history": history_of(template.id, zone_id=template.zone_id)[:20],
    }
    return render(request, "projects/plan/template.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def durations(request: ZoneRequest, template_id: UUID) -> HttpResponse:
    """The next version with other durations."""
    template = _current(request, template_id)
    spec = template_spec(template)
    form = DurationsForm(request.POST if request.method == "POST" else None, template=spec)
    page = FormPage(
        _("Other durations for “%(name)s”") % {"name": template.name},
        _("Put the new version into use"),
        address(request, "plan-template", template.id),
        lead=_("Plans that were made from the earlier version stay as they are."),
    )

    def act() -> str:
        return _define(request, form.changed(), form.cleaned_data["reason"])

    return form_page(request, form, page, act, template="projects/plan/template_durations.html")


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: ZoneRequest, template_id: UUID) -> HttpResponse:
    """The next version as text: milestones and links may change too."""
    template = _current(request, template_id)
    return _text_page(request, template_spec(template), template)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A template of the zone's own."""
    require(may_define_plan_template(request.actor), "projects.define_plan_template")
    return _text_page(request, None, None)


def _text_page(
    request: ZoneRequest, spec: TemplateSpec | None, template: PlanTemplate | None
) -> HttpResponse:
    initial: dict[str, Any] = {"text": write_template(spec)} if spec is not None else {}
    form = TemplateTextForm(request.POST if request.method == "POST" else None, initial=initial)
    back = (
        address(request, "plan-template", template.id)
        if template is not None
        else address(request, "plan-templates")
    )
    page = FormPage(
        template.name if template is not None else _("New plan template"), _("Put it into use"), back
    )

    def act() -> str:
        return _define(request, form.cleaned_data["template"], form.cleaned_data["reason"])

    return form_page(request, form, page, act)


def _define(request: ZoneRequest, spec: TemplateSpec, reason: str) -> str:
    row = define_plan_template(actor=request.actor, template=spec, reason=reason)
    messages.success(
        request, _("“%(name)s”, version %(number)d, is in use.") % {"name": row.name, "number": row.number}
    )
    return address(request, "plan-template", row.id)


def _current(request: ZoneRequest, template_id: UUID) -> PlanTemplate:
    template = get_plan_template(template_id, actor=request.actor)
    require(may_define_plan_template(request.actor), "projects.define_plan_template")
    return template
