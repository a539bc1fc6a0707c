"""Pages on which campaigns, goals and items are changed, closed and reopened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from guatu.indicators.forms.entries import ReasonForm
from guatu.indicators.forms.targets import CampaignChangeForm, GoalChangeForm, ItemChangeForm
from guatu.indicators.policies.targets import (
    SET,
    may_change_campaign,
    may_change_goal,
    may_change_item,
)
from guatu.indicators.selectors.targets import get_campaign, get_goal, get_item
from guatu.indicators.use_cases.close_campaign import close_campaign
from guatu.indicators.use_cases.close_goal import close_goal
from guatu.indicators.use_cases.close_item import close_item
from guatu.indicators.use_cases.edit_campaign import edit_campaign
from guatu.indicators.use_cases.edit_goal import edit_goal
from guatu.indicators.use_cases.edit_item import edit_item
from guatu.indicators.use_cases.reopen_campaign import reopen_campaign
from guatu.indicators.use_cases.reopen_goal import reopen_goal
from guatu.indicators.use_cases.reopen_item import reopen_item
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest


@require_http_methods(["GET", "POST"])
def campaign(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """Another name, year or description."""
    found = get_campaign(campaign_id, actor=request.actor)
    require(may_change_campaign(request.actor, found), SET)
    held = {name: getattr(found, name) for name in ("name", "year", "text")}
    form = CampaignChangeForm(request.POST or None, initial=held)
    back = address(request, "campaign", found.id)

    def act() -> str:
        edit_campaign(actor=request.actor, campaign=found, **form.cleaned_data)
        return back

    return form_page(request, form, act, title=_("Change the campaign"), lead=str(found), back=back)


@require_http_methods(["GET", "POST"])
def goal(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """Another name or lead unit."""
    found = get_goal(goal_id, actor=request.actor)
    require(may_change_goal(request.actor, found), SET)
    held = {"name": found.name, "lead_unit": found.lead_unit_id}
    form = GoalChangeForm(request.POST or None, actor=request.actor, initial=held)
    back = address(request, "campaign", found.campaign_id)

    def act() -> str:
        edit_goal(actor=request.actor, goal=found, **form.cleaned_data)
        return back

    title = pgettext("of a campaign", "Change the goal")
    return form_page(request, form, act, title=title, lead=str(found.campaign), back=back)


@require_http_methods(["GET", "POST"])
def item(request: ZoneRequest, target_item_id: UUID) -> HttpResponse:
    """Other terms; from here it is closed too."""
    found = get_item(target_item_id, actor=request.actor)
    require(may_change_item(request.actor, found), SET)
    form = ItemChangeForm(request.POST or None, zone_id=request.zone.id, item=found)
    back = address(request, "campaign", found.goal.campaign_id)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        edit_item(actor=request.actor, item=found, terms=form.terms(), reason=reason)
        return back

    return form_page(request, form, act, title=_("Change the item"), lead=found.goal.name, back=back)


@require_http_methods(["GET", "POST"])
def campaign_close(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """Close a campaign with a reason."""
    found = get_campaign(campaign_id, actor=request.actor)
    require(may_change_campaign(request.actor, found), SET)
    said = _("The campaign is closed; what was reported and judged stays.")
    act = partial(close_campaign, campaign=found)
    return _turn(request, act, found.id, str(found), title=_("Close the campaign"), said=said)


@require_http_methods(["GET", "POST"])
def campaign_reopen(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """Reopen a campaign with a reason."""
    found = get_campaign(campaign_id, actor=request.actor)
    require(may_change_campaign(request.actor, found), SET)
    act, said = partial(reopen_campaign, campaign=found), _("The campaign is open again.")
    return _turn(request, act, found.id, str(found), title=_("Reopen the campaign"), said=said)


@require_http_methods(["GET", "POST"])
def goal_close(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """Close a goal with a reason."""
    found = get_goal(goal_id, actor=request.actor)
    require(may_change_goal(request.actor, found), SET)
    said = _("The goal is closed; what was reported and judged stays.")
    act, title = partial(close_goal, goal=found), pgettext("of a campaign", "Close the goal")
    lead = f"{found.campaign} · {found.name}"
    return _turn(request, act, found.campaign_id, lead, title=title, said=said)


@require_http_methods(["GET", "POST"])
def goal_reopen(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """Reopen a goal with a reason."""
    found = get_goal(goal_id, actor=request.actor)
    require(may_change_goal(request.actor, found), SET)
    act, title = partial(reopen_goal, goal=found), pgettext("of a campaign", "Reopen the goal")
    lead = f"{found.campaign} · {found.name}"
    return _turn(request, act, found.campaign_id, lead, title=title, said=_("The goal is open again."))


@require_http_methods(["GET", "POST"])
def close(request: ZoneRequest, target_item_id: UUID) -> HttpResponse:
    """Close an item with a reason."""
    found = get_item(target_item_id, actor=request.actor)
    require(may_change_item(request.actor, found), SET)
    said = _("The item is closed; what was reported and judged stays.")
    act, lead = partial(close_item, item=found), f"{found.goal.name} · {found.name}"
    return _turn(request, act, found.goal.campaign_id, lead, title=_("Close the item"), said=said)


@require_http_methods(["GET", "POST"])
def reopen(request: ZoneRequest, target_item_id: UUID) -> HttpResponse:
    """Reopen an item with a reason."""
    found = get_item(target_item_id, actor=request.actor)
    require(may_change_item(request.actor, found), SET)
    act, lead = partial(reopen_item, item=found), f"{found.goal.name} · {found.name}"
    said = _("The item is open again.")
    return _turn(request, act, found.goal.campaign_id, lead, title=_("Reopen the item"), said=said)


def _turn(
    request: ZoneRequest, turn: Callable[..., object], campaign_id: UUID, lead: str, *, title: str, said: str
) -> HttpResponse:
    """The page that asks why something is to be closed or reopened, and does it."""
    form = ReasonForm(request.POST or None)
    back = address(request, "campaign", campaign_id)

    def act() -> str:
        turn(actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, said)
        return back

    return form_page(request, form, act, title=title, lead=lead, submit=title, back=back)
