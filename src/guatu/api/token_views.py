"""One's own tokens: those there are, a new one, one taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guatu.api.forms import TokenForm, by_area
from guatu.api.selectors import get_token, powers_to_give, visible_tokens
from guatu.api.use_cases.issue_api_token import issue_api_token
from guatu.api.use_cases.withdraw_api_token import withdraw_api_token
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest

_USUAL = timedelta(days=90)


@require_GET
def list_tokens(request: ZoneRequest) -> HttpResponse:
    """Those that open something first, then what is expired or withdrawn."""
    tokens = list(visible_tokens(actor=request.actor))
    day = today()
    is_open = [one for one in tokens if one.withdrawn_at is None and one.expires_on >= day]
    return render(
        request,
        "api/tokens.html",
        {
            "is_open": [(one, by_area(one.powers)) for one in is_open],
            "over": [one for one in tokens if one not in is_open],
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: ZoneRequest) -> HttpResponse:
    """The form, and after it the token, which is shown this once."""
    form = TokenForm(
        request.POST if request.method == "POST" else None,
        held=powers_to_give(actor=request.actor),
        until=today() + _USUAL,
    )
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_api_token(actor=request.actor, **form.values())
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return render(request, "api/token_issued.html", {"issued": issued})
    return render(request, "api/token_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw(request: ZoneRequest, token_id: UUID) -> HttpResponse:
    withdraw_api_token(actor=request.actor, token=get_token(token_id, actor=request.actor))
    messages.success(request, _("Withdrawn. Whoever comes with this token from now on is a stranger."))
    return redirect("tokens:tokens", request.zone.code)
