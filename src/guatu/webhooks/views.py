"""Pages of webhooks: kept by the system administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.organization.requests import ZoneRequest
from guatu.ui.forms import Form
from guatu.webhooks.choices import WebhookState
from guatu.webhooks.forms import RemoveWebhookForm, WebhookEditForm, WebhookForm
from guatu.webhooks.policies import MANAGE, may_manage_webhooks
from guatu.webhooks.selectors import (
    deliveries_of,
    get_delivery,
    get_webhook,
    visible_webhooks,
    with_last_delivery,
)
from guatu.webhooks.use_cases.add_webhook import IssuedWebhook, add_webhook
from guatu.webhooks.use_cases.edit_webhook import edit_webhook
from guatu.webhooks.use_cases.redeliver_webhook import redeliver_webhook
from guatu.webhooks.use_cases.remove_webhook import remove_webhook
from guatu.webhooks.use_cases.renew_webhook_secret import renew_webhook_secret
from guatu.webhooks.use_cases.send_test_event import send_test_event

form_methods = require_http_methods(["GET", "HEAD", "POST"])
_PAGE = 50


def _address(request: ZoneRequest, name: str, *args: Any) -> str:
    return reverse(f"webhooks:{name}", args=[request.zone.code, *args])


def _form_page(
    request: ZoneRequest, form: Form, template: str, act: Callable[[], HttpResponse], **context: Any
) -> HttpResponse:
    """Where the form is sent and valid, `act`; else the form, with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except InvalidInput as error:
            form.add_faults(error)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@require_safe
def list_webhooks(request: ZoneRequest) -> HttpResponse:
    """Each with how its last message went."""
    webhooks = with_last_delivery(visible_webhooks(actor=request.actor).order_by("name"))
    return render(request, "webhooks/webhooks.html", {"webhooks": webhooks})


@never_cache
@form_methods
def add(request: ZoneRequest) -> HttpResponse:
    """The form; once sent, the page that shows the secret, this one time."""
    if not may_manage_webhooks(request.actor):
        raise NotAllowed(MANAGE)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    return _form_page(
        request,
        form,
        "webhooks/form.html",
        lambda: _told(request, add_webhook(actor=request.actor, **form.cleaned_data)),
    )


@form_methods
def edit(request: ZoneRequest, webhook_id: UUID) -> HttpResponse:
    webhook = get_webhook(webhook_id, actor=request.actor)
    form = WebhookEditForm(request.POST if request.method == "POST" else None, webhook=webhook)

    def act() -> HttpResponse:
        values = dict(form.cleaned_data)
        webhook.version = values.pop("version")
        edit_webhook(actor=request.actor, webhook=webhook, **values)
        messages.success(request, _("Saved."))
        return redirect(_address(request, "webhook", webhook.id))

    return _form_page(request, form, "webhooks/form.html", act, webhook=webhook)


@require_safe
def show(request: ZoneRequest, webhook_id: UUID) -> HttpResponse:
    """The log of deliveries, newest first; `?state=` narrows."""
    webhook = get_webhook(webhook_id, actor=request.actor)
    found, state = deliveries_of(webhook), request.GET.get("state", "")
    if state in WebhookState.values:
        found = found.filter(state=state)
    context = {
        "webhook": webhook,
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": WebhookState.choices,
    }
    return render(request, "webhooks/webhook.html", context)


@never_cache
@form_methods
def renew(request: ZoneRequest, webhook_id: UUID) -> HttpResponse:
    """Ask, then show the new secret, this one time."""
    webhook = get_webhook(webhook_id, actor=request.actor)
    if request.method == "POST":
        return _told(request, renew_webhook_secret(actor=request.actor, webhook=webhook))
    return render(request, "webhooks/renew.html", {"webhook": webhook})


@form_methods
def remove(request: ZoneRequest, webhook_id: UUID) -> HttpResponse:
    webhook = get_webhook(webhook_id, actor=request.actor)
    form = RemoveWebhookForm(request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        remove_webhook(actor=request.actor, webhook=webhook, **form.cleaned_data)
        messages.success(request, _("“%s” was removed.") % webhook.name)
        return redirect(_address(request, "webhooks"))

    return _form_page(request, form, "webhooks/remove.html", act, webhook=webhook)


@require_POST
def test(request: ZoneRequest, webhook_id: UUID) -> HttpResponse:
    """Send a test message, and say how it went."""
    webhook = get_webhook(webhook_id, actor=request.actor)
    delivery = send_test_event(actor=request.actor, webhook=webhook)
    if delivery.state == WebhookState.DELIVERED:
        messages.success(request, _("The test message has arrived (%s).") % delivery.detail)
    else:
        told = " ".join(part for part in (delivery.get_fault_display(), delivery.detail) if part)
        messages.error(request, f"{webhook.name}: {told}")
    return redirect(_address(request, "webhook", webhook.id))


@require_POST
def redeliver(request: ZoneRequest, delivery_id: UUID) -> HttpResponse:
    """Have it delivered again now."""
    delivery = get_delivery(delivery_id, actor=request.actor)
    redeliver_webhook(actor=request.actor, delivery=delivery)
    messages.success(request, _("It is being tried again; look again in a minute."))
    return redirect(_address(request, "webhook", delivery.webhook_id))


def _told(request: ZoneRequest, issued: IssuedWebhook) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"webhook": issued.webhook, "secret": issued.secret})
