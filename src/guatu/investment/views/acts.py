"""What happens to a prospect: moves, the agreement, landing, its project, capital paid in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.core.errors import NotFound, Refused
from guatu.investment.choices import Stage
from guatu.investment.forms.acts import (
    LandForm,
    LinkForm,
    MoveForm,
    PaidInForm,
    SignForm,
    TakeBackForm,
    open_moves,
)
from guatu.investment.models.prospects import Prospect
from guatu.investment.policies import CAPITAL, EDIT, may_edit_prospect, may_enter_capital_paid_in
from guatu.investment.selectors.agreements import paid_in_of
from guatu.investment.selectors.prospects import get_prospect
from guatu.investment.use_cases.enter_capital_paid_in import enter_capital_paid_in
from guatu.investment.use_cases.land_prospect import land_prospect
from guatu.investment.use_cases.link_project import link_project
from guatu.investment.use_cases.move_prospect import move_prospect
from guatu.investment.use_cases.sign_agreement import sign_agreement
from guatu.investment.views.pages import FormPage, address, form_page, require
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _mine(request: ZoneRequest, prospect_id: UUID) -> tuple[Prospect, str]:
    """The prospect, for who may change it, and the way back to its page."""
    prospect = get_prospect(prospect_id, actor=request.actor)
    require(may_edit_prospect(request.actor, prospect), EDIT)
    return prospect, address(request, "prospect", prospect.id)


@form_methods
def move(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    """Into negotiation, out of the funnel, or back into it."""
    prospect, back = _mine(request, prospect_id)
    if not open_moves(prospect):
        raise Refused(_("From here there is no such move."), code="no_such_move")
    form = MoveForm(request.POST or None, prospect=prospect, initial={"on": today(request.zone)})

    def act() -> str:
        move_prospect(actor=request.actor, prospect=prospect, **form.cleaned_data)
        messages.success(
            request,
            _("“%(name)s” is now: %(stage)s.")
            % {"name": prospect.name, "stage": Stage(prospect.stage).label},
        )
        return back

    return form_page(request, form, FormPage(_("Move %s") % prospect.name, _("Move"), back), act)


@form_methods
def sign(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    prospect, back = _mine(request, prospect_id)
    form = SignForm(request.POST or None, prospect=prospect, day=today(request.zone))

    def act() -> str:
        sign_agreement(actor=request.actor, prospect=prospect, signed=form.signed())
        messages.success(request, _("The agreement with “%s” is recorded.") % prospect.name)
        return back

    page = FormPage(
        _("Agreement with %s") % prospect.name,
        _("Record the agreement"),
        back,
        _("From now on its amounts are those of the agreement. What was intended stays in the record."),
    )
    return form_page(request, form, page, act)


@form_methods
def land(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    prospect, back = _mine(request, prospect_id)
    form = LandForm(request.POST or None, actor=request.actor, day=today(request.zone))

    def act() -> str:
        land_prospect(actor=request.actor, prospect=prospect, **form.cleaned_data)
        messages.success(request, _("“%s” has landed.") % prospect.name)
        return back

    page = FormPage(_("Landing of %s") % prospect.name, _("Record the landing"), back)
    return form_page(request, form, page, act)


@form_methods
def link(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    prospect, back = _mine(request, prospect_id)
    form = LinkForm(request.POST or None, actor=request.actor, prospect=prospect)

    def act() -> str:
        link_project(actor=request.actor, prospect=prospect, project=form.cleaned_data["project"])
        return back

    page = FormPage(
        _("Project of %s") % prospect.name,
        _("Link"),
        back,
        _("By this link the same-year enrolment rate finds the project's entry in the statistics library."),
    )
    return form_page(request, form, page, act)


@form_methods
def enter_paid_in(request: ZoneRequest, prospect_id: UUID) -> HttpResponse:
    """A voucher of foreign capital that has come in."""
    prospect = get_prospect(prospect_id, actor=request.actor)
    require(may_enter_capital_paid_in(request.actor, prospect), CAPITAL)
    back = address(request, "prospect", prospect.id)
    form = PaidInForm(request.POST or None, initial={"paid_on": today(request.zone)})

    def act() -> str:
        enter_capital_paid_in(actor=request.actor, prospect=prospect, paid_in=form.paid_in())
        messages.success(request, _("The voucher is entered."))
        return back

    page = FormPage(_("Capital paid in: %s") % prospect.name, _("Enter"), back)
    return form_page(request, form, page, act)


@form_methods
def take_back(request: ZoneRequest, prospect_id: UUID, entry_id: UUID) -> HttpResponse:
    """The counter-entry of a voucher that was wrong."""
    prospect = get_prospect(prospect_id, actor=request.actor)
    require(may_enter_capital_paid_in(request.actor, prospect), CAPITAL)
    entry = paid_in_of(prospect).filter(id=entry_id).first()
    if entry is None:
        raise NotFound("voucher")
    back = address(request, "prospect", prospect.id)
    form = TakeBackForm(request.POST or None)

    def act() -> str:
        enter_capital_paid_in(
            actor=request.actor, prospect=prospect, takes_back=entry, remark=form.cleaned_data["remark"]
        )
        messages.success(request, _("The voucher is taken back; both entries stay in sight."))
        return back

    page = FormPage(_("Take back voucher %s") % entry.voucher, _("Take back"), back, danger=True)
    return form_page(request, form, page, act)
