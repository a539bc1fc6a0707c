"""The table of projects: filters in the address, sorted by any head, sums at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import people
from guatu.projects.choices import BundlePart, CapitalOrigin, StartClass, SubClass, WithMatters
from guatu.projects.policies.projects import may_create_project
from guatu.projects.rules.bundle import MISSING
from guatu.projects.selectors.filters import (
    ANY,
    LIGHTS,
    NONE,
    Planned,
    ProjectFilters,
    filter_choices,
    filtered_projects,
    read_filters,
)
from guatu.projects.selectors.projects import VIEW, sees_projects
from guatu.projects.selectors.publications import has_public_projects
from guatu.projects.selectors.table import project_table
from guatu.projects.selectors.years import current_year
from guatu.projects.views.pages import require

# Heads of the table: what they sort by, their words, whether they are numbers, their unit.
_HEADS: tuple[tuple[str, Any, bool, Any], ...] = (
    ("name", gettext_lazy("Project"), False, ""),
    ("light", pgettext_lazy("of a project", "Light"), False, ""),
    ("unit", gettext_lazy("Unit"), False, ""),
    ("class", gettext_lazy("Class"), False, ""),
    ("total", gettext_lazy("Total investment"), True, gettext_lazy("100 million yuan")),
    ("plan", gettext_lazy("Annual plan"), True, gettext_lazy("100 million yuan")),
    ("spent", gettext_lazy("Invested this year"), True, gettext_lazy("100 million yuan")),
    ("start", gettext_lazy("Committed start"), False, ""),
    ("started", gettext_lazy("Actual start"), False, ""),
    ("finish", gettext_lazy("Committed finish"), False, ""),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the table: what pressing it sorts by, and how it is sorted now (for `aria-sort`)."""

    key: str
    label: Any
    is_number: bool
    unit: Any
    next_sort: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force that has no field of its own in the bar; `href` is the page without it."""

    name: str
    value: str
    label: Any
    href: str


def heads(sort: str) -> list[Head]:
    """Numbers sort from the largest first, words and dates from the smallest; pressed again, the other way."""
    found = []
    for key, label, is_number, unit in _HEADS:
        first, second = (f"-{key}", key) if is_number else (key, f"-{key}")
        is_sorted = sort.removeprefix("-") == key
        direction = ("descending" if sort.startswith("-") else "ascending") if is_sorted else ""
        found.append(Head(key, label, is_number, unit, second if sort == first else first, direction))
    return found


def chips(request: ZoneRequest, filters: ProjectFilters) -> list[Chip]:
    """The filters in force that only a link sets."""
    yes_no = {True: "yes", False: "no"}
    words: list[tuple[str, str, Any]] = []
    label: Any
    if filters.liaison_id is not None:
        person = people(actor=request.actor).filter(id=filters.liaison_id).first()
        label = _("Liaison: %s") % (person.name if person else "—")
        words.append(("liaison", str(filters.liaison_id), label))
    if filters.listed is not None:
        label = _("On a list of the year") if filters.listed else _("On no list of the year")
        words.append(("listed", yes_no[filters.listed], label))
    if filters.sub_class:
        label = _("No sub-class") if filters.sub_class == NONE else SubClass(filters.sub_class).label
        words.append(("sub", filters.sub_class, label))
    if filters.concentrated is not None:
        label = _("Concentrated start") if filters.concentrated else _("No concentrated start")
        words.append(("concentrated", yes_no[filters.concentrated], label))
    if filters.origin:
        words.append(("origin", filters.origin, CapitalOrigin(filters.origin).label))
    if filters.missing:
        words.append(("missing", filters.missing, _missing(filters.missing)))
    if filters.planned != Planned.IN_YEAR:
        without = filters.planned == Planned.NOT_IN_YEAR
        label = _("Without a plan for %s") % filters.year if without else _("With and without a plan")
        words.append(("planned", filters.planned, label))
    if filters.withdrawn:
        words.append(("withdrawn", "yes", _("Withdrawn projects")))
    return [Chip(name, value, label, _without(request, name)) for name, value, label in words]


def _missing(missing: str) -> Any:
    if missing == ANY:
        return _("Bundle incomplete")
    return _("Bundle complete") if missing == NONE else MISSING[BundlePart(missing)]


def _without(request: ZoneRequest, name: str) -> str:
    query = request.GET.copy()
    for gone in (name, "page"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


@require_GET
def show(request: ZoneRequest) -> HttpResponse:
    """`?sort=` is the name of a head, `-` before it for descending; `?page=` one of a hundred rows each."""
    require(sees_projects(actor=request.actor), VIEW)
    filters = read_filters(request.GET, year=current_year(request.zone))
    sort = request.GET.get("sort", "")
    table = project_table(
        actor=request.actor,
        filters=filters,
        day=today(request.zone),
        sort=sort,
        number=request.GET.get("page", "1"),
    )
    unplanned = ProjectFilters(year=filters.year, planned=Planned.NOT_IN_YEAR)
    withdrawn = ProjectFilters(year=filters.year, planned=Planned.ANY, withdrawn=True)
    return render(
        request,
        "projects/projects.html",
        {
            "table": table,
            "page": table.page,
            "filters": filters,
            "choices": filter_choices(actor=request.actor, year=filters.year),
            "heads": heads(sort),
            "sort": sort,
            "lights": LIGHTS,
            "classes": StartClass.choices,
            "with_matters": WithMatters.choices,
            "chips": chips(request, filters),
            "unplanned": filtered_projects(actor=request.actor, filters=unplanned).count(),
            "withdrawn": filtered_projects(actor=request.actor, filters=withdrawn).count(),
            "may_create": may_create_project(request.actor),
            "may_import": request.actor.may("projects.import_projects"),
            "may_export": request.actor.may("projects.export_projects"),
            "has_public": has_public_projects(actor=request.actor),
        },
    )
