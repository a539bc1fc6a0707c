"""Pages of visits and of weekly reviews."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.clock import today
from guatu.core.periods import Period
from guatu.meetings.choices import Cause, VisitKind
from guatu.meetings.forms.fieldwork import ReviewForm, VisitForm
from guatu.meetings.policies import REVIEW, VIEW_VISIT, VISIT
from guatu.meetings.selectors.fieldwork import (
    causes_over_time,
    coverage,
    leaders_on,
    review_page,
    to_be_visited,
    visible_visits,
    visit_page,
)
from guatu.meetings.use_cases.file_review import file_review
from guatu.meetings.use_cases.file_visit import file_visit
from guatu.meetings.views.pages import address, form_page, require
from guatu.organization.requests import ZoneRequest
from guatu.projects.rules.progress import reporting_week

WEEKS = 8


@require_safe
def visits(request: ZoneRequest) -> HttpResponse:
    """The visits, and how far they reach this month; `?kind=` shows one kind."""
    require(request.actor.may(VIEW_VISIT), VIEW_VISIT)
    day, kind = today(request.zone), request.GET.get("kind", "")
    kind = kind if kind in VisitKind.values else ""
    context = {
        "found": visit_page(actor=request.actor, kind=kind, number=request.GET.get("page", "1")),
        "coverage": coverage(actor=request.actor, day=day, week=reporting_week(day)),
        "month": day,
        "kind": kind,
        "kinds": VisitKind.choices,
        "may_file": request.actor.may(VISIT),
    }
    return render(request, "meetings/visits.html", context)


@require_safe
def not_visited(request: ZoneRequest) -> HttpResponse:
    """The projects that nobody has visited this month."""
    require(request.actor.may(VIEW_VISIT), VIEW_VISIT)
    day = today(request.zone)
    seen = visible_visits(actor=request.actor).filter(day__range=(day.replace(day=1), day))
    projects = to_be_visited(actor=request.actor, day=day).exclude(
        id__in=seen.filter(project__isnull=False).values("project_id")
    )
    context = {"projects": projects.select_related("unit").order_by("unit__order", "name"), "month": day}
    return render(request, "meetings/not_visited.html", context)


@require_http_methods(["GET", "POST"])
def file(request: ZoneRequest) -> HttpResponse:
    """A visit."""
    require(request.actor.may(VISIT), VISIT)
    day = today(request.zone)
    posted = request.method == "POST"
    form = VisitForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        actor=request.actor,
        today=day,
        leaders=leaders_on(request.zone.id, day),
    )

    def act() -> str:
        file_visit(actor=request.actor, **form.values())
        messages.success(request, _("The visit is filed."))
        return address(request, "visits")

    return form_page(request, form, act, template="meetings/visit_form.html")


@require_safe
def reviews(request: ZoneRequest) -> HttpResponse:
    """The reviews, and which causes come again; `?cause=` shows one."""
    require(request.actor.may(VIEW_VISIT), VIEW_VISIT)
    weeks, cause = _weeks(today(request.zone)), request.GET.get("cause", "")
    context = {
        "page": review_page(
            actor=request.actor,
            cause=cause if cause in Cause.values else "",
            number=request.GET.get("page", "1"),
        ),
        "causes": causes_over_time(actor=request.actor, weeks=weeks),
        "weeks": weeks,
        "cause": cause,
        "may_file": request.actor.may(REVIEW),
    }
    return render(request, "meetings/reviews.html", context)


@require_http_methods(["GET", "POST"])
def review(request: ZoneRequest) -> HttpResponse:
    """A weekly review; filed again for the same week and unit it is written anew."""
    require(request.actor.may(REVIEW), REVIEW)
    weeks = _weeks(today(request.zone))[::-1]
    form = ReviewForm(request.POST or None, actor=request.actor, weeks=weeks)

    def act() -> str:
        file_review(actor=request.actor, **form.values())
        messages.success(request, _("The review is filed."))
        return address(request, "reviews")

    return form_page(request, form, act, title=_("Weekly review"), back=address(request, "reviews"))


def _weeks(day: date) -> list[Period]:
    """This week and those before it, the newest last."""
    return [reporting_week(day - timedelta(weeks=back)) for back in reversed(range(WEEKS))]
