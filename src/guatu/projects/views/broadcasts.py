"""Telling a group of a progress report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.notifications.policies import BROADCAST
from guatu.notifications.selectors import channels_to_tell
from guatu.notifications.words import on_its_way
from guatu.organization.requests import ZoneRequest
from guatu.projects.forms.progress import BroadcastForm
from guatu.projects.report_words import report_message
from guatu.projects.selectors.progress import get_report
from guatu.projects.use_cases.broadcast_progress_report import broadcast_progress_report, reads_in_full


@require_http_methods(["GET", "POST"])
def broadcast(request: ZoneRequest, report_id: UUID) -> HttpResponse:
    """Choose the group, seeing what each would read; then it is told."""
    report = get_report(report_id, actor=request.actor)
    if not request.actor.may(BROADCAST):
        raise NotAllowed(BROADCAST)
    channels = list(channels_to_tell(actor=request.actor))
    back = reverse("projects:progress-feed", args=[request.zone.code])
    if not channels:
        return render(request, "notifications/no_channels.html", {"back": back})
    near = [channel for channel in channels if reads_in_full(report, channel)]
    form = BroadcastForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        # The smallest unit that reads it in full: units stand before those below them.
        initial={"channel": near[-1] if near else None},
    )
    if form.is_valid():
        try:
            delivery = broadcast_progress_report(
                actor=request.actor, report=report, channel=form.cleaned_data["channel"]
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            messages.success(request, on_its_way(delivery))
            return redirect(back)
    context = {
        "form": form,
        "report": report,
        "words": str(report_message(report)),
        "discreet": [channel for channel in channels if channel not in near],
        "back": back,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/progress/broadcast.html", context, status=status)
