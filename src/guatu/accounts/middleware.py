"""Whoever signs in with a one-time password chooses their own before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

# Choosing a password, signing out, and the choice of language on that page.
_OPEN = ("account_change_password", "account_logout", "choose-language")


class PasswordChangeMiddleware:
    """Send a user whose password must be changed to the page that changes it, from wherever they were going."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            not user.is_authenticated
            or not user.must_change_password
            or request.path in {reverse(name) for name in _OPEN}
        ):
            return self.get_response(request)
        page = reverse("account_change_password")
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": page})
        return redirect(page)
