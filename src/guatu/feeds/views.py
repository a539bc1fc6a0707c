"""Somebody's calendars, and the calendar that opens by its link."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import InvalidInput, NotFound
from guatu.enterprises.rate_limit import is_too_often, note_wrong
from guatu.feeds.choices import FeedContent
from guatu.feeds.forms import SubscribeForm
from guatu.feeds.rules import content_hash, written
from guatu.feeds.selectors.contents import events_of
from guatu.feeds.selectors.feeds import get_feed, note_reading, own_feeds, subscriber_by_token
from guatu.feeds.use_cases.renew_calendar_feed import renew_calendar_feed
from guatu.feeds.use_cases.subscribe_calendar import IssuedFeed, subscribe_calendar
from guatu.feeds.use_cases.withdraw_calendar_feed import withdraw_calendar_feed
from guatu.organization.requests import ZoneRequest
from guatu.projects.selectors.projects import get_project
from guatu.ui.private import kept_private

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def calendars(request: ZoneRequest) -> HttpResponse:
    """The calendars that whoever looks has subscribed to."""
    return render(request, "feeds/calendars.html", {"feeds": own_feeds(actor=request.actor)})


@never_cache
@form_methods
def subscribe(request: ZoneRequest, project_id: UUID | None = None) -> HttpResponse:
    """The form; once sent, the page that shows the whole address, this one time."""
    project = get_project(project_id, actor=request.actor) if project_id is not None else None
    form = SubscribeForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        project=project,
        initial={"content": FeedContent.MINE},
    )
    if request.method == "POST" and form.is_valid():
        chosen = {"content": FeedContent.PROJECT, "project": project} if project is not None else {}
        try:
            issued = subscribe_calendar(
                actor=request.actor,
                language=translation.get_language() or "",
                **(form.cleaned_data | chosen),
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return _told(request, issued)
    context = {"form": form, "project": project}
    return render(request, "feeds/subscribe.html", context, status=422 if form.errors else 200)


@never_cache
@form_methods
def renew(request: ZoneRequest, feed_id: UUID) -> HttpResponse:
    """Ask, then show the new address, this one time."""
    feed = get_feed(feed_id, actor=request.actor)
    if request.method == "POST":
        return _told(request, renew_calendar_feed(actor=request.actor, feed=feed))
    return render(request, "feeds/renew.html", {"feed": feed})


@form_methods
def withdraw(request: ZoneRequest, feed_id: UUID) -> HttpResponse:
    """Ask, then withdraw the link."""
    feed = get_feed(feed_id, actor=request.actor)
    if request.method == "POST":
        withdraw_calendar_feed(actor=request.actor, feed=feed)
        messages.success(request, _("The link opens nothing any more."))
        return redirect(reverse("feeds:calendars", args=[request.zone.code]))
    return render(request, "feeds/withdraw.html", {"feed": feed})


def _told(request: ZoneRequest, issued: IssuedFeed) -> HttpResponse:
    url = _absolute(request, reverse("calendar-feed", args=[issued.token]))
    webcal = "webcal://" + url.partition("://")[2]
    return render(request, "feeds/issued.html", {"feed": issued.feed, "url": url, "webcal": webcal})


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar as a file, for programs that ask again and again: unchanged, it is answered with 304."""
    if is_too_often(request):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    try:
        subscriber = subscriber_by_token(token)
    except NotFound:
        note_wrong(request)
        return kept_private(HttpResponse(status=404))
    feed = subscriber.feed
    with translation.override(feed.language):
        name = f"{feed} – {subscriber.zone.name}"
        events = events_of(subscriber, lambda path: _absolute(request, path))
    said = content_hash(name, events, reminds=feed.reminds)
    changed_at = note_reading(feed, said)
    etag, modified = quote_etag(f"{said[:32]}-{int(changed_at.timestamp())}"), int(changed_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or HttpResponse(
        written(name, events, changed_at=changed_at, reminds=feed.reminds),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="guatu.ics"'},
    )
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    return kept_private(response, cache="private, no-cache")  # a program may ask whether it changed


def _absolute(request: HttpRequest, path: str) -> str:
    """Where the site is known from outside, or where it was asked."""
    public: str = settings.GUATU_PUBLIC_URL
    return public + path if public else request.build_absolute_uri(path)
