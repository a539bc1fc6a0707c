"""Every address that the matrix crosses: the pages of the URL conf, and the streams of live updates.

A provider yields `Address`es; whoever adds one puts it into `PROVIDERS`, and the table asks for its lines. The
API has a test of its own, `test_cross_the_api`, and its part of the table.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guatu.api.models import ApiToken
from guatu.attachments.models import Attachment
from guatu.calendars.models import Calendar, Notice
from guatu.core.zoned_keys import zoned_models
from guatu.enterprises.models.enterprise import Contact, Enterprise
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.models.visits import Visit
from guatu.feeds.models import CalendarFeed
from guatu.grids.models import ChainHelper, Grid, GridImport, GridObject, GridWorker, Substitute
from guatu.indicators.models.entry import EntrySet, Submission, ValidationRule
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.models.target import Campaign, Goal, Inspection, InspectionLine, TargetItem
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund
from guatu.leagues.models import Award, LeagueExclusion, LeagueObjection, LeagueRun, LeagueTable
from guatu.matters.choices import Act
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.meetings.models.meeting import AgendaItem, Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.notifications.models import Channel, Delivery, Notification
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit, UnitAlias
from guatu.projects.models.imports import WorkbookImport
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.plan import Milestone
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.progress import ProgressReport, StartProof, WorkItem
from guatu.projects.models.project import Project
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.webhooks.models import Webhook, WebhookDelivery
from guatu.zones.models import ZoneRanking
from tests.browser.site_pages import PARAMETER, filled, routes
from tests.permissions.rows import MONTH, YEAR, NoRows, Rows

# What a parameter of an address names.
ROWS: Mapping[str, Any] = {
    "alias_id": UnitAlias,
    "appointment_id": Appointment,
    "attachment_id": Attachment,
    "award_id": Award,
    "briefing_id": Briefing,
    "briefing_template_id": BriefingTemplate,
    "campaign_id": Campaign,
    "channel_id": Channel,
    "contact_id": Contact,
    "delivery_id": Delivery,
    "enterprise_id": Enterprise,
    "exclusion_id": LeagueExclusion,
    "feed_id": CalendarFeed,
    "file_id": Attachment,
    "goal_id": Goal,
    "grid_id": Grid,
    "helper_id": ChainHelper,
    "inspection_id": Inspection,
    "item_id": AgendaItem,
    "line_id": InspectionLine,
    "link_id": AccessLink,
    "list_id": ProjectList,
    "matter_id": Matter,
    "meeting_id": Meeting,
    "membership_id": ListMembership,
    "milestone_id": Milestone,
    "notice_id": Notice,
    "notification_id": Notification,
    "objection_id": LeagueObjection,
    "person_id": Person,
    "placed_id": GridObject,
    "post_id": Post,
    "project_id": Project,
    "proof_id": StartProof,
    "prospect_id": Prospect,
    "reading_id": Reading,
    "report_id": ProgressReport,
    "request_id": TimeRequest,
    "ranking_id": ZoneRanking,
    "run_id": LeagueRun,
    "series_id": MeetingSeries,
    "set_id": EntrySet,
    "submission_id": Submission,
    "substitute_id": Substitute,
    "support_id": SupportingUnit,
    "table_id": LeagueTable,
    "target_item_id": TargetItem,
    "task_force_id": TaskForce,
    "template_id": PlanTemplate,
    "token_id": ApiToken,
    "unit_id": Unit,
    "visit_id": Visit,
    "webhook_id": Webhook,
    "work_id": WorkItem,
    "worker_id": GridWorker,
}
# Parameters that mean another kind of row at these addresses.
_IMPORTS = {
    "projects": WorkbookImport,
    "grids": GridImport,
    "enterprises": EnterpriseImport,
    "investment": DealWorkbook,
}
_ENTRIES = {"investment:capital-take-back": CapitalPaidIn, "investment:register-entry-edit": Fund}
# Parameters that name no row, and mean the same in every zone.
_WORDS: Mapping[str, Any] = {
    "form": "svg",
    "year": YEAR,
    "pk": 1,
    "period": MONTH,
    "register": "funds",
    "code": "hazard",
    "category_code": "fire",
    "name": "projects.total_investment",
    "below_code": "BZ",
    "provider_id": "none",
}
# Addresses that stand for several acts, which different people may do: each is crossed by itself.
_ACTS: Mapping[str, list[tuple[str, Mapping[str, Any], Mapping[str, str]]]] = {
    "matters:act": [(act, {"name": act}, {}) for act in Act.values],
    "indicators:submission-act": [(act, {}, {"act": act}) for act in ("review", "approve")],
    "meetings:item-arrange": [(act, {}, {"act": act}) for act in ("up", "next", "drop")],
}


@dataclass(frozen=True)
class Address:
    """Something that can be asked for. `words` are parameters that its name settles, `body` is what a POST says."""

    name: str
    route: str
    words: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """The part of the table in which it stands."""
        space, colon, _ = self.name.partition(":")
        return space if colon else "site"

    @property
    def parameters(self) -> list[str]:
        return [str(found) for found in PARAMETER.findall(self.route)]

    @property
    def is_stream(self) -> bool:
        return self.section == "live"

    @property
    def is_by_link(self) -> bool:
        return "token" in self.parameters

    @property
    def rows(self) -> list[str]:
        """Its parameters that name a row, by its id or by a code of the zone's own."""
        own_codes = ("code",) if self.section in ("indicators", "calendars") else ()
        ids = {*ROWS, "import_id", "entry_id", *own_codes} - set(self.words)
        return [name for name in self.parameters if name in ids]

    @property
    def can_be_secret(self) -> bool:
        """Whether what is kept from most is crossed, too. Of the acts on a matter one stands for all: they find it in
        the same way."""
        if self.name.startswith("matters:act/") and self.words["name"] != Act.values[0]:
            return False
        return not {"matter_id", "attachment_id", "run_id"}.isdisjoint(self.parameters)

    def path(self, rows: Rows | NoRows, last: Rows | NoRows, *, zone_code: str, token: str) -> str:
        """In that zone, naming those rows, and as the last one that of `last`."""
        values: dict[str, Any] = {**_WORDS, **self.words, "zone_code": zone_code, "token": token}
        for name in self.rows:
            source = last if name == self.rows[-1] else rows
            values[name] = self._code(source) if name == "code" else source[self._model(name)].id
        if self.name.startswith("projects:plan-milestone"):
            values["code"] = last[Milestone].code
        return filled(self.route, values)

    def _model(self, parameter: str) -> Any:
        match parameter:
            case "import_id":
                return _IMPORTS[self.section]
            case "entry_id":
                return _ENTRIES[self.name]
            case "delivery_id" if self.section == "webhooks":
                return WebhookDelivery
        return ROWS[parameter]

    def _code(self, rows: Rows | NoRows) -> str:
        if self.section == "calendars":
            return str(rows[Calendar].code)
        return str(rows[ValidationRule if self.name.endswith("rule-edit") else Indicator].code)


def pages() -> Iterator[Address]:
    """Every address of the URL conf. Of two with the same name, the longer is called after its last parameter."""
    seen: Counter[str] = Counter()
    for name, route in routes():
        if name.startswith("api:"):
            continue  # comes by tokens: `test_cross_the_api`
        if name in _ACTS:
            for act, words, body in _ACTS[name]:
                yield Address(f"{name}/{act}", route, words, body)
            continue
        seen[name] += 1
        last = str(PARAMETER.findall(route)[-1]) if seen[name] > 1 else ""
        yield Address(f"{name}/{last}" if last else name, route)


def streams() -> Iterator[Address]:
    """What the stream of a zone can tell of: each app's objects, everything at once, and what somebody was told."""
    apps = sorted({model._meta.app_label for model in zoned_models()})
    subjects = {app: f"{app}.something" for app in apps}
    for name, subject in {**subjects, "everything": "*", "own-bell": "notifications.person"}.items():
        yield Address(f"live:{name}", "live/<str:zone_code>/", {"subject": subject})


Provider = Callable[[], Iterator[Address]]
PROVIDERS: tuple[Provider, ...] = (pages, streams)


def every_address() -> list[Address]:
    return [address for provider in PROVIDERS for address in provider()]
