"""Language of the page, and the headers that keep foreign code out of it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGE_COOKIE = "guatu_language"


class LanguageMiddleware:
    """The person's choice (a cookie, kept a year), else the browser's languages, else Chinese."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = translation.get_language_from_request(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class ContentSecurityMiddleware:
    """A content security policy without inline code: scripts and styles come from the house alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        live = live_url(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
            f"form-action {form_targets(request)}; frame-ancestors 'none'; connect-src 'self' {live}".strip(),
        )
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        return response


def form_targets(request: HttpRequest) -> str:
    """Where forms may lead: here, and from the pages around signing in also to those with whose identities one does."""
    outside = settings.GUATU_SIGN_IN_ORIGINS if request.path.startswith("/accounts/") else ()
    return " ".join(["'self'", *outside])


def live_url(request: HttpRequest) -> str:
    """Where live updates come from: the configured address, or the next port on the same host."""
    configured: str = settings.GUATU_LIVE_URL
    if configured:
        return configured
    host, _, port = request.get_host().rpartition(":")
    if not host or not port.isdigit():
        return ""
    return f"{request.scheme}://{host}:{int(port) + 1}"
