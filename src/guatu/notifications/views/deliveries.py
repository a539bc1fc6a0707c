"""What is on its way, and what did not arrive."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guatu.notifications.choices import DeliveryState
from guatu.notifications.selectors import get_delivery, visible_deliveries
from guatu.notifications.use_cases.retry_delivery import retry_delivery
from guatu.notifications.views.pages import address
from guatu.organization.requests import ZoneRequest

_PAGE = 50
_TROUBLE = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


@require_GET
def list_deliveries(request: ZoneRequest) -> HttpResponse:
    """What failed, newest first; `?state=` shows others, `all` everything. What the messages say is not shown: it is
    their receivers' to read."""
    state = request.GET.get("state", "")
    found = visible_deliveries(actor=request.actor)
    trouble = found.filter(state__in=_TROUBLE).count()
    if state in DeliveryState.values:
        found = found.filter(state=state)
    elif state != "all":
        state, found = "", found.filter(state__in=_TROUBLE)
    return render(
        request,
        "notifications/deliveries.html",
        {
            "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
            "state": state,
            "states": DeliveryState.choices,
            "trouble": trouble,
        },
    )


@require_POST
def retry(request: ZoneRequest, delivery_id: UUID) -> HttpResponse:
    """Have it tried again now."""
    retry_delivery(actor=request.actor, delivery=get_delivery(delivery_id, actor=request.actor))
    messages.success(request, _("It is being tried again; look again in a minute."))
    query = request.META.get("QUERY_STRING", "")
    return redirect(address(request, "deliveries") + (f"?{query}" if query else ""))
