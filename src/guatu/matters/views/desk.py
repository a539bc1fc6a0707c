"""“My matters”: what waits for whoever is signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.matters.policies import RAISE, VIEW
from guatu.matters.selectors.desk import matters_desk
from guatu.matters.views.pages import require
from guatu.organization.requests import ZoneRequest


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    require(request.actor.may(VIEW) or request.actor.may(RAISE), VIEW)
    context = {
        "desk": matters_desk(request.zone, actor=request.actor),
        "may_raise": request.actor.may(RAISE),
    }
    return render(request, "matters/desk.html", context)
