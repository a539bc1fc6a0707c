"""“Who was responsible on that date”: any unit, any day, names as they were then."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.core.clock import today
from guatu.organization.forms.units import OnDateForm
from guatu.organization.requests import ZoneRequest
from guatu.organization.roster import conflicts_on, roster_on


@require_GET
def show_date(request: ZoneRequest) -> HttpResponse:
    """Posts and holders on `?on=`, of one unit (`?unit=`) or of all, and where the register contradicts itself."""
    form = OnDateForm(request.GET, actor=request.actor)
    valid = form.is_valid()
    day = form.cleaned_data.get("on") or today(request.zone)
    unit = form.cleaned_data.get("unit") if valid else None
    nodes = [node for top in roster_on(day, actor=request.actor, unit=unit) for node in top.walk()]
    if unit is not None and form.cleaned_data["only"]:
        nodes = [node for node in nodes if node.unit.id == unit.id]
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
            "conflicts": conflicts_on(day, actor=request.actor),
        },
        status=200 if valid else 422,
    )
