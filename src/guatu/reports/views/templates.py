"""Pages of briefing templates."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.figures.registry import figures_of
from guatu.organization.requests import ZoneRequest
from guatu.reports.forms import TemplateForm
from guatu.reports.models import BriefingTemplate
from guatu.reports.policies import TEMPLATES, may_define_briefing_template
from guatu.reports.selectors.briefings import get_template, templates
from guatu.reports.use_cases.define_briefing_template import define_briefing_template

_FIELDS = ("name", "code", "aim", "heading", "addressee", "text")


@require_safe
def briefing_templates(request: ZoneRequest) -> HttpResponse:
    found = templates(actor=request.actor)
    may_define = may_define_briefing_template(request.actor)
    return render(request, "reports/templates.html", {"templates": found, "may_define": may_define})


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest, briefing_template_id: UUID | None = None) -> HttpResponse:
    one: BriefingTemplate | None = (
        get_template(briefing_template_id, actor=request.actor) if briefing_template_id else None
    )
    if not may_define_briefing_template(request.actor):
        raise NotAllowed(TEMPLATES)
    initial = {name: getattr(one, name) for name in _FIELDS} if one else {}
    form = TemplateForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                define_briefing_template(actor=request.actor, template=one, **form.cleaned_data)
            except InvalidInput as error:
                form.add_faults(error)
            else:
                messages.success(request, _("The template is kept. Drafts begun before keep their text."))
                return redirect("reports:briefing-templates", request.zone.code)
    context = {
        "form": form,
        "title": one.name if one else _("New briefing template"),
        "back": reverse("reports:briefing-templates", args=[request.zone.code]),
        "figures": figures_of(request.zone.id),
    }
    return render(request, "reports/edit.html", context, status=status)
