"""A matter's page, and the decisions and answers that belong to a part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.matters.choices import TimeKind
from guatu.matters.forms import acts as forms
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import SupportingUnit
from guatu.matters.policies import may_decide, may_follow, may_support
from guatu.matters.selectors.matter_page import matter_page
from guatu.matters.selectors.matters import get_matter
from guatu.matters.subjects import kind_by_label
from guatu.matters.use_cases.approve_clock_stop import approve_clock_stop
from guatu.matters.use_cases.follow_matter import follow_matter
from guatu.matters.use_cases.give_support import give_support
from guatu.matters.use_cases.grant_extension import grant_extension
from guatu.matters.use_cases.refuse_clock_stop import refuse_clock_stop
from guatu.matters.use_cases.refuse_extension import refuse_extension
from guatu.matters.views.pages import FormPage, address, form_page, key_in, require
from guatu.organization.requests import ZoneRequest


@require_safe
def show(request: ZoneRequest, matter_id: UUID) -> HttpResponse:
    """Everything about a matter, and what the reader may do now."""
    matter = get_matter(matter_id, actor=request.actor)
    about = kind_by_label(matter.subject_type)
    found = about.find(request.actor, matter.subject_id) if about and matter.subject_id else None
    context = {
        "matter": matter,
        "page": matter_page(matter, actor=request.actor),
        "subject_url": about.url_name if about and found is not None else "",
    }
    return render(request, "matters/matter.html", context)


def _request_of(request: ZoneRequest, matter_id: UUID, request_id: UUID) -> TimeRequest:
    """A request for time of a matter that the actor sees."""
    matter = get_matter(matter_id, actor=request.actor)
    found = TimeRequest.objects.filter(zone_id=matter.zone_id, matter=matter, id=request_id).first()
    if found is None:
        raise NotFound("request for time")
    found.matter = matter
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: ZoneRequest, matter_id: UUID, request_id: UUID) -> HttpResponse:
    """Grant more time, or stop the clock."""
    asked = _request_of(request, matter_id, request_id)
    if asked.kind == TimeKind.STOP:
        title, form_class = _("Stop the clock"), forms.ApproveForm
        return _decide(request, asked, title, form_class, approve_clock_stop)
    return _decide(request, asked, _("Grant more time"), forms.GrantForm, grant_extension, days=asked.days)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: ZoneRequest, matter_id: UUID, request_id: UUID) -> HttpResponse:
    """Refuse a request for time, and say why."""
    asked = _request_of(request, matter_id, request_id)
    use_case = refuse_clock_stop if asked.kind == TimeKind.STOP else refuse_extension
    return _decide(request, asked, _("Refuse it"), forms.RefuseForm, use_case)


def _decide(
    request: ZoneRequest,
    asked: TimeRequest,
    title: str,
    form_class: type[forms.ActForm],
    use_case: Callable[..., object],
    **initial: Any,
) -> HttpResponse:
    require(may_decide(request.actor, asked), "matters.decide_on_matter")
    form = _form(request, form_class, asked.matter, **initial)
    here = address(request, "matter", asked.matter_id)

    def do() -> str:
        use_case(actor=request.actor, request=asked, **form.cleaned_data)
        messages.success(request, _("Decided."))
        return here

    lead = _("%(who)s asks for %(days)s working days: %(reason)s") % {
        "who": asked.asked_by,
        "days": asked.days,
        "reason": asked.reason,
    }
    return form_page(request, form, FormPage(title, title, here, lead), do, matter=asked.matter)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ZoneRequest, matter_id: UUID, support_id: UUID) -> HttpResponse:
    """A supporting unit answers."""
    matter = get_matter(matter_id, actor=request.actor)
    rows = SupportingUnit.objects.filter(zone_id=matter.zone_id, matter=matter, id=support_id)
    support = rows.select_related("unit").first()
    if support is None:
        raise NotFound("supporting unit")
    support.matter = matter
    require(may_support(request.actor, support), "matters.give_support")
    form = _form(request, forms.AnswerForm, matter)
    here = address(request, "matter", matter.id)

    def do() -> str:
        give_support(actor=request.actor, support=support, **form.cleaned_data)
        messages.success(request, _("The answer is sent."))
        return here

    title = _("Answer in support")
    page = FormPage(title, title, here, f"{support.unit.name}: {support.request}")
    return form_page(request, form, page, do, matter=matter)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: ZoneRequest, matter_id: UUID) -> HttpResponse:
    """Follow this matter instead of raising another; `?text=` is what was typed already."""
    matter = get_matter(matter_id, actor=request.actor)
    require(may_follow(request.actor, matter), "matters.follow_matter")
    form = _form(request, forms.FollowForm, matter, text=request.GET.get("text", "")[: forms.MAX_TEXT])
    here = address(request, "matter", matter.id)

    def do() -> str:
        follow_matter(
            actor=request.actor,
            matter=matter,
            text=form.cleaned_data["text"],
            files=form.all_files(),
            client_key=key_in(request),
        )
        messages.success(request, _("Added to this matter."))
        return here

    page = FormPage(_("Follow this matter"), _("Add it"), here)
    return form_page(request, form, page, do, template="matters/act_field.html", matter=matter)


def _form(request: ZoneRequest, form_class: type[forms.ActForm], matter: Any, **initial: Any) -> Any:
    posted = request.method == "POST"
    return form_class(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial,
        actor=request.actor,
        matter=matter,
        day=today(request.zone),
    )
