"""The page of one meeting: its agenda, what is done with it, its attendance sheet and its minutes."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.errors import InvalidInput
from guatu.documents.page import fonts_in_words
from guatu.meetings.choices import MeetingMove
from guatu.meetings.forms.meeting import AttendanceForm, CancelForm, CloseForm, ItemForm, MoveForm
from guatu.meetings.minutes import minutes
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.policies import CALL, RESOLVE, may_conduct, may_convene, may_run_meeting
from guatu.meetings.rules.moves import is_allowed
from guatu.meetings.rules.why import why_sentence
from guatu.meetings.selectors.meetings import agenda_of, get_item, get_meeting, sheet_of
from guatu.meetings.selectors.series import get_series, members_of
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.build_agenda import build_agenda
from guatu.meetings.use_cases.cancel_meeting import cancel_meeting
from guatu.meetings.use_cases.close_meeting import close_meeting
from guatu.meetings.use_cases.drop_item import drop_item
from guatu.meetings.use_cases.move_item import move_item
from guatu.meetings.use_cases.move_meeting import move_meeting
from guatu.meetings.use_cases.open_meeting import open_meeting
from guatu.meetings.use_cases.record_attendance import record_attendance
from guatu.meetings.use_cases.reorder_item import reorder_item
from guatu.meetings.use_cases.start_meeting import start_meeting
from guatu.meetings.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest

SHOWN = 30
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def show(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(meeting_id, actor=request.actor)
    return render(request, "meetings/meeting.html", _context(request, meeting))


def _context(request: ZoneRequest, meeting: Meeting) -> dict[str, object]:
    runs, conducts = may_run_meeting(request.actor, meeting), may_conduct(request.actor, meeting)
    items = agenda_of(meeting, actor=request.actor)
    may = {
        move.value: is_allowed(move, meeting.status)
        and (conducts if move in (MeetingMove.START, MeetingMove.DISCUSS, MeetingMove.RESOLVE) else runs)
        for move in MeetingMove
    }
    return {
        "meeting": meeting,
        "items": [(item, why_sentence(item.why)) for item in items],
        "passed": sorted((r for i in items for r in i.resolutions.all()), key=lambda r: r.place),
        "sheet": sheet_of(meeting),
        "may": may,
        "item_form": ItemForm(actor=request.actor) if may["edit_agenda"] else None,
        "fonts": fonts_in_words(),
        "history": history_of(meeting.id, zone_id=meeting.zone_id)[:SHOWN],
    }


@require_POST
def build(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(meeting_id, actor=request.actor)
    added = build_agenda(actor=request.actor, meeting=meeting)
    told = ngettext(
        "%(count)s item has come onto the agenda.", "%(count)s items have come onto the agenda.", added
    )
    messages.success(request, told % {"count": added} if added else _("Nothing new belongs on the agenda."))
    return redirect("meetings:meeting", request.zone.code, meeting.id)


@require_POST
def open_(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = open_meeting(actor=request.actor, meeting=get_meeting(meeting_id, actor=request.actor))
    messages.success(request, _("The agenda has been sent out."))
    return redirect("meetings:meeting", request.zone.code, meeting.id)


@require_POST
def start(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    """Begin, and go to meeting mode."""
    meeting = start_meeting(actor=request.actor, meeting=get_meeting(meeting_id, actor=request.actor))
    return redirect("meetings:mode", request.zone.code, meeting.id)


@require_http_methods(["GET", "POST"])
def close(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(meeting_id, actor=request.actor)
    require(may_run_meeting(request.actor, meeting), CALL)
    form = CloseForm(request.POST or None, initial={"notes": meeting.notes})
    open_items = sum(not item.is_settled for item in agenda_of(meeting, actor=request.actor))
    lead = ngettext(
        "%(count)s item without an outcome moves to the next meeting.",
        "%(count)s items without an outcome move to the next meeting.",
        open_items,
    ) % {"count": open_items}

    def act() -> str:
        close_meeting(actor=request.actor, meeting=meeting, notes=form.cleaned_data["notes"])
        messages.success(request, _("The meeting is closed; its minutes are fixed."))
        return address(request, "meeting", meeting.id)

    return form_page(
        request,
        form,
        act,
        title=_("Close the meeting"),
        lead=lead if open_items else meeting.title,
        back=address(request, "meeting", meeting.id),
        submit=_("Close the meeting"),
    )


@require_http_methods(["GET", "POST"])
def move(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(meeting_id, actor=request.actor)
    require(may_run_meeting(request.actor, meeting), CALL)
    now = {"day": meeting.day, "starts_at": meeting.starts_at, "venue": meeting.venue}
    form = MoveForm(request.POST or None, initial=now)

    def act() -> str:
        move_meeting(actor=request.actor, meeting=meeting, **form.cleaned_data)
        messages.success(request, _("The meeting is moved; its members have been told."))
        return address(request, "meeting", meeting.id)

    return form_page(
        request,
        form,
        act,
        title=_("Move the meeting"),
        lead=meeting.title,
        back=address(request, "meeting", meeting.id),
        submit=_("Move the meeting"),
    )


@require_http_methods(["GET", "POST"])
def cancel(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(meeting_id, actor=request.actor)
    require(may_run_meeting(request.actor, meeting), CALL)
    form = CancelForm(request.POST or None)

    def act() -> str:
        cancel_meeting(actor=request.actor, meeting=meeting, reason=form.cleaned_data["reason"])
        messages.success(request, _("The meeting is cancelled; its number goes to the next one."))
        return address(request, "series", meeting.series_id)

    return form_page(
        request,
        form,
        act,
        title=_("Cancel the meeting"),
        lead=meeting.title,
        back=address(request, "meeting", meeting.id),
        submit=_("Cancel the meeting"),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
def attendance(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    """The attendance sheet."""
    meeting = get_meeting(meeting_id, actor=request.actor)
    require(may_run_meeting(request.actor, meeting), CALL)
    rows = list(meeting.attendances.select_related("unit", "person"))
    form = AttendanceForm(
        request.POST or None, meeting=meeting, members=members_of(meeting.series), rows=rows
    )

    def act() -> str:
        record_attendance(actor=request.actor, meeting=meeting, seats=form.seats())
        messages.success(request, _("The attendance is recorded."))
        return address(request, "meeting", meeting.id)

    return form_page(request, form, act, template="meetings/attendance.html", meeting=meeting)


@require_POST
def add(request: ZoneRequest, series_id: UUID) -> HttpResponse:
    """An item by hand: on the agenda of `?meeting`, or in the backlog."""
    series = get_series(series_id, actor=request.actor)
    require(may_convene(request.actor, series), CALL)
    wanted = request.POST.get("meeting", "")
    meeting = get_meeting(_uuid(wanted), actor=request.actor) if wanted else None
    form = ItemForm(request.POST, actor=request.actor)
    if not form.is_valid():
        raise InvalidInput({name: " ".join(map(str, errors)) for name, errors in form.errors.items()})
    add_item(
        actor=request.actor,
        series=series,
        meeting=meeting,
        title=form.cleaned_data["title"],
        subject=form.cleaned_data["project"],
    )
    if meeting is not None:
        return redirect(f"{address(request, 'meeting', meeting.id)}#agenda")
    return redirect(f"{address(request, 'series', series.id)}#backlog")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({"meeting": _("Not a meeting of this series.")}) from error


@require_POST
def arrange(request: ZoneRequest, item_id: UUID) -> HttpResponse:
    """What the buttons beside an item do: up, down, to the next meeting, into the backlog, off the agenda."""
    item = get_item(item_id, actor=request.actor)
    match request.POST.get("act"):
        case "up" | "down" as way:
            reorder_item(actor=request.actor, item=item, up=way == "up")
        case "next":
            moved = move_item(actor=request.actor, item=item)
            where = moved.meeting.title if moved.meeting else _("the backlog")
            messages.success(request, _("Moved to %s.") % where)
        case "backlog":
            move_item(actor=request.actor, item=item, to_backlog=True)
            messages.success(request, _("It waits in the backlog of the series."))
        case "drop":
            drop_item(actor=request.actor, item=item)
        case _other:
            raise InvalidInput({"act": _("Up, down, next, backlog or drop.")})
    if item.meeting_id is None:
        return redirect(f"{address(request, 'series', item.series_id)}#backlog")
    return redirect(f"{address(request, 'meeting', item.meeting_id)}#item-{item.id}")


@require_safe
def download_minutes(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes 纪要 as a Word document."""
    meeting = get_meeting(meeting_id, actor=request.actor)
    require(may_conduct(request.actor, meeting) or meeting.is_over, RESOLVE)
    response = HttpResponse(minutes(meeting, actor=request.actor), content_type=WORD)
    name = quote(f"{meeting.name}纪要{meeting.number or ''}-{meeting.day}.docx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
