"""Pages of campaigns and their targets."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.attachments.selectors import attachments_of
from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.indicators.forms.targets import (
    CampaignForm,
    GoalForm,
    HighlightForm,
    ItemForm,
    PaceSetterForm,
    QuarterForm,
    TargetsForm,
)
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.policies.targets import (
    JUDGE,
    NAME,
    REPORT,
    SET,
    may_define_campaigns,
    may_name_pace_setter,
)
from guatu.indicators.selectors.targets import (
    campaign_view,
    get_campaign,
    get_goal,
    get_item,
    targets_of,
    visible_campaigns,
)
from guatu.indicators.use_cases.add_goal import add_goal
from guatu.indicators.use_cases.define_campaign import define_campaign
from guatu.indicators.use_cases.define_item import define_item
from guatu.indicators.use_cases.file_highlight import file_highlight
from guatu.indicators.use_cases.name_pace_setter import name_pace_setter
from guatu.indicators.use_cases.open_inspection import open_inspection
from guatu.indicators.use_cases.set_targets import set_targets
from guatu.indicators.views.pages import address, form_page, require
from guatu.organization.choices import TERRITORIAL, UnitType
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import open_units

SHOWN = 20


@require_safe
def index(request: ZoneRequest) -> HttpResponse:
    """The campaigns, the newest year first."""
    require(request.actor.may(VIEW), VIEW)
    context = {
        "campaigns": visible_campaigns(actor=request.actor).prefetch_related("goals"),
        "may_set": may_define_campaigns(request.actor),
    }
    return render(request, "indicators/targets/campaigns.html", context)


@require_safe
def show(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """The tree of a campaign."""
    campaign = get_campaign(campaign_id, actor=request.actor)
    view = campaign_view(campaign, actor=request.actor, zone=request.zone, day=today(request.zone))
    shown = [h.id for goal in view.goals for h in goal.highlights]
    shown += [item.line.id for goal in view.goals for item in goal.items if item.line]
    context = {
        "view": view,
        "campaign": campaign,
        "files": attachments_of(shown, zone_id=request.zone.id),
        "quarter_form": QuarterForm(),
        "may_set": may_define_campaigns(request.actor),
        "report_reach": request.actor.reach(REPORT),
        "may_report": request.actor.may(REPORT),
        "may_judge": request.actor.may(JUDGE),
        "may_name": request.actor.reach(NAME).whole_zone,
        "history": history_of(campaign.id, zone_id=campaign.zone_id)[:SHOWN],
    }
    return render(request, "indicators/targets/campaign.html", context)


@require_http_methods(["GET", "POST"])
def define(request: ZoneRequest) -> HttpResponse:
    """A new campaign."""
    require(may_define_campaigns(request.actor), SET)
    form = CampaignForm(request.POST or None, initial={"year": today(request.zone).year})

    def act() -> str:
        return address(request, "campaign", define_campaign(actor=request.actor, **form.cleaned_data).id)

    return form_page(request, form, act, title=_("New campaign"), back=address(request, "campaigns"))


@require_http_methods(["GET", "POST"])
def goal(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """A new goal."""
    campaign = get_campaign(campaign_id, actor=request.actor)
    require(may_define_campaigns(request.actor), SET)
    form = GoalForm(request.POST or None, actor=request.actor)
    back = address(request, "campaign", campaign.id)

    def act() -> str:
        add_goal(actor=request.actor, campaign=campaign, **form.cleaned_data)
        return back

    return form_page(request, form, act, title=_("New goal"), lead=str(campaign), back=back)


@require_http_methods(["GET", "POST"])
def item(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """A new item; its targets come next."""
    found = get_goal(goal_id, actor=request.actor)
    require(may_define_campaigns(request.actor), SET)
    form = ItemForm(request.POST or None, zone_id=request.zone.id)

    def act() -> str:
        made = define_item(actor=request.actor, goal=found, terms=form.terms())
        return address(request, "targets-set", made.id)

    back = address(request, "campaign", found.campaign_id)
    return form_page(request, form, act, title=_("New item"), lead=found.name, back=back)


@require_http_methods(["GET", "POST"])
def targets(request: ZoneRequest, target_item_id: UUID) -> HttpResponse:
    """The quarters of the whole and of the units."""
    found = get_item(target_item_id, actor=request.actor)
    require(may_define_campaigns(request.actor), SET)
    units = list(open_units(actor=request.actor).filter(type__in=TERRITORIAL - {UnitType.ZONE}))
    form = TargetsForm(request.POST or None, units=units, held=targets_of(found))
    back = address(request, "campaign", found.goal.campaign_id)

    def act() -> str:
        set_targets(actor=request.actor, item=found, values=form.values(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The targets are set."))
        return back

    return form_page(request, form, act, template="indicators/targets/targets.html", item=found, back=back)


@require_POST
def inspect(request: ZoneRequest, campaign_id: UUID) -> HttpResponse:
    """Open a quarter's inspection."""
    campaign = get_campaign(campaign_id, actor=request.actor)
    require(may_define_campaigns(request.actor), SET)
    form = QuarterForm(request.POST)
    if form.is_valid():
        open_inspection(actor=request.actor, campaign=campaign, quarter=form.cleaned_data["quarter"])
        messages.success(request, _("The inspection is open: lead units report, inspectors judge."))
    return redirect(address(request, "campaign", campaign.id))


@require_http_methods(["GET", "POST"])
def highlight(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """A highlight of a goal."""
    found = get_goal(goal_id, actor=request.actor)
    require(request.actor.may(REPORT), REPORT)
    posted = request.method == "POST"
    form = HighlightForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        actor=request.actor,
        permission=REPORT,
    )
    back = address(request, "campaign", found.campaign_id)

    def act() -> str:
        file_highlight(actor=request.actor, goal=found, **form.cleaned_data)
        messages.success(request, _("The highlight is filed."))
        return back

    return form_page(
        request, form, act, title=_("File a highlight"), lead=found.name, back=back, with_files=True
    )


@require_http_methods(["GET", "POST"])
def pace_setter(request: ZoneRequest, goal_id: UUID) -> HttpResponse:
    """Name a pace-setter."""
    found = get_goal(goal_id, actor=request.actor)
    require(may_name_pace_setter(request.actor, found), NAME)
    form = PaceSetterForm(request.POST or None, actor=request.actor)
    back = address(request, "campaign", found.campaign_id)

    def act() -> str:
        name_pace_setter(actor=request.actor, goal=found, **form.cleaned_data)
        messages.success(request, _("The pace-setter is named."))
        return back

    return form_page(request, form, act, title=_("Name a pace-setter"), lead=found.name, back=back)
