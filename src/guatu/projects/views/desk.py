"""Desks: one page that answers “what is due today, what is late, what waits for me”."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.rules.progress import reporting_week
from guatu.projects.selectors.desk import desk
from guatu.ui.cards import cards


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    day = today(request.zone)
    # On a Monday the week that counts is the one that has just ended.
    week = reporting_week(day - timedelta(days=1))
    return render(
        request,
        "projects/desk.html",
        {
            "desk": desk(actor=request.actor, today=day, week=week),
            "week": week,
            "day": day,
            "cards": cards(request),
        },
    )
