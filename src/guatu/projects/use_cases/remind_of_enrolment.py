"""Remind the liaison of a project, or where it has none its lead official, of papers for the statistics library."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.notifications.messages import Message
from guatu.notifications.models import Notification
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.powers import system_actor
from guatu.projects.choices import DutyRole
from guatu.projects.models.project import ProjectDuty
from guatu.projects.notification_kinds import ENROLMENT_DUE
from guatu.projects.policies.enrolment import may_remind_of_enrolment
from guatu.projects.selectors.enrolment import EnrolmentState, enrolment_states, to_enrol

AHEAD = timedelta(days=7)


@use_case(may=may_remind_of_enrolment)
def remind_of_enrolment(*, actor: Actor, today: date) -> int:
    """From a week before the papers are expected, once a calendar week and project. Returns how many were told."""
    zone = Zone.objects.get(id=actor.zone_id)
    monday = today - timedelta(days=today.weekday())
    told_this_week = Notification.objects.filter(
        zone_id=OuterRef("zone_id"),
        kind=ENROLMENT_DUE,
        subject_id=OuterRef("pk"),
        created_at__gte=datetime.combine(monday, time.min, CHINA),
    )
    projects = to_enrol(today, actor=actor).filter(
        Exists(
            ProjectDuty.objects.filter(
                zone_id=OuterRef("zone_id"), project_id=OuterRef("pk"), valid_to__isnull=True
            )
        ),
        ~Exists(told_this_week),
    )
    states = enrolment_states(projects, zone_id=zone.id, day=today)
    waiting = [s for s in states if s.due is not None and s.due - AHEAD <= today and not s.is_ready]
    return sum(_tell(zone, state, monday) for state in waiting)


def _tell(zone: Zone, state: EnrolmentState, monday: date) -> int:
    project = state.project
    duties = ProjectDuty.objects.filter(zone=zone, project=project, valid_to__isnull=True)
    liaisons = duties.filter(role=DutyRole.LIAISON)
    receivers = liaisons if liaisons.exists() else duties
    text = gettext_noop("“%(project)s” lacks papers for the statistics library; they are expected by %(day)s")
    return notify_people(
        actor=system_actor("messenger", zone),
        receivers=list(receivers.values_list("person_id", flat=True)),
        kind=ENROLMENT_DUE,
        text=Message(text, {"project": project.name, "day": state.due}),
        about=project,
        url=reverse("projects:enrolment", args=[zone.code, project.id]),
        dedup_key=f"{ENROLMENT_DUE}:{project.id}:{monday}",
    )
