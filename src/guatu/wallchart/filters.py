"""What the chart is asked to show: the filters of projects, and how the rows are grouped."""

from dataclasses import dataclass, fields

from django.http import QueryDict

from guatu.projects.selectors.filters import ProjectFilters, one_of, read_filters

GROUPS = ("unit", "park", "lead", "list", "class", "none")
ORDERS = ("list", "matters")


@dataclass(frozen=True, slots=True)
class ChartFilters(ProjectFilters):
    """Filters, grouping, the order within a group (as listed, or the most urgent matters first), and the title of
    the sheet for the wall."""

    group: str = "unit"
    order: str = "list"
    title: str = ""


def read_chart_filters(query: QueryDict, *, year: int) -> ChartFilters:
    """Filters from a query string. `year` holds where none is named. Raises `InvalidInput` naming the parameter."""
    filters = read_filters(query, year=year)
    return ChartFilters(
        **{f.name: getattr(filters, f.name) for f in fields(ProjectFilters)},
        group=one_of(query, "group", GROUPS) or "unit",
        order=one_of(query, "order", ORDERS) or "list",
        title=query.get("title", "").strip()[:100],
    )
