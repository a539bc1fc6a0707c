"""Objects that a request names by their ids, found among what the actor may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from guatu.api.collections.places import roster
from guatu.api.models import ApiToken
from guatu.api.problems import Problem
from guatu.api.selectors import visible_tokens
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.selectors import calendars, notices
from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput, NotAllowed
from guatu.core.zoned import ZonedModel
from guatu.enterprises.models.enterprise import Contact, Enterprise
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.selectors.enterprises import visible_enterprises
from guatu.enterprises.selectors.visits import visible_visits
from guatu.enterprises.sheets.look import enterprise_imports
from guatu.feeds.models import CalendarFeed
from guatu.feeds.selectors.feeds import own_feeds
from guatu.grids.models import ChainHelper, Grid, GridImport, GridObject, GridWorker, Substitute
from guatu.grids.selectors.grids import visible_grids
from guatu.grids.selectors.imports import grid_imports
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.target import Campaign, Goal, Inspection, InspectionLine, TargetItem
from guatu.indicators.selectors.readings import visible_indicators
from guatu.indicators.selectors.submissions import visible_sets, visible_submissions
from guatu.indicators.selectors.targets import visible_campaigns
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.selectors.prospects import visible_prospects
from guatu.investment.selectors.registers import visible_entries
from guatu.investment.sheets.uploads import deal_workbooks
from guatu.leagues.models.run import LeagueObjection, LeagueRun
from guatu.leagues.models.table import LeagueExclusion, LeagueTable
from guatu.leagues.selectors.tables import visible_runs, visible_tables
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.selectors.matters import visible_matters
from guatu.meetings.models.fieldwork import SiteVisit
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.selectors.fieldwork import visible_visits as visible_site_visits
from guatu.meetings.selectors.meetings import visible_items, visible_meetings
from guatu.meetings.selectors.series import visible_series
from guatu.notifications.models import Channel, Delivery, Notification
from guatu.notifications.selectors import visible_channels, visible_deliveries, visible_notifications
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit, UnitAlias
from guatu.projects.models.enrolment import EnrolmentFile
from guatu.projects.models.imports import WorkbookImport
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.progress import ProgressReport, StartProof
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.selectors.enrolment import visible_papers
from guatu.projects.selectors.lists import visible_lists
from guatu.projects.selectors.plan import visible_milestones, visible_plans
from guatu.projects.selectors.plan_templates import plan_templates
from guatu.projects.selectors.progress import visible_reports
from guatu.projects.selectors.projects import visible_projects
from guatu.projects.selectors.start_proofs import visible_start_proofs
from guatu.projects.sheets.uploads import workbook_imports
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.reports.selectors.briefings import templates, visible_briefings
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.webhooks.selectors import visible_webhooks
from guatu.zones.models import ZoneRanking
from guatu.zones.selectors.ranking import rankings

Rows = Callable[[Actor], QuerySet[Any]]


def _seen(selector: Callable[..., QuerySet[Any]]) -> Rows:
    return lambda actor: selector(actor=actor)


def _in_zone(model: Any) -> Rows:
    """Vocabulary of the zone: the use case's own policy says who may do something with it."""
    return lambda actor: model.objects.filter(zone_id=actor.zone_id)


def _of(model: Any, path: str, selector: Callable[..., QuerySet[Any]]) -> Rows:
    """What belongs to something else is seen with it."""

    def rows(actor: Actor) -> QuerySet[Any]:
        owners = selector(actor=actor).order_by().values("id")
        found: QuerySet[Any] = model.objects.filter(**{"zone_id": actor.zone_id, f"{path}__in": owners})
        return found

    return rows


def _roster(model: type[ZonedModel]) -> Rows:
    return lambda actor: roster(model, actor)


Found: dict[type[Model], Rows] = {
    ApiToken: _seen(visible_tokens),
    Unit: _roster(Unit),
    UnitAlias: _roster(UnitAlias),
    Person: _roster(Person),
    Post: _roster(Post),
    Appointment: _roster(Appointment),
    TaskForce: _roster(TaskForce),
    Calendar: _seen(calendars),
    Notice: _seen(notices),
    Notification: _seen(visible_notifications),
    Channel: _seen(visible_channels),
    Delivery: _seen(visible_deliveries),
    Matter: _seen(visible_matters),
    MatterKind: _in_zone(MatterKind),
    MatterCategory: _in_zone(MatterCategory),
    SupportingUnit: _of(SupportingUnit, "matter_id", visible_matters),
    TimeRequest: _of(TimeRequest, "matter_id", visible_matters),
    Grid: _seen(visible_grids),
    GridWorker: _of(GridWorker, "grid_id", visible_grids),
    GridObject: _of(GridObject, "grid_id", visible_grids),
    ChainHelper: _of(ChainHelper, "grid_id", visible_grids),
    Substitute: _of(Substitute, "worker__grid_id", visible_grids),
    GridImport: _seen(grid_imports),
    Enterprise: _seen(visible_enterprises),
    Contact: _of(Contact, "enterprise_id", visible_enterprises),
    AccessLink: _of(AccessLink, "enterprise_id", visible_enterprises),
    Visit: _seen(visible_visits),
    EnterpriseImport: _seen(enterprise_imports),
    Project: _seen(visible_projects),
    ProjectDuty: _of(ProjectDuty, "project_id", visible_projects),
    ProjectList: _seen(visible_lists),
    ListMembership: _of(ListMembership, "project_id", visible_projects),
    Plan: _seen(visible_plans),
    Milestone: _seen(visible_milestones),
    PlanTemplate: _seen(plan_templates),
    ProgressReport: _seen(visible_reports),
    StartProof: _seen(visible_start_proofs),
    EnrolmentFile: _seen(visible_papers),
    WorkbookImport: _seen(workbook_imports),
    Prospect: _seen(visible_prospects),
    CapitalPaidIn: _of(CapitalPaidIn, "prospect_id", visible_prospects),
    DealWorkbook: _seen(deal_workbooks),
    Fund: lambda actor: visible_entries(Fund, actor=actor),
    Park: lambda actor: visible_entries(Park, actor=actor),
    PppProject: lambda actor: visible_entries(PppProject, actor=actor),
    MeetingSeries: _seen(visible_series),
    Meeting: _seen(visible_meetings),
    AgendaItem: _seen(visible_items),
    SiteVisit: _seen(visible_site_visits),
    Indicator: _seen(visible_indicators),
    EntrySet: _seen(visible_sets),
    Submission: _seen(visible_submissions),
    Campaign: _seen(visible_campaigns),
    Goal: _of(Goal, "campaign_id", visible_campaigns),
    TargetItem: _of(TargetItem, "goal__campaign_id", visible_campaigns),
    Inspection: _of(Inspection, "campaign_id", visible_campaigns),
    InspectionLine: _of(InspectionLine, "inspection__campaign_id", visible_campaigns),
    LeagueTable: _seen(visible_tables),
    LeagueRun: _seen(visible_runs),
    LeagueObjection: _of(LeagueObjection, "run_id", visible_runs),
    LeagueExclusion: _of(LeagueExclusion, "table_id", visible_tables),
    Briefing: _seen(visible_briefings),
    BriefingTemplate: _seen(templates),
    CalendarFeed: _seen(own_feeds),
    Webhook: _seen(visible_webhooks),
    ZoneRanking: _seen(rankings),
    WebhookDelivery: _of(WebhookDelivery, "webhook_id", visible_webhooks),
}
_BY_LABEL = {model._meta.label_lower: model for model in Found}


class Finder:
    """Looks objects up for one actor."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def by_id(self, model: type[Model], object_id: UUID, place: str) -> Any:
        """Raises `Problem` 404 naming the place where there is none that the actor may see."""
        try:
            found = Found[model](self.actor).filter(id=object_id).first()
        except NotAllowed:
            found = None
        if found is None:
            fault = Fault(place, _("There is no such thing, or none that you may see."), "not_found")
            raise Problem(404, "not_found", faults=[fault])
        return found

    def by_label(self, label: str, object_id: UUID, place: str) -> Any:
        """Raises `InvalidInput` for a type that there is not."""
        model = _BY_LABEL.get(label)
        if model is None:
            known = ", ".join(sorted(_BY_LABEL))
            raise InvalidInput({f"{place}.type": _("expected one of: %s") % known})
        return self.by_id(model, object_id, place)
