"""Meeting mode: full screen, one item at a time, and resolutions without leaving it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guatu.calendars.selectors import working_calendar
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, StaleVersion
from guatu.meetings.choices import ItemOutcome, MeetingStatus
from guatu.meetings.forms.meeting import DiscussForm, ResolutionForm
from guatu.meetings.models.meeting import AgendaItem, Resolution
from guatu.meetings.policies import RESOLVE, may_conduct, may_discuss_item, may_pass_resolution
from guatu.meetings.rules.due_days import due_suggestions
from guatu.meetings.selectors.meetings import get_item, get_meeting
from guatu.meetings.selectors.mode import slides
from guatu.meetings.subjects import unit_of
from guatu.meetings.use_cases.discuss_item import discuss_item
from guatu.meetings.use_cases.pass_resolution import pass_resolution
from guatu.meetings.views.pages import address, require
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import open_units


@require_safe
def show(request: ZoneRequest, meeting_id: UUID) -> HttpResponse:
    """Every item as a slide; whoever conducts the meeting resolves in it."""
    meeting = get_meeting(meeting_id, actor=request.actor)
    resolves = meeting.status == MeetingStatus.RUNNING and may_conduct(request.actor, meeting)
    units = list(open_units(actor=request.actor)) if resolves else []
    days = suggestions(request)
    shown = [
        {
            "slide": slide,
            "resolution_form": _resolution_form(request, slide.item, slide.unit_id, days, units),
            "discuss_form": _discuss_form(slide.item),
            "days": days,
        }
        if resolves
        else {"slide": slide}
        for slide in slides(meeting, actor=request.actor)
    ]
    context = {"meeting": meeting, "shown": shown, "resolves": resolves}
    return render(request, "meetings/mode.html", context)


def suggestions(request: ZoneRequest) -> list[date]:
    """Due dates that are offered: this Friday, next Monday, next Friday."""
    return due_suggestions(today(request.zone), working_calendar(request.zone))


@require_POST
def resolve(request: ZoneRequest, item_id: UUID) -> HttpResponse:
    """Pass a resolution. In meeting mode the answer is the item's foot, with the resolution and an empty form."""
    item = get_item(item_id, actor=request.actor)
    require(may_pass_resolution(request.actor, item), RESOLVE)
    form = ResolutionForm(request.POST, actor=request.actor, auto_id=f"r{item.id}_%s")
    status = 422
    if form.is_valid():
        try:
            pass_resolution(actor=request.actor, item=item, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            status = 200
    return _foot(request, item, None if status == 200 else form, None, status)


@require_POST
def discuss(request: ZoneRequest, item_id: UUID) -> HttpResponse:
    """Write down what came of an item; the answer is its foot."""
    item = get_item(item_id, actor=request.actor)
    require(may_discuss_item(request.actor, item), RESOLVE)
    form = DiscussForm(request.POST, auto_id=f"d{item.id}_%s")
    status = 422
    if form.is_valid():
        try:
            discuss_item(actor=request.actor, item=item, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        except StaleVersion as error:
            form.add_error(None, str(error.message))
            form.data = request.POST.dict() | {"version": str(get_item(item.id, actor=request.actor).version)}
        else:
            status = 200
    return _foot(request, item, None, None if status == 200 else form, status)


def _foot(
    request: ZoneRequest,
    item: AgendaItem,
    resolution_form: ResolutionForm | None,
    discuss_form: DiscussForm | None,
    status: int,
) -> HttpResponse:
    if not request.htmx and status == 200 and item.meeting_id is not None:
        return redirect(f"{address(request, 'mode', item.meeting_id)}#item-{item.id}")
    item = get_item(item.id, actor=request.actor)
    days, unit = suggestions(request), unit_of(item, actor=request.actor)
    context = {
        "item": item,
        "resolutions": list(
            Resolution.objects.filter(zone_id=item.zone_id, item=item).select_related(
                "matter__kind", "lead_unit"
            )
        ),
        "resolution_form": resolution_form
        or _resolution_form(request, item, unit.id if unit else None, days),
        "discuss_form": discuss_form or _discuss_form(item),
        "resolves": True,
        "opened": "resolve" if resolution_form else ("discuss" if discuss_form else ""),
        "days": days,
    }
    return render(request, "meetings/_mode_foot.html", context, status=status)


def _resolution_form(
    request: ZoneRequest,
    item: AgendaItem,
    unit_id: UUID | None,
    days: list[date],
    units: list[Unit] | None = None,
) -> ResolutionForm:
    initial = {"lead_unit": unit_id, "due_on": days[0] if days else None, "client_key": uuid4()}
    return ResolutionForm(actor=request.actor, units=units, initial=initial, auto_id=f"r{item.id}_%s")


def _discuss_form(item: AgendaItem) -> DiscussForm:
    initial = {
        "outcome": item.outcome or ItemOutcome.INFORMATION,
        "text": item.discussion,
        "version": item.version,
    }
    return DiscussForm(initial=initial, auto_id=f"d{item.id}_%s")
