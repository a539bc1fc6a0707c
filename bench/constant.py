"""The floor of serving: the same server and framework with the same settings, answering one constant."""

from __future__ import annotations

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from guatu.server.pages import LIMITS, PageApplication  # sets Django up

BODY = b"x" * 1000


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("constant", constant)]

# Only now: apps look for the middlewares that they need.
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = PageApplication(WSGIHandler(), settings.DATA, LIMITS)
