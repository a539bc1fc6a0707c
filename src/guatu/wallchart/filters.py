"""What the chart is asked to show: the filters of projects, and how the rows are grouped."""

from dataclasses import dataclass, fields

from django.http import QueryDict

from guatu.projects.selectors.filters import ProjectFilters, one_of, read_filters

GROUPS = ("unit", "park", "lead", "list", "class", "none")


@dataclass(frozen=True, slots=True)
class ChartFilters(ProjectFilters):
    """Filters, grouping, and the title of the sheet for the wall."""

    group: str = "unit"
    title: str = ""


def read_chart_filters(query: QueryDict, *, year: int) -> ChartFilters:
    """Filters from a query string. `year` holds where none is named. Raises `InvalidInput` naming the parameter."""
    filters = read_filters(query, year=year)
    return ChartFilters(
        **{f.name: getattr(filters, f.name) for f in fields(ProjectFilters)},
        group=one_of(query, "group", GROUPS) or "unit",
        title=query.get("title", "").strip()[:100],
    )
