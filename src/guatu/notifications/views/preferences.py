"""How somebody wants to be told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.notifications.forms import PreferenceForm
from guatu.notifications.selectors import own_preference
from guatu.notifications.senders.mail import mail_is_set_up
from guatu.notifications.use_cases.save_preferences import save_preferences
from guatu.notifications.views.pages import address, form_page
from guatu.organization.requests import ZoneRequest
from guatu.organization.use_cases.set_email import set_email


@require_http_methods(["GET", "POST"])
def edit(request: ZoneRequest) -> HttpResponse:
    """Address, digest, quiet hours, and for each kind of news whether it comes by e-mail."""
    preference = own_preference(actor=request.actor)
    person = preference.person
    form = PreferenceForm(
        request.POST if request.method == "POST" else None, preference=preference, email=request.user.email
    )

    def act(values: dict[str, Any]) -> str:
        set_email(actor=request.actor, person=person, email=values.pop("email"))
        save_preferences(actor=request.actor, person=person, **form.preferences(values))
        messages.success(request, _("Saved."))
        return address(request, "preferences")

    return form_page(request, form, "notifications/preferences.html", act, mail_server=mail_is_set_up())
