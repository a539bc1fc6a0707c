"""Tell a group of a progress report 晒进度 through its robot."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.notifications.models import Channel, Delivery
from guatu.notifications.use_cases.broadcast_message import broadcast_message
from guatu.organization.holders import line_of
from guatu.projects.events.progress import ProgressReportBroadcast
from guatu.projects.models.progress import ProgressReport
from guatu.projects.notification_kinds import PROGRESS
from guatu.projects.policies.progress import may_broadcast_progress_report
from guatu.projects.report_words import report_message


@use_case(may=may_broadcast_progress_report)
def broadcast_progress_report(*, actor: Actor, report: ProgressReport, channel: Channel) -> Delivery:
    """The group of the project's own unit, or of a unit above it, reads what was reported; any other learns only that
    there is progress, and the page behind the link asks who is looking. Difficulties and next week's plan are left out.

    A group is told of a report once. Raises `Refused` (`told`) where it was, or where its robot is switched off.
    """
    project = report.project
    in_full = reads_in_full(report, channel)
    delivery = broadcast_message(
        actor=actor,
        channel=channel,
        kind=PROGRESS,
        text=report_message(report),
        about=project,
        url=reverse("projects:progress-reports", args=[project.zone.code, project.id]),
        confidential=not in_full,
        dedup_key=f"{PROGRESS}:{report.id}",
    )
    if delivery is None:
        raise Refused(
            _("This group has been told of the report already, or its robot is switched off."), code="told"
        )
    record(
        ProgressReportBroadcast(
            zone_id=actor.zone_id,
            project_id=project.id,
            report_id=report.id,
            channel_id=channel.id,
            in_full=in_full,
        ),
        subject=report,
        about=(project.id, channel.id),
    )
    return delivery


def reads_in_full(report: ProgressReport, channel: Channel) -> bool:
    """Whether the channel's unit sees the project by its place: as the project's own unit, or as one above it."""
    return channel.unit_id in line_of(report.zone_id, report.project.unit_id)
