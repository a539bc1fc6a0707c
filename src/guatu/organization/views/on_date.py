"""“Who was responsible on that date”: any unit, any day, names as they were then."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.clock import today
from guatu.organization.forms.units import OnDateForm
from guatu.organization.requests import ZoneRequest
from guatu.organization.roster import conflicts_in, part_of, roster_on


@require_GET
def show_date(request: ZoneRequest) -> HttpResponse:
    """Posts and holders on `?on=`, of one unit (`?unit=`) or of all, and where the register contradicts itself."""
    form = OnDateForm(request.GET, actor=request.actor)
    valid = form.is_valid()
    day = form.cleaned_data.get("on") or today(request.zone)
    unit = form.cleaned_data.get("unit") if valid else None
    roster = roster_on(day, actor=request.actor)
    part = part_of(roster, unit) if unit is not None else None
    shown = roster if unit is None else [part] if part is not None else []
    nodes = [node for top in shown for node in top.walk()]
    if part is not None and form.cleaned_data["only"]:
        nodes = [part]
    return render(
        request,
        "organization/on_date.html",
        {
            "form": form,
            "day": day,
            "is_today": day == today(request.zone),
            "unit": unit,
            "nodes": [node for node in nodes if node.posts],
            "missing": unit is not None and not nodes,
            "conflicts": conflicts_in(roster),
        },
        status=200 if valid else 422,
    )
