"""The chain of tips: its figures, the helpers of a grid, the ratios, a tip said on the telephone."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.errors import NotAllowed, Refused
from guatu.core.periods import Period
from guatu.grids.choices import ChainLevel
from guatu.grids.forms.chain import HelperEndForm, HelperForm, LinkForm, TermsForm, TipForm
from guatu.grids.models import ChainHelper, HelperTerms
from guatu.grids.policies import (
    MANAGE,
    TIP,
    may_choose_helper_terms,
    may_manage_grid,
    may_manage_helper,
    may_raise_tip,
)
from guatu.grids.rules.chain import Oddity, Ratios
from guatu.grids.selectors.chain import chain_report, get_helper, helpers_of, terms_on, tips_of
from guatu.grids.selectors.grids import get_grid
from guatu.grids.use_cases.add_chain_helper import add_chain_helper
from guatu.grids.use_cases.choose_helper_terms import choose_helper_terms
from guatu.grids.use_cases.end_chain_helper import end_chain_helper
from guatu.grids.use_cases.issue_chain_link import issue_chain_link
from guatu.grids.use_cases.raise_tip import KIND, raise_tip
from guatu.grids.views.pages import FormPage, address, form_page, posted, require, require_view
from guatu.matters.choices import Source
from guatu.matters.models.kinds import MatterCategory
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])

ODD: dict[Oddity, Any] = {
    Oddity.TOO_MANY_HOUSEHOLDS: gettext_lazy("more households than is usual"),
    Oddity.TOO_FEW_HOUSEHOLDS: gettext_lazy("fewer households than is usual"),
    Oddity.HOUSEHOLDS_UNKNOWN: gettext_lazy("how many households is not known"),
    Oddity.NO_CENTRAL: gettext_lazy("no central household above"),
    Oddity.TOO_MANY_INFORMANTS: gettext_lazy("more informants than is usual"),
    Oddity.TOO_FEW_INFORMANTS: gettext_lazy("fewer informants than is usual"),
    Oddity.NOBODY: gettext_lazy("no informant at all"),
}


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """Coverage, time of the loop in `?period=` (this year where none is given), what is odd, grid by grid."""
    require_view(request)
    day = today(request.zone)
    period = Period.parse(request.GET.get("period", "") or str(day.year))
    report = chain_report(period, day, actor=request.actor)
    odd = [(grid, helper, [ODD[one] for one in found]) for grid, helper, found in report.odd]
    context = {
        "report": report,
        "odd": odd,
        "may_choose": may_choose_helper_terms(request.actor),
        "versions": HelperTerms.objects.filter(zone_id=request.zone.id),
    }
    return render(request, "grids/chain.html", context)


@form_methods
def terms(request: ZoneRequest) -> HttpResponse:
    """Other ratios, as a new version."""
    require(may_choose_helper_terms(request.actor), MANAGE)
    day = today(request.zone)
    now = terms_on(request.zone.id, day)
    initial = {name: getattr(now, name) for name in Ratios.__slots__} | {"in_force_from": day}
    form = TermsForm(posted(request), initial=initial)

    def act(values: dict[str, Any]) -> str:
        choose_helper_terms(
            actor=request.actor,
            ratios=form.ratios(),
            reason=values["reason"],
            in_force_from=values["in_force_from"],
        )
        return address(request, "chain")

    page = FormPage(_("Ratios of the chain of tips"), _("Choose these ratios"), address(request, "chain"))
    return form_page(request, form, page, act)


@require_safe
def show(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """The helpers of a grid, each informant under their central household, and what came through them."""
    grid = get_grid(grid_id, actor=request.actor)
    helpers = list(helpers_of(grid, today(request.zone)))
    may_manage = may_manage_grid(request.actor, grid) and grid.closed_on is None
    context = {
        "grid": grid,
        "helpers": [(one, tips_of(one)[:5]) for one in _in_order(helpers)],
        "may_manage": may_manage,
        "may_raise": bool(helpers) and may_raise_tip(request.actor, helpers[0]),
    }
    return render(request, "grids/grid_chain.html", context)


def _in_order(helpers: list[ChainHelper]) -> list[ChainHelper]:
    """Each central household, its informants below it; last the informants without one."""
    centrals = [one for one in helpers if one.level == ChainLevel.CENTRAL]
    known = {one.id for one in centrals}
    rows = [
        row
        for central in centrals
        for row in [central, *(one for one in helpers if one.above_id == central.id)]
    ]
    return rows + [one for one in helpers if one.level == ChainLevel.INFORMANT and one.above_id not in known]


@form_methods
def add(request: ZoneRequest, grid_id: UUID) -> HttpResponse:
    """A central household or an informant."""
    grid = get_grid(grid_id, actor=request.actor)
    require(may_manage_grid(request.actor, grid), MANAGE)
    day = today(request.zone)
    centrals = [one for one in helpers_of(grid, day) if one.level == ChainLevel.CENTRAL]
    form = HelperForm(posted(request), actor=request.actor, day=day, centrals=centrals)
    back = address(request, "grid-chain", grid.id)

    def act(_values: dict[str, Any]) -> str:
        helper = add_chain_helper(actor=request.actor, grid=grid, **form.values())
        messages.success(request, _("%s is in the chain.") % helper.name)
        return back

    page = FormPage(_("Helper in the chain of tips of %s") % grid.name, _("Add"), back)
    return form_page(request, form, page, act)


@form_methods
def end(request: ZoneRequest, helper_id: UUID) -> HttpResponse:
    """Their work ends, their link opens nothing any more."""
    helper = get_helper(helper_id, actor=request.actor)
    require(may_manage_helper(request.actor, helper), MANAGE)
    back = address(request, "grid-chain", helper.grid_id)
    form = HelperEndForm(posted(request), initial={"valid_to": today(request.zone)})

    def act(values: dict[str, Any]) -> str:
        end_chain_helper(actor=request.actor, helper=helper, **values)
        return back

    page = FormPage(
        _("End the work of %s in the chain of tips") % helper.name, _("End the work"), back, danger=True
    )
    return form_page(request, form, page, act)


@form_methods
def link(request: ZoneRequest, helper_id: UUID) -> HttpResponse:
    """A link without an account, told once."""
    helper = get_helper(helper_id, actor=request.actor)
    require(may_manage_helper(request.actor, helper), MANAGE)
    back = address(request, "grid-chain", helper.grid_id)
    if request.method == "POST":
        token = issue_chain_link(actor=request.actor, helper=helper)
        url = request.build_absolute_uri(f"/t/{token}/")
        answer = render(request, "grids/chain_link.html", {"helper": helper, "url": url, "back": back})
        answer["Cache-Control"] = "no-store"
        return answer
    page = FormPage(
        _("A link for %s") % helper.name,
        _("Make the link"),
        back,
        _("By it tips are raised without an account, for a year. An earlier link opens nothing any more."),
    )
    return form_page(request, LinkForm(None), page, lambda _values: back)


@form_methods
def tip(request: ZoneRequest, helper_id: UUID) -> HttpResponse:
    """What an informant says on the telephone, typed at the desk."""
    helper = get_helper(helper_id, actor=request.actor)
    if not may_raise_tip(request.actor, helper):
        raise NotAllowed(TIP)
    back = address(request, "grid-chain", helper.grid_id)
    form = TipForm(
        posted(request),
        request.FILES or None,
        categories=tip_categories(request.zone.id),
        initial={"idempotency_key": uuid4()},
    )

    def act(_values: dict[str, Any]) -> str:
        try:
            matter = raise_tip(actor=request.actor, helper=helper, source=Source.HOTLINE, **form.values())
        except Refused as error:
            messages.error(request, str(error))
            return back
        messages.success(request, _("Raised as %(number)s.") % {"number": matter.number})
        return back

    page = FormPage(
        _("A tip from %s, by telephone") % helper.name,
        _("Raise it"),
        back,
        _("It goes to the unit of the grid at once; if nobody signs for it, it climbs the chain."),
    )
    return form_page(request, form, page, act)


def tip_categories(zone_id: UUID) -> list[MatterCategory]:
    """The categories of tips in use."""
    rows = MatterCategory.objects.filter(zone_id=zone_id, kind__code=KIND, closed_on__isnull=True)
    return list(rows.order_by("order", "code"))
