"""What the chart is asked to show: read from the page's query string, and put to the projects."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.organization.models import Unit
from guatu.organization.rules import subtree
from guatu.projects.choices import DutyRole, StartClass
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.selectors.projects import visible_projects

GROUPS = ("unit", "park", "lead", "list", "class", "none")
LIGHTS = ("red", "yellow", "green", "grey")


@dataclass(frozen=True, slots=True)
class ChartFilters:
    """Filters and grouping. None and () mean: no such filter."""

    year: int
    group: str = "unit"
    lights: tuple[str, ...] = ()
    unit_id: UUID | None = None
    lead_id: UUID | None = None
    list_id: UUID | None = None
    start_class: str = ""
    started: bool | None = None
    words: str = ""
    title: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return bool(
            self.lights or self.unit_id or self.lead_id or self.list_id or self.start_class or self.words
        ) or (self.started is not None)


def read_filters(query: QueryDict, *, year: int) -> ChartFilters:
    """Filters from a query string. `year` holds where none is named. Raises `InvalidInput` naming the parameter."""
    group = query.get("group") or "unit"
    if group not in GROUPS:
        raise InvalidInput({"group": _("expected one of: %s") % ", ".join(GROUPS)})
    lights = tuple(query.getlist("light"))
    if set(lights) - set(LIGHTS):
        raise InvalidInput({"light": _("expected one of: %s") % ", ".join(LIGHTS)})
    start_class = query.get("class", "")
    if start_class and start_class not in StartClass.values:
        raise InvalidInput({"class": _("expected one of: %s") % ", ".join(StartClass.values)})
    started = query.get("started", "")
    return ChartFilters(
        year=_number(query.get("year"), "year") or year,
        group=group,
        lights=lights,
        unit_id=_uuid(query.get("unit"), "unit"),
        lead_id=_uuid(query.get("lead"), "lead"),
        list_id=_uuid(query.get("list"), "list"),
        start_class=start_class,
        started=None if started == "" else started == "yes",
        words=query.get("q", "").strip(),
        title=query.get("title", "").strip()[:100],
    )


def filtered_projects(*, actor: Actor, filters: ChartFilters) -> QuerySet[Project]:
    """The projects of the year that the actor may see and the filters let through."""
    zone_id = actor.zone_id
    years = ProjectYear.objects.filter(zone_id=zone_id, year=filters.year)
    if filters.start_class:
        years = years.filter(start_class=filters.start_class)
    projects = visible_projects(actor=actor).filter(
        withdrawn_on__isnull=True, id__in=years.values("project_id")
    )
    if filters.lights:
        lights = ProjectLight.objects.filter(zone_id=zone_id, colour__in=filters.lights)
        shown = Q(id__in=lights.values("project_id"))
        if "grey" in filters.lights:
            shown |= ~Q(id__in=ProjectLight.objects.filter(zone_id=zone_id).values("project_id"))
        projects = projects.filter(shown)
    if filters.unit_id is not None:
        parents = dict(Unit.objects.filter(zone_id=zone_id).values_list("id", "parent_id"))
        projects = projects.filter(unit_id__in=subtree(parents, filters.unit_id))
    if filters.lead_id is not None:
        led = ProjectDuty.objects.filter(
            zone_id=zone_id,
            person_id=filters.lead_id,
            role=DutyRole.LEAD_OFFICIAL,
            valid_to__isnull=True,
        )
        projects = projects.filter(id__in=led.values("project_id"))
    if filters.list_id is not None:
        members = ListMembership.objects.filter(
            zone_id=zone_id, list_id=filters.list_id, left_on__isnull=True
        )
        projects = projects.filter(id__in=members.values("project_id"))
    if filters.started is not None:
        projects = projects.filter(actual_start__isnull=not filters.started)
    for word in filters.words.split():
        projects = projects.filter(
            Q(name__icontains=word) | Q(owner_name__icontains=word) | Q(code__istartswith=word)
        )
    return projects


def _number(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise InvalidInput({name: _("expected a year such as 2018")})
    return int(text)


def _uuid(text: str | None, name: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput({name: _("expected an identifier")}) from error
