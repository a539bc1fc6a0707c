"""Pages: the year, the notices, and the calendars of a zone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guatu.calendars.choices import NoticeStatus
from guatu.calendars.forms import CalendarForm, NoticeForm
from guatu.calendars.models import Notice
from guatu.calendars.policies import may_apply_notice, may_define_calendar, may_draft_notice
from guatu.calendars.previews import preview_notice
from guatu.calendars.selectors import (
    calendars,
    days_of,
    get_calendar,
    get_notice,
    notices,
    notices_naming,
    provisional_years,
    shipped_notices,
    working_calendar,
)
from guatu.calendars.use_cases.apply_notice import apply_notice
from guatu.calendars.use_cases.define_calendar import define_calendar
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.calendars.year_view import shift_lines, year_view
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone

FIRST_YEAR, LAST_YEAR = 1950, 2099


class Request(HttpRequest):
    """A request under `/z/<zone>/`."""

    zone: Zone
    actor: Actor


@require_GET
def show_year(request: Request) -> HttpResponse:
    """Twelve months of one calendar; `?year=` and `?calendar=` choose."""
    available = list(calendars(actor=request.actor))
    code = request.GET.get("calendar", "")
    chosen = get_calendar(code, actor=request.actor) if code else next(iter(available), None)
    day = today(request.zone)
    year = _year(request.GET.get("year", ""), day)
    context: dict[str, Any] = {
        "calendars": available,
        "calendar": chosen,
        "year": year,
        "previous": year - 1 if year > FIRST_YEAR else None,
        "next": year + 1 if year < LAST_YEAR else None,
        "may_define": may_define_calendar(request.actor),
        "may_draft": may_draft_notice(request.actor),
    }
    if chosen is not None:
        value = working_calendar(request.zone, chosen.code)
        follows = value.follows_notices
        context |= {
            "view": year_view(year, value, day),
            "shifts": shift_lines(value.pattern),
            "provisional": follows and bool(provisional_years(request.zone, year, year)),
            "end_provisional": follows and value.is_provisional(date(year, 12, 31)),
            "year_notices": notices_naming(year, actor=request.actor),
        }
    return render(request, "calendars/year.html", context)


@require_GET
def list_notices(request: Request) -> HttpResponse:
    """The zone's notices with their sources, and the years that have none."""
    this_year = today(request.zone).year
    context = {
        "notices": notices(actor=request.actor),
        "missing": provisional_years(request.zone, this_year, this_year + 1),
        "may_draft": may_draft_notice(request.actor),
    }
    return render(request, "calendars/notices.html", context)


@require_http_methods(["GET", "POST"])
def add_notice(request: Request) -> HttpResponse:
    """Draft a notice: pasted, typed, or one that ships with the program (`?official=`)."""
    if not may_draft_notice(request.actor):
        raise NotAllowed("calendars.draft_notice")
    shipped = shipped_notices(actor=request.actor)
    picked = next((n for n in shipped if n.key == request.GET.get("official", "")), None)
    initial = NoticeForm.initial_of(picked, dict(picked.days)) if picked else None
    return _notice_form(request, NoticeForm(request.POST or None, initial=initial), shipped=shipped)


@require_http_methods(["GET", "POST"])
def edit_notice(request: Request, notice_id: UUID) -> HttpResponse:
    """Revise a draft."""
    notice = get_notice(notice_id, actor=request.actor)
    if not may_draft_notice(request.actor):
        raise NotAllowed("calendars.draft_notice")
    if notice.status != NoticeStatus.DRAFT:
        return redirect("calendars:notice", request.zone.code, notice.id)
    initial = NoticeForm.initial_of(notice, days_of(notice))
    return _notice_form(request, NoticeForm(request.POST or None, initial=initial), notice=notice)


def _notice_form(
    request: Request, form: NoticeForm, notice: Notice | None = None, **context: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = draft_notice(actor=request.actor, notice=notice, **form.values())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect("calendars:notice", request.zone.code, saved.id)
    status = 422 if form.errors else 200
    return render(
        request, "calendars/notice_form.html", {"form": form, "notice": notice, **context}, status=status
    )


@require_GET
def show_notice(request: Request, notice_id: UUID) -> HttpResponse:
    """A draft with everything it would change, or an applied notice with its days."""
    preview = preview_notice(notice_id, actor=request.actor)
    context = {
        "notice": preview.notice,
        "preview": preview if preview.notice.status == NoticeStatus.DRAFT else None,
        "days": days_of(preview.notice),
        "moves": preview.all_moves,
        "may_draft": may_draft_notice(request.actor),
        "may_apply": may_apply_notice(request.actor),
    }
    return render(request, "calendars/notice.html", context)


@require_POST
def apply(request: Request, notice_id: UUID) -> HttpResponse:
    """Apply a draft as previewed."""
    notice = get_notice(notice_id, actor=request.actor)
    done = apply_notice(actor=request.actor, notice=notice, previewed=request.POST.get("previewed", ""))
    count = len(done.all_moves)
    messages.success(
        request,
        _("The notice counts from now on; %(count)s open dates have moved.") % {"count": count}
        if count
        else _("The notice counts from now on; no open date had to move."),
    )
    return redirect("calendars:notice", request.zone.code, notice.id)


@require_http_methods(["GET", "POST"])
def edit_calendar(request: Request, code: str = "") -> HttpResponse:
    """Define a new calendar, or change the one with `code`."""
    calendar = get_calendar(code, actor=request.actor) if code else None
    if not may_define_calendar(request.actor):
        raise NotAllowed("calendars.define_calendar")
    form = CalendarForm(request.POST or None, initial=CalendarForm.initial_of(calendar))
    if request.method == "POST" and form.is_valid():
        try:
            saved = define_calendar(actor=request.actor, calendar=calendar, **form.values())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The calendar “%(name)s” is saved.") % {"name": saved.name})
            return redirect("calendars:year", request.zone.code)
    status = 422 if form.errors else 200
    return render(
        request, "calendars/calendar_form.html", {"form": form, "calendar": calendar}, status=status
    )


def _year(text: str, day: date) -> int:
    if not text:
        return day.year
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise Http404
    return int(text)
