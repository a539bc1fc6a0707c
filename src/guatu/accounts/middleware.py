"""What stands between signing in and the work: a session that is over, a password to choose, a second factor to add."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.accounts.sessions import SessionState, look_after

# Choosing a password, signing out, and the choice of language on that page.
_OPEN = ("account_change_password", "account_logout", "choose-language")
# Sent by a page that asks by itself: nobody has touched it for a minute.
UNATTENDED = "X-Guatu-Unattended"


class SessionMiddleware:
    """End sessions that are over; lead whoever must choose a password, or add a second factor, to where they can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        state = look_after(request.session, user, attended=_is_attended(request))
        request.session_state = state  # type: ignore[attr-defined]
        if state.ended:
            return _ended(request, state)
        if user.must_change_password or state.password_is_old:
            if request.path not in {reverse(name) for name in _OPEN}:
                return _lead(request, reverse("account_change_password"))
        elif state.lacks_factor and not _leads_to_a_factor(request):
            return _lead(request, reverse("mfa_index"))
        return self.get_response(request)


def _is_attended(request: HttpRequest) -> bool:
    """A screen in the hall keeps itself awake: nobody is ever there."""
    return UNATTENDED not in request.headers or request.path.endswith(settings.GUATU_SCREENS)


def _leads_to_a_factor(request: HttpRequest) -> bool:
    """The pages of second factors and what they ask for, without those that show anything else."""
    names = (*_OPEN, "account_reauthenticate", "mfa_reauthenticate")
    return request.path.startswith(reverse("mfa_index")) or request.path in {reverse(name) for name in names}


def _lead(request: HttpRequest, page: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)


def _ended(request: HttpRequest, state: SessionState) -> HttpResponse:
    logout(request)
    messages.info(
        request,
        _("You have been signed out because nothing happened for a while.")
        if state.ended == "idle"
        else _("You have been signed out because the session had reached its longest time."),
    )
    if not request.headers.get("HX-Request"):
        return redirect_to_login(request.get_full_path())
    return HttpResponse(headers={"HX-Redirect": redirect_to_login(_shown_page(request)).headers["Location"]})


def _shown_page(request: HttpRequest) -> str:
    """The path of the page on which a fragment was asked for."""
    host, shown = f"{request.scheme}://{request.get_host()}", request.headers.get("HX-Current-URL", "")
    return shown.removeprefix(host) if shown.startswith(f"{host}/") else "/"
