"""Pages of group robots."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guatu.core.errors import NotAllowed
from guatu.notifications.choices import DeliveryState
from guatu.notifications.forms import ChannelEditForm, ChannelForm, ChannelRemoveForm
from guatu.notifications.policies import BROADCAST, CHANNELS
from guatu.notifications.selectors import get_channel, visible_channels, with_last_delivery
from guatu.notifications.use_cases.add_channel import add_channel
from guatu.notifications.use_cases.edit_channel import edit_channel
from guatu.notifications.use_cases.remove_channel import remove_channel
from guatu.notifications.use_cases.send_test_message import send_test_message
from guatu.notifications.views.pages import address, form_page
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "POST"])
_KEYS = sensitive_post_parameters("webhook", "secret")


@require_GET
def list_channels(request: ZoneRequest) -> HttpResponse:
    """The robots of the units within reach, each with how its last message went."""
    channels = with_last_delivery(visible_channels(actor=request.actor).order_by("unit__order", "name"))
    context = {"channels": channels, "may_announce": request.actor.may(BROADCAST)}
    return render(request, "notifications/channels.html", context)


@_KEYS
@form_methods
def add(request: ZoneRequest) -> HttpResponse:
    """Add one."""
    if not request.actor.may(CHANNELS):
        raise NotAllowed(CHANNELS)

    def act(values: dict[str, Any]) -> str:
        channel = add_channel(actor=request.actor, **values)
        messages.success(
            request, _("“%s” is set up. Send a test message to see that it works.") % channel.name
        )
        return address(request, "channels")

    form = ChannelForm(request.POST if request.method == "POST" else None, actor=request.actor)
    return form_page(request, form, "notifications/channel_form.html", act)


@_KEYS
@form_methods
def edit(request: ZoneRequest, channel_id: UUID) -> HttpResponse:
    """Change one. Its keys are not shown; what is left empty stays."""
    channel = get_channel(channel_id, actor=request.actor)

    def act(values: dict[str, Any]) -> str:
        channel.version = values.pop("version")
        edit_channel(actor=request.actor, channel=channel, **values)
        return address(request, "channels")

    form = ChannelEditForm(
        request.POST if request.method == "POST" else None, actor=request.actor, channel=channel
    )
    return form_page(request, form, "notifications/channel_form.html", act, channel=channel)


@form_methods
def remove(request: ZoneRequest, channel_id: UUID) -> HttpResponse:
    """Remove one."""
    channel = get_channel(channel_id, actor=request.actor)

    def act(values: dict[str, Any]) -> str:
        remove_channel(actor=request.actor, channel=channel, **values)
        messages.success(request, _("“%s” was removed.") % channel.name)
        return address(request, "channels")

    form = ChannelRemoveForm(request.POST if request.method == "POST" else None)
    return form_page(request, form, "notifications/channel_remove.html", act, channel=channel)


@require_POST
def test(request: ZoneRequest, channel_id: UUID) -> HttpResponse:
    """Send a test message, and say how it went."""
    channel = get_channel(channel_id, actor=request.actor)
    delivery = send_test_message(actor=request.actor, channel=channel)
    if delivery.state == DeliveryState.SENT:
        messages.success(request, _("The test message is in the group of “%s”.") % channel.name)
    else:
        told = " ".join(part for part in (delivery.get_fault_display(), delivery.fault_detail) if part)
        messages.error(request, f"{channel.name}: {told}")
    return redirect(address(request, "channels"))
