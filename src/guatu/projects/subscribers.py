"""What projects do when something has happened: forecasts and lights follow facts, and people are told."""

from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.calendars.events import NoticeApplied
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.powers import system_actor
from guatu.projects.events.imports import ProjectsImported
from guatu.projects.events.investment import MonthOpened
from guatu.projects.events.lights import LightRulesChosen
from guatu.projects.events.plan import PlanApproved, PlanReturned
from guatu.projects.models.plan import Plan
from guatu.projects.notification_kinds import PLAN_DECIDED
from guatu.projects.use_cases.refresh_forecasts import refresh_forecasts
from guatu.projects.use_cases.refresh_lights import refresh_lights


class AboutProject(Protocol):
    """An event that concerns one project."""

    @property
    def zone_id(self) -> UUID: ...
    @property
    def project_id(self) -> UUID: ...


def refresh_all_lights(event: ProjectsImported | LightRulesChosen | MonthOpened | NoticeApplied) -> None:
    """After something that all lights of the zone look at: a whole list, the rules, the deadlines of months."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_lights(actor=system_actor("lights", zone), today=today(zone))


def refresh_project_light(event: AboutProject) -> None:
    """After something that the light of one project looks at: its money, its dates, its start and finish."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_lights(actor=system_actor("lights", zone), today=today(zone), project_ids=[event.project_id])


def refresh_all_forecasts(event: ProjectsImported | NoticeApplied) -> None:
    """After something that the forecasts of many projects follow from: a whole list, other working days."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_forecasts(actor=system_actor("forecasts", zone), today=today(zone))


def refresh_project_forecast(event: AboutProject) -> None:
    """After something that the forecast of one project follows from: its verified start."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_forecasts(
        actor=system_actor("forecasts", zone), today=today(zone), project_ids=[event.project_id]
    )


def tell_submitter(event: PlanApproved | PlanReturned) -> None:
    """Whoever submitted a plan hears what became of it, with the words of whoever returned it."""
    plan = Plan.objects.select_related("project", "zone").get(zone_id=event.zone_id, id=event.plan_id)
    if plan.submitted_by_id is None:
        return
    params = {"project": plan.project.name, "who": plan.decided_by, "note": plan.decision_note}
    approved = gettext_noop("%(who)s approved the plan of “%(project)s”")
    returned = gettext_noop("%(who)s returned the plan of “%(project)s”: %(note)s")
    notify_people(
        actor=system_actor("messenger", plan.zone),
        receivers=[plan.submitted_by_id],
        kind=PLAN_DECIDED,
        text=Message(approved if isinstance(event, PlanApproved) else returned, params),
        about=plan.project,
        url=reverse("projects:plan", args=[plan.zone.code, plan.project_id]),
        dedup_key=f"{event.name}:{plan.id}:{plan.decided_at}",
    )
