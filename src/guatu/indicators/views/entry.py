"""Pages of filling in: who has submitted, the table of values, the moves."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.audit.selectors import history_of
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.periods import Period
from guatu.indicators.choices import EntryMove
from guatu.indicators.forms.entries import EntriesForm, LateForm, ReasonForm
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.policies.entries import (
    APPROVE,
    MANAGE,
    may_approve_entries,
    may_enter,
    may_manage_entry,
    may_return_entries,
    may_review_entries,
)
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.rules.moves import is_allowed
from guatu.indicators.rules.windows import Door
from guatu.indicators.selectors import submissions as entries
from guatu.indicators.selectors.entry_sheet import entry_sheet
from guatu.indicators.selectors.windows import ended_periods, late_until, window_for
from guatu.indicators.use_cases.approve_entries import approve_entries
from guatu.indicators.use_cases.grant_late_entry import grant_late_entry
from guatu.indicators.use_cases.reopen_entries import reopen_entries
from guatu.indicators.use_cases.return_entries import return_entries
from guatu.indicators.use_cases.review_entries import review_entries
from guatu.indicators.use_cases.save_entries import save_entries
from guatu.indicators.use_cases.submit_entries import submit_entries
from guatu.indicators.views.ledger import asked_period
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import get_unit

SHOWN = 20


@require_safe
def overview(request: ZoneRequest) -> HttpResponse:
    """Who has and who has not submitted; `?set=`, `?period=`."""
    require(request.actor.may(VIEW), VIEW)
    sets = list(entries.visible_sets(actor=request.actor))
    day = today(request.zone)
    chosen = next((s for s in sets if str(s.id) == request.GET.get("set", "")), sets[0] if sets else None)
    context: dict[str, object] = {
        "sets": sets,
        "entry_set": chosen,
        "may_manage": may_manage_entry(request.actor),
    }
    if chosen is not None:
        periods = ended_periods(chosen, day)
        asked = asked_period(request.GET.get("period", ""))
        period = asked if asked in periods else periods[0] if periods else None
        context |= {"periods": periods, "period": period}
        if period is not None:
            context["view"] = entries.overview(chosen, period, actor=request.actor, day=day)
    return render(request, "indicators/entry/overview.html", context)


@require_http_methods(["GET", "POST"])
def fill_in(request: ZoneRequest, set_id: UUID, period: str, unit_id: UUID) -> HttpResponse:
    """The table of a unit's values. Sent with `submit` it is kept and submitted, else kept."""
    entry_set, unit, when = place_of(request, set_id, period, unit_id)
    submission = entries.submission_of(entry_set, unit, when)
    indicators = entries.indicators_of(entry_set)
    held = entries.values_of(submission) if submission else {}
    posted = request.method == "POST"
    form = EntriesForm(request.POST if posted else None, indicators=indicators, values=held)
    if posted and form.is_valid():
        try:
            submission = save_entries(
                actor=request.actor, entry_set=entry_set, unit=unit, period=when, cells=form.cells()
            )
            if "submit" in request.POST:
                submit_entries(actor=request.actor, submission=submission)
        except InvalidInput as error:
            form.add_faults(error)
            submission = entries.submission_of(entry_set, unit, when)
        else:
            messages.success(request, _("Submitted.") if "submit" in request.POST else _("Kept."))
            return redirect(address(request, "entries", set_id, when.text, unit_id))
    context = _context(request, entry_set, unit, when, submission)
    context["form"] = form
    context["sheet"] = entry_sheet(entry_set, unit, when, form.rows())
    return render(request, "indicators/entry/form.html", context, status=422 if form.errors else 200)


def place_of(request: ZoneRequest, set_id: UUID, period: str, unit_id: UUID) -> tuple[EntrySet, Unit, Period]:
    """The set, the unit and the period of an address; 404 where the actor may not see them."""
    entry_set = entries.get_set(set_id, actor=request.actor)
    unit = get_unit(unit_id, actor=request.actor)
    when = asked_period(period)
    if when is None or when not in ended_periods(entry_set, today(request.zone)):
        raise Http404
    if not request.actor.reach(VIEW).covers(unit.id) or unit.type not in entry_set.unit_types:
        raise NotFound("entries")
    return entry_set, unit, when


def _context(
    request: ZoneRequest, entry_set: EntrySet, unit: Unit, when: Period, submission: Submission | None
) -> dict[str, object]:
    actor, day = request.actor, today(request.zone)
    window, until = window_for(entry_set, when), late_until(entry_set, unit, when)
    door = window.door(day, until)
    editable = submission is None or is_allowed(EntryMove.SAVE, submission.status)
    return {
        "entry_set": entry_set,
        "unit": unit,
        "period": when,
        "submission": submission,
        "window": window,
        "door": door.value,
        "late_until": until,
        "may_save": editable and door in (Door.OPEN, Door.LATE) and may_enter(actor, unit),
        "moves": _moves(actor, submission) if submission else {},
        "locked_by": entries.approved_above(submission) if submission else None,
        "may_grant": may_manage_entry(actor) and door is Door.CLOSED and editable,
        "history": history_of(submission.id, zone_id=submission.zone_id)[:SHOWN] if submission else [],
    }


def _moves(actor: Actor, submission: Submission) -> dict[str, bool]:
    """What the actor can do now. Whoever submitted decides nothing."""
    own = submission.submitter_id is not None and submission.submitter_id == actor.person_id
    policies: dict[EntryMove, Callable[[Actor, Submission], bool]] = {
        EntryMove.REVIEW: may_review_entries,
        EntryMove.APPROVE: may_approve_entries,
        EntryMove.RETURN: may_return_entries,
        EntryMove.REOPEN: may_approve_entries,
    }
    return {
        move.value: may(actor, submission)
        and is_allowed(move, submission.status)
        and not (own and move in (EntryMove.REVIEW, EntryMove.APPROVE))
        for move, may in policies.items()
    }


@require_safe
def submission(request: ZoneRequest, submission_id: UUID) -> HttpResponse:
    """To the table of these entries."""
    return redirect(_address_of(request, entries.get_submission(submission_id, actor=request.actor)))


def _address_of(request: ZoneRequest, row: Submission) -> str:
    return address(request, "entries", row.entry_set_id, row.period, row.unit_id)


@require_POST
def act(request: ZoneRequest, submission_id: UUID) -> HttpResponse:
    """`act` is review or approve."""
    row = entries.get_submission(submission_id, actor=request.actor)
    acts = {"review": review_entries, "approve": approve_entries}
    name = request.POST.get("act", "")
    if name not in acts:
        raise Http404
    acts[name](actor=request.actor, submission=row)
    messages.success(request, _("Passed on for approval.") if name == "review" else _("Approved."))
    return redirect(_address_of(request, row))


@require_http_methods(["GET", "POST"])
def give_back(request: ZoneRequest, submission_id: UUID) -> HttpResponse:
    """Return with a reason."""
    row = entries.get_submission(submission_id, actor=request.actor)
    require(may_return_entries(request.actor, row), APPROVE)
    form = ReasonForm(request.POST or None)

    def done() -> str:
        return_entries(actor=request.actor, submission=row, reason=form.cleaned_data["reason"])
        messages.success(request, _("Returned; the unit is told why."))
        return _address_of(request, row)

    return form_page(
        request, form, done, title=_("Return the entries"), lead=str(row), back=_address_of(request, row)
    )


@require_http_methods(["GET", "POST"])
def reopen(request: ZoneRequest, submission_id: UUID) -> HttpResponse:
    """Reopen with a reason."""
    row = entries.get_submission(submission_id, actor=request.actor)
    require(may_approve_entries(request.actor, row), APPROVE)
    form = ReasonForm(request.POST or None)

    def done() -> str:
        reopen_entries(actor=request.actor, submission=row, reason=form.cleaned_data["reason"])
        messages.success(request, _("Reopened; the unit is told why."))
        return _address_of(request, row)

    return form_page(
        request, form, done, title=_("Reopen the entries"), lead=str(row), back=_address_of(request, row)
    )


@require_http_methods(["GET", "POST"])
def late(request: ZoneRequest, set_id: UUID, period: str, unit_id: UUID) -> HttpResponse:
    """An exception for the unit."""
    entry_set, unit, when = place_of(request, set_id, period, unit_id)
    require(may_manage_entry(request.actor), MANAGE)
    form = LateForm(request.POST or None)
    back = address(request, "entries", set_id, when.text, unit_id)

    def done() -> str:
        grant_late_entry(
            actor=request.actor, entry_set=entry_set, unit=unit, period=when, **form.cleaned_data
        )
        messages.success(request, _("%s may enter late and is told so.") % unit.name)
        return back

    lead = f"{entry_set.name} · {unit.name} · {when}"
    return form_page(request, form, done, title=_("Let the unit enter late"), lead=lead, back=back)
