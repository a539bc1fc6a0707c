"""What is not in order with the grids."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.clock import today
from guatu.grids.policies import may_draw_outline, may_manage_grids
from guatu.grids.selectors.report import integrity_report
from guatu.grids.views.pages import require_view
from guatu.organization.requests import ZoneRequest

# As many names as are listed at once; the rest is counted.
SHOWN = 20


@require_GET
def show(request: ZoneRequest) -> HttpResponse:
    """Gaps, overlaps, people, objects: the grids of today."""
    require_view(request)
    report = integrity_report(actor=request.actor, day=today(request.zone))
    return render(
        request,
        "grids/report.html",
        {
            "report": report,
            "shown": SHOWN,
            "may_manage": may_manage_grids(request.actor),
            "may_draw_outline": may_draw_outline(request.actor),
        },
    )
