"""Pages of series: all of them, one with its meetings, its terms, its names."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.meetings.forms.meeting import ItemForm
from guatu.meetings.forms.series import CallForm, RenameForm, SeriesForm
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.policies import CALL, DEFINE, VIEW, may_convene, may_rename_series
from guatu.meetings.selectors.meetings import coming_meetings
from guatu.meetings.selectors.series import get_series, series_list, series_view
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.define_series import define_series
from guatu.meetings.use_cases.rename_series import rename_series
from guatu.meetings.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest

SHOWN = 20


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """The coming meetings, and every series."""
    require(request.actor.may(VIEW), VIEW)
    context = {
        "series": series_list(actor=request.actor),
        "coming": coming_meetings(actor=request.actor, today=today(request.zone)),
        "may_define": request.actor.may(DEFINE),
    }
    return render(request, "meetings/series_list.html", context)


@require_safe
def show(request: ZoneRequest, series_id: UUID) -> HttpResponse:
    """One series: its meetings, skipped weeks, attendance, names, backlog."""
    series = get_series(series_id, actor=request.actor)
    return render(request, "meetings/series.html", _context(request, series, CallForm()))


def _context(request: ZoneRequest, series: MeetingSeries, call_form: CallForm) -> dict[str, object]:
    may_call = may_convene(request.actor, series)
    return {
        "view": series_view(series, today=today(request.zone)),
        "series": series,
        "call_form": call_form,
        "item_form": ItemForm(actor=request.actor) if may_call else None,
        "history": history_of(series.id, zone_id=series.zone_id)[:SHOWN],
        "may_call": may_call,
        "may_define": may_rename_series(request.actor, series),
    }


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new series."""
    require(request.actor.may(DEFINE), DEFINE)
    form = SeriesForm(request.POST or None, actor=request.actor, today=today(request.zone))

    def act() -> str:
        data = form.cleaned_data
        series = define_series(actor=request.actor, unit=data["unit"], name=data["name"], terms=form.terms())
        messages.success(request, _("The series “%s” is defined.") % series.name)
        return address(request, "series", series.id)

    return form_page(
        request, form, act, title=_("New series of meetings"), back=address(request, "series-list")
    )


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest, series_id: UUID) -> HttpResponse:
    """The terms of a series."""
    series = get_series(series_id, actor=request.actor)
    require(may_rename_series(request.actor, series), DEFINE)
    form = SeriesForm(request.POST or None, actor=request.actor, today=today(request.zone), series=series)

    def act() -> str:
        series.version = form.cleaned_data["version"] or series.version
        define_series(
            actor=request.actor,
            unit=form.cleaned_data["unit"],
            name=series.name,
            terms=form.terms(),
            series=series,
        )
        return address(request, "series", series.id)

    return form_page(
        request,
        form,
        act,
        title=_("Terms of the series"),
        lead=series.name,
        back=address(request, "series", series.id),
    )


@require_http_methods(["GET", "POST"])
def rename(request: ZoneRequest, series_id: UUID) -> HttpResponse:
    """A new name from a day on."""
    series = get_series(series_id, actor=request.actor)
    require(may_rename_series(request.actor, series), DEFINE)
    form = RenameForm(request.POST or None, initial={"valid_from": today(request.zone)})

    def act() -> str:
        rename_series(actor=request.actor, series=series, **form.cleaned_data)
        messages.success(request, _("Renamed; the numbers go on."))
        return address(request, "series", series.id)

    return form_page(
        request,
        form,
        act,
        title=_("Rename the series"),
        lead=series.name,
        back=address(request, "series", series.id),
    )


@require_POST
def call(request: ZoneRequest, series_id: UUID) -> HttpResponse:
    """The next meeting, with its agenda."""
    series = get_series(series_id, actor=request.actor)
    require(may_convene(request.actor, series), CALL)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            meeting = call_meeting(actor=request.actor, series=series, day=form.cleaned_data["day"])
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("%s is called; its agenda has been built.") % meeting.title)
            return redirect("meetings:meeting", request.zone.code, meeting.id)
    return render(request, "meetings/series.html", _context(request, series, form), status=422)
