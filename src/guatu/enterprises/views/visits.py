"""Visits: the zone's list with the coverage, one visit, and the forms that plan, join, record and cancel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.attachments.selectors import attachments_of
from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.enterprises.choices import VisitStatus
from guatu.enterprises.demands import DEMAND
from guatu.enterprises.forms.visits import CancelForm, JoinForm, LimitForm, RecordForm, VisitForm
from guatu.enterprises.limits import TooMany
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.policies import (
    LIMIT,
    VIEW,
    VISIT,
    may_choose_visit_limit,
    may_conclude_visit,
    may_plan_visit,
)
from guatu.enterprises.selectors.enterprises import get_enterprise
from guatu.enterprises.selectors.visits import (
    VisitFilters,
    coverage_of,
    filtered_visits,
    findings_in,
    findings_of,
    get_visit,
    limit_on,
    limit_versions,
    planned_visits,
)
from guatu.enterprises.use_cases.cancel_visit import cancel_visit
from guatu.enterprises.use_cases.choose_visit_limit import choose_visit_limit
from guatu.enterprises.use_cases.join_visit import join_visit
from guatu.enterprises.use_cases.plan_visit import plan_visit
from guatu.enterprises.use_cases.record_visit import record_visit
from guatu.enterprises.views.pages import (
    FormPage,
    address,
    form_page,
    page_of,
    period_in,
    require,
    sent_key,
    uuid_in,
)
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters, with_standing
from guatu.matters.selectors.rules import kind_coded
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """What is planned, what was made; how many enterprises were visited this month and this quarter."""
    require(request.actor.may(VIEW), VIEW)
    status = request.GET.get("status", "")
    period = period_in(request, "period")
    filters = VisitFilters(status if status in VisitStatus.values else "", uuid_in(request, "unit"), period)
    day = today(request.zone)
    coverages = [(one, coverage_of(one, actor=request.actor)) for one in (_month(day), _quarter(day))]
    taking_part = Visit.objects.filter(zone_id=request.zone.id).values("units__unit_id")
    return render(
        request,
        "enterprises/visits.html",
        {
            "page": page_of(request, filtered_visits(filters, actor=request.actor)),
            "status": VisitStatus.DONE.value if period else filters.status or VisitStatus.PLANNED.value,
            "period": period,
            "statuses": VisitStatus.choices,
            "unit_id": filters.unit_id,
            "units": Unit.objects.filter(zone_id=request.zone.id, id__in=taking_part).order_by("order"),
            "coverages": coverages,
            "quarter": coverages[1],
            "limit": limit_on(request.zone.id, day),
            "may_choose": may_choose_visit_limit(request.actor),
        },
    )


@require_GET
def findings(request: ZoneRequest) -> HttpResponse:
    """What was found in the visits of `?period=`; `?solved=yes` or `no` narrows by how it went on."""
    require(request.actor.may(VIEW), VIEW)
    period = period_in(request, "period") or _quarter(today(request.zone))
    solved = {"yes": True, "no": False}.get(request.GET.get("solved", ""))
    page = page_of(request, findings_in(period, actor=request.actor, solved=solved))
    ids = [row.matter_id for row in page if row.matter_id is not None]
    seen = {m.id: m for m in with_standing(visible_matters(actor=request.actor).filter(id__in=ids))}
    rows = [(row, seen.get(row.matter_id) if row.matter_id else None) for row in page]
    context = {"page": page, "rows": rows, "period": period, "solved": request.GET.get("solved", "")}
    return render(request, "enterprises/findings.html", context)


def _month(day: date) -> Period:
    return Period.parse(f"{day:%YM%m}")


def _quarter(day: date) -> Period:
    return Period.parse(f"{day.year}Q{(day.month + 2) // 3}")


@require_GET
def show(request: ZoneRequest, visit_id: UUID) -> HttpResponse:
    visit = get_visit(visit_id, actor=request.actor)
    findings = list(findings_of(visit))
    ids = [row.matter_id for row in findings if row.matter_id is not None]
    seen: dict[UUID, Matter] = {
        matter.id: matter for matter in with_standing(visible_matters(actor=request.actor).filter(id__in=ids))
    }
    return render(
        request,
        "enterprises/visit.html",
        {
            "visit": visit,
            "findings": [(row, seen.get(row.matter_id) if row.matter_id else None) for row in findings],
            "files": attachments_of([visit.id], zone_id=request.zone.id)[visit.id],
            "history": history_of(visit.id, zone_id=request.zone.id)[:30],
            "may_conclude": visit.is_planned and may_conclude_visit(request.actor, visit),
            "may_join": visit.is_planned and request.actor.may(VISIT),
        },
    )


@form_methods
def plan(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    """Plan a visit; what one could join stands above the form, and what stands in the way beside it."""
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_plan_visit(request.actor, enterprise), VISIT)
    day = today(request.zone)
    form = VisitForm(request.POST or None, actor=request.actor, day=day + timedelta(days=1))
    too_many: TooMany | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            visit = plan_visit(
                actor=request.actor,
                enterprise=enterprise,
                day=data["day"],
                taking_part=form.taking_part(),
                purpose=data["purpose"],
                ground=data["ground"],
                ground_reason=data["ground_reason"],
            )
        except InvalidInput as error:
            form.add_faults(
                InvalidInput([replace(f, place=f.place.replace("units", "unit")) for f in error.faults])
            )
        except TooMany as error:
            too_many = error
        else:
            messages.success(request, _("The visit is planned."))
            return redirect(address(request, "visit", visit.id))
    context = {
        "form": form,
        "enterprise": enterprise,
        "too_many": too_many,
        "planned": planned_visits(enterprise, day, actor=request.actor)[:5],
        "limit": limit_on(request.zone.id, day),
    }
    status = 409 if too_many else 422 if form.errors else 200
    return render(request, "enterprises/visit_form.html", context, status=status)


@form_methods
def join(request: ZoneRequest, visit_id: UUID) -> HttpResponse:
    visit = get_visit(visit_id, actor=request.actor)
    require(request.actor.may(VISIT), VISIT)
    back = address(request, "visit", visit.id)
    form = JoinForm(request.POST or None, actor=request.actor)

    def act() -> str:
        join_visit(actor=request.actor, visit=visit, **form.cleaned_data)
        messages.success(request, _("You take part in the visit."))
        return back

    page = FormPage(_("Come along to %s") % visit.enterprise.name, _("Come along"), back, visit.purpose)
    return form_page(request, form, page, act)


@form_methods
def record(request: ZoneRequest, visit_id: UUID) -> HttpResponse:
    """What was seen, what was solved on the spot, what becomes a demand. Sent twice, it is recorded once."""
    visit = get_visit(visit_id, actor=request.actor)
    require(may_conclude_visit(request.actor, visit), VISIT)
    kind = kind_coded(DEMAND, request.zone.id)
    categories = list(
        MatterCategory.objects.filter(zone_id=request.zone.id, kind=kind, closed_on__isnull=True)
    )
    posted = request.method == "POST"
    form = RecordForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        day=today(request.zone),
        categories=categories,
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            record_visit(
                actor=request.actor,
                visit=visit,
                made_on=data["made_on"],
                summary=data["summary"],
                findings=form.findings(),
                photos=data["photos"],
                client_key=sent_key(request),
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("The visit is recorded."))
            return redirect(address(request, "visit", visit.id))
    context = {"form": form, "visit": visit}
    return render(request, "enterprises/visit_record.html", context, status=422 if form.errors else 200)


@form_methods
def cancel(request: ZoneRequest, visit_id: UUID) -> HttpResponse:
    visit = get_visit(visit_id, actor=request.actor)
    require(may_conclude_visit(request.actor, visit), VISIT)
    back = address(request, "visit", visit.id)
    form = CancelForm(request.POST or None)

    def act() -> str:
        cancel_visit(actor=request.actor, visit=visit, **form.cleaned_data)
        messages.success(request, _("The visit is cancelled."))
        return back

    page = FormPage(
        _("Cancel the visit to %s") % visit.enterprise.name,
        _("Cancel the visit"),
        back,
        _("It no longer counts against the limit on disturbing."),
        danger=True,
    )
    return form_page(request, form, page, act)


@form_methods
def limit(request: ZoneRequest) -> HttpResponse:
    """The limit on disturbing, and its earlier versions."""
    require(may_choose_visit_limit(request.actor), LIMIT)
    now = limit_on(request.zone.id, today(request.zone))
    form = LimitForm(request.POST or None, initial={"visits": now.visits, "days": now.days})

    def act() -> str:
        choose_visit_limit(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The limit is chosen."))
        return address(request, "visits")

    page = FormPage(
        _("Limit on disturbing"),
        _("Choose"),
        address(request, "visits"),
        _("How often an enterprise may be visited without having asked. What is planned already stays."),
    )
    return form_page(
        request,
        form,
        page,
        act,
        template="enterprises/limit.html",
        versions=limit_versions(actor=request.actor),
    )
