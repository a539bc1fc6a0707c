"""Pages of briefings: the list, one document, what is done with it, and its Word file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.periods import Period
from guatu.documents.page import fonts_in_words
from guatu.organization.requests import ZoneRequest
from guatu.reports.choices import BriefingState
from guatu.reports.forms import DraftForm, EditForm, IssueForm, ReturnForm
from guatu.reports.models import Briefing
from guatu.reports.policies import DRAFT, ISSUE, TEMPLATES, VIEW, may_edit_briefing, may_issue_briefing
from guatu.reports.rules.typed_numbers import typed_numbers
from guatu.reports.selectors.briefings import (
    Document,
    changes_since,
    compose_briefing,
    drafted_document,
    frozen_document,
    get_briefing,
    issue_day,
    visible_briefings,
)
from guatu.reports.use_cases.discard_briefing import discard_briefing
from guatu.reports.use_cases.draft_briefing import draft_briefing
from guatu.reports.use_cases.edit_briefing import edit_briefing
from guatu.reports.use_cases.issue_briefing import issue_briefing
from guatu.reports.use_cases.return_briefing import return_briefing
from guatu.reports.use_cases.submit_briefing import submit_briefing
from guatu.reports.writing.word import write_document
from guatu.ui.forms import Form

SHOWN = 100
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def briefings(request: ZoneRequest) -> HttpResponse:
    if not request.actor.may(VIEW):
        raise NotAllowed(VIEW)
    return render(
        request,
        "reports/briefings.html",
        {
            "briefings": visible_briefings(actor=request.actor)[:SHOWN],
            "may_draft": request.actor.may(DRAFT),
            "may_define": request.actor.reach(TEMPLATES).whole_zone,
        },
    )


@require_http_methods(["GET", "POST"])
def draft(request: ZoneRequest) -> HttpResponse:
    if not request.actor.may(DRAFT):
        raise NotAllowed(DRAFT)
    day = today(request.zone)
    begun = {"period": f"{day.year}H1" if day.month > 6 else f"{day.year - 1}"}
    form = DraftForm(request.POST or None, actor=request.actor, initial={**begun, **request.GET.dict()})

    def act() -> str:
        made = draft_briefing(actor=request.actor, **form.cleaned_data)
        return _address(request, made)

    return _form_page(request, form, act, title=_("New briefing"), submit=_("Draft"))


def _address(request: ZoneRequest, briefing: Briefing, name: str = "briefing") -> str:
    return reverse(f"reports:{name}", args=[request.zone.code, briefing.id])


@require_safe
def briefing(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    fault, document = "", Document((), ())
    try:
        document = _document(request, one)
    except InvalidInput as error:
        fault = str(error)
    may_edit, may_issue = may_edit_briefing(request.actor, one), may_issue_briefing(request.actor, one)
    return render(
        request,
        "reports/briefing.html",
        {
            "briefing": one,
            "document": document,
            "fault": fault,
            "typed": typed_numbers(document.blocks),
            "may_edit": may_edit and one.state == BriefingState.DRAFT,
            "may_judge": may_issue and one.state == BriefingState.REVIEW,
            "may_supersede": may_edit and one.state == BriefingState.ISSUED,
            "fonts": fonts_in_words(),
            "history": history_of(one.id, zone_id=one.zone_id)[:30],
        },
    )


def _document(request: ZoneRequest, one: Briefing) -> Document:
    if one.state == BriefingState.ISSUED:
        return frozen_document(one)
    return drafted_document(compose_briefing(one, actor=request.actor, zone=request.zone))


@require_safe
def word(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    """The Word file: of an issued briefing always the same text."""
    one = get_briefing(briefing_id, actor=request.actor)
    is_issued = one.state == BriefingState.ISSUED
    content = write_document(
        _document(request, one).blocks,
        title=one.title,
        heading=one.heading,
        number=one.number,
        addressee=one.addressee,
        signature=one.signature if is_issued else "",
        day=issue_day(one) if is_issued else "",
    )
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.title)}.docx"
    return response


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    if not may_edit_briefing(request.actor, one):
        raise NotAllowed(DRAFT)
    initial = {name: getattr(one, name) for name in ("title", "heading", "addressee", "text", "version")}
    form = EditForm(request.POST or None, initial=initial)

    def act() -> str:
        edit_briefing(actor=request.actor, briefing=one, **form.cleaned_data)
        return _address(request, one)

    return _form_page(
        request,
        form,
        act,
        title=_("Edit the briefing"),
        template="reports/edit.html",
        back=_address(request, one),
    )


@require_POST
def submit(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    submit_briefing(actor=request.actor, briefing=one)
    messages.success(request, _("The briefing waits for somebody else to issue it."))
    return redirect(_address(request, one))


@require_http_methods(["GET", "POST"])
def give_back(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    if not may_issue_briefing(request.actor, one):
        raise NotAllowed(ISSUE)
    form = ReturnForm(request.POST or None)

    def act() -> str:
        return_briefing(actor=request.actor, briefing=one, **form.cleaned_data)
        return _address(request, one)

    return _form_page(request, form, act, title=_("Give the briefing back"), back=_address(request, one))


@require_http_methods(["GET", "POST"])
def issue(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    if not may_issue_briefing(request.actor, one):
        raise NotAllowed(ISSUE)
    form = IssueForm(request.POST or None, initial={"signature": request.zone.name})

    def act() -> str:
        issue_briefing(actor=request.actor, briefing=one, **form.cleaned_data)
        messages.success(request, _("Issued. Every number keeps what it is now."))
        return _address(request, one)

    return _form_page(
        request, form, act, title=_("Issue the briefing"), submit=_("Issue"), back=_address(request, one)
    )


@require_POST
def discard(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    discard_briefing(actor=request.actor, briefing=get_briefing(briefing_id, actor=request.actor))
    messages.success(request, _("The draft is gone."))
    return redirect("reports:briefings", request.zone.code)


@require_POST
def supersede(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    """Draft another one that takes the place of an issued one, from its text and with today's numbers."""
    one = get_briefing(briefing_id, actor=request.actor)
    made = draft_briefing(
        actor=request.actor,
        template=one.template,
        period=Period.parse(one.period),
        unit=one.unit,
        project=one.project,
        supersedes=one,
    )
    return redirect(_address(request, made))


@require_safe
def changes(request: ZoneRequest, briefing_id: UUID) -> HttpResponse:
    one = get_briefing(briefing_id, actor=request.actor)
    if one.state != BriefingState.ISSUED:
        return redirect(_address(request, one))
    found = changes_since(one, actor=request.actor, zone=request.zone)
    return render(request, "reports/changes.html", {"briefing": one, "changes": found})


def _form_page(
    request: ZoneRequest,
    form: Form,
    act: Callable[[], str],
    *,
    title: str,
    submit: str = "",
    back: str = "",
    template: str = "reports/form.html",
) -> HttpResponse:
    """Show the form; when it is sent and valid, `act` and go to the address that `act` returns."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(act())
            except InvalidInput as error:
                form.add_faults(error)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back or reverse("reports:briefings", args=[request.zone.code]),
    }
    return render(request, template, context, status=status)
