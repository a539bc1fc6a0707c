"""Prospects: the list, one prospect with its history, and the form of its entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.investment.choices import Route, Stage
from guatu.investment.details import registered_above_total
from guatu.investment.forms.acts import open_moves
from guatu.investment.forms.prospect import ProspectForm
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import StageChange
from guatu.investment.policies import (
    EDIT,
    REGISTER,
    VIEW,
    may_edit_prospect,
    may_enter_capital_paid_in,
    may_import_deals,
    may_register_prospect,
)
from guatu.investment.rules.stages import may_move
from guatu.investment.selectors.agreements import paid_in_of
from guatu.investment.selectors.prospects import (
    ProspectFilters,
    filtered_prospects,
    get_prospect,
    groups_of,
    visible_prospects,
)
from guatu.investment.selectors.sums import paid_in, registered_of, total_of
from guatu.investment.use_cases.edit_prospect import edit_prospect
from guatu.investment.use_cases.register_prospect import register_prospect
from guatu.investment.views.pages import (
    FormPage,
    address,
    day_in,
    form_page,
    page_of,
    require,
    uuid_in,
)
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest
from guatu.projects.choices import CapitalOrigin
from guatu.projects.selectors.projects import visible_projects

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def index(request: ZoneRequest) -> HttpResponse:
    """The prospects, filtered by the address, as they stand today or stood on a past day; with their sums."""
    require(request.actor.may(VIEW) or visible_prospects(actor=request.actor).exists(), VIEW)
    filters = _filters(request)
    rows = filtered_prospects(filters, actor=request.actor, day=today(request.zone))
    everything = list(rows)
    units = Unit.objects.filter(zone_id=request.zone.id, prospects__isnull=False).distinct()
    return render(
        request,
        "investment/prospects.html",
        {
            "tab": "prospects",
            "page": page_of(request, rows),
            "total": total_of(everything),
            "registered": registered_of(everything),
            "filters": filters,
            "is_filtered": filters != ProspectFilters(),
            "stages": Stage.choices,
            "origins": CapitalOrigin.choices,
            "routes": Route.choices,
            "groups": groups_of(actor=request.actor),
            "units": units.order_by("order", "name"),
            "may_register": may_register_prospect(request.actor),
            "may_import": may_import_deals(request.actor),
        },
    )


def _filters(request: ZoneRequest) -> ProspectFilters:
    given = request.GET

    def ticked(name: str) -> bool:
        return given.get(name) == "yes"

    return ProspectFilters(
        words=given.get("q", "").strip(),
        stage=given.get("stage", ""),
        origin=given.get("origin", ""),
        group=given.get("group", ""),
        unit_id=uuid_in(request, "unit"),
        route=given.get("route", ""),
        ppp_id=uuid_in(request, "ppp"),
        fund_id=uuid_in(request, "fund"),
        park_id=uuid_in(request, "park"),
        referrer_id=uuid_in(request, "referrer"),
        listed=ticked("listed"),
        big=ticked("big"),
        talent=ticked("talent"),
        mine=ticked("mine"),
        as_of=day_in(request),
    )


@require_GET
def show(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    """One prospect: how far it is, its three measures, its agreement, capital paid in, history."""
    actor = request.actor
    prospect = get_prospect(prospect_id, actor=actor)
    stage, may_edit = Stage(prospect.stage), may_edit_prospect(actor, prospect)
    vouchers = list(paid_in_of(prospect))
    taken_back = {v.takes_back_id for v in vouchers if v.takes_back_id is not None}
    return render(
        request,
        "investment/prospect.html",
        {
            "prospect": prospect,
            "agreement": Agreement.objects.filter(zone_id=prospect.zone_id, prospect=prospect).first(),
            "stage_history": StageChange.objects.filter(zone_id=prospect.zone_id, prospect=prospect).order_by(
                "-id"
            ),
            "is_foreign": prospect.capital_origin == CapitalOrigin.FOREIGN,
            "above_total": registered_above_total(prospect.total, prospect.registered),
            "vouchers": [(v, v.takes_back_id is None and v.id not in taken_back) for v in vouchers],
            "paid_in": paid_in(vouchers),
            "days": (today(request.zone) - prospect.stage_since).days,
            "history": history_of(prospect.id, zone_id=prospect.zone_id)[:20],
            "may_edit": may_edit,
            "may_move": may_edit and bool(open_moves(prospect)),
            "may_sign": may_edit and may_move(stage, Stage.SIGNED),
            "may_land": may_edit and may_move(stage, Stage.LANDED),
            "may_link": may_edit and stage in (Stage.SIGNED, Stage.LANDED),
            "may_enter": may_enter_capital_paid_in(actor, prospect)
            and prospect.capital_origin == CapitalOrigin.FOREIGN
            and stage in (Stage.SIGNED, Stage.LANDED),
            "sees_project": prospect.project_id is not None
            and visible_projects(actor=actor).filter(id=prospect.project_id).exists(),
        },
    )


@form_methods
def register(request: ZoneRequest) -> HttpResponse:
    require(may_register_prospect(request.actor), REGISTER)
    form = ProspectForm(request.POST or None, actor=request.actor, day=today(request.zone))

    def act() -> str:
        data = form.cleaned_data
        prospect = register_prospect(
            actor=request.actor, details=form.details(), stage=data["stage"], on=data["on"]
        )
        messages.success(request, _("“%s” is entered.") % prospect.name)
        return address(request, "prospect", prospect.id)

    page = FormPage(_("Enter a prospect"), _("Enter"), address(request, "prospects"))
    return form_page(request, form, page, act, groups=groups_of(actor=request.actor))


@form_methods
def edit(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    prospect = get_prospect(prospect_id, actor=request.actor)
    require(may_edit_prospect(request.actor, prospect), EDIT)
    back = address(request, "prospect", prospect.id)
    form = ProspectForm(request.POST or None, actor=request.actor, day=today(request.zone), prospect=prospect)

    def act() -> str:
        prospect.version = form.cleaned_data["version"]
        edit_prospect(actor=request.actor, prospect=prospect, details=form.details())
        return back

    return form_page(request, form, FormPage(_("Edit %s") % prospect.name, _("Save"), back), act)
