"""What somebody has been told, and the bell that counts it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from guatu.core.clock import now
from guatu.notifications import bell
from guatu.notifications.kinds import kind_label
from guatu.notifications.selectors import by_day, get_notification, kinds_told, told, unread_count
from guatu.notifications.use_cases.read_all_notifications import read_all_notifications
from guatu.notifications.use_cases.read_notification import read_notification
from guatu.organization.requests import ZoneRequest

_PAGE = 50


@require_GET
def list_notifications(request: ZoneRequest) -> HttpResponse:
    """By day, the unread of each day first; `?show=unread` and `?kind=` filter."""
    unread_only, kind = request.GET.get("show") == "unread", request.GET.get("kind", "")
    found = told(actor=request.actor, unread_only=unread_only, kind=kind)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notifications/notifications.html",
        {
            "page": page,
            "days": by_day(page.object_list),
            "kinds": sorted((str(kind_label(name)), name) for name in kinds_told(actor=request.actor)),
            "kind": kind,
            "unread_only": unread_only,
            "unread": unread_count(actor=request.actor),
            "drawn_at": now().isoformat(),
        },
    )


@require_GET
def show_bell(request: ZoneRequest) -> HttpResponse:
    """The bell alone, for a page that stays open."""
    return render(request, "notifications/_bell_link.html", {"tool": bell.values(request)})


@require_GET
def open_notification(request: ZoneRequest, notification_id: UUID) -> HttpResponse:
    """Go to what it is about; from then on it is read."""
    notification = get_notification(notification_id, actor=request.actor)
    read_notification(actor=request.actor, notification=notification)
    if url_has_allowed_host_and_scheme(notification.url, None):
        return redirect(notification.url)
    return redirect("notifications:notifications", request.zone.code)


@require_POST
def read(request: ZoneRequest, notification_id: UUID) -> HttpResponse:
    """Mark it read without going there."""
    read_notification(
        actor=request.actor, notification=get_notification(notification_id, actor=request.actor)
    )
    return _back(request)


@require_POST
def read_all(request: ZoneRequest) -> HttpResponse:
    """Mark read all that was on the list when it was drawn."""
    read_all_notifications(actor=request.actor, until=_moment(request.POST.get("until", "")))
    return _back(request)


def _back(request: ZoneRequest) -> HttpResponse:
    """To the list, as it was filtered."""
    address = reverse("notifications:notifications", args=[request.zone.code])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo else None
