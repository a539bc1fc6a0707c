"""Writing to a group by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from guatu.core.errors import NotAllowed
from guatu.notifications.forms import AnnouncementForm
from guatu.notifications.policies import BROADCAST
from guatu.notifications.selectors import channels_to_tell
from guatu.notifications.use_cases.announce_to_group import announce_to_group
from guatu.notifications.views.pages import address, form_page
from guatu.notifications.words import on_its_way
from guatu.organization.requests import ZoneRequest


@require_http_methods(["GET", "POST"])
def announce(request: ZoneRequest) -> HttpResponse:
    if not request.actor.may(BROADCAST):
        raise NotAllowed(BROADCAST)
    channels = list(channels_to_tell(actor=request.actor))
    if not channels:
        return render(request, "notifications/no_channels.html")

    def act(values: dict[str, Any]) -> str:
        delivery = announce_to_group(actor=request.actor, **values)
        messages.success(request, on_its_way(delivery))
        return address(request, "announce")

    form = AnnouncementForm(request.POST if request.method == "POST" else None, actor=request.actor)
    return form_page(request, form, "notifications/announce.html", act)
