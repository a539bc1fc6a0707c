"""Projects as features of a map: where they were placed in the project grids, and what stands in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import F

from guatu.core.actor import Actor
from guatu.grids.models import GridObject
from guatu.grids.rules.rfc7946 import Feature, point
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.selectors.filters import ProjectFilters, filtered_projects


def project_features(
    *, actor: Actor, filters: ProjectFilters, address: Callable[[UUID], str]
) -> Iterator[Feature]:
    """The projects that the actor may see and the filters let through, by name (three queries). One that was placed
    nowhere has no geometry; `address` gives a project's page."""
    projects = filtered_projects(actor=actor, filters=filters).select_related("unit").order_by("name", "id")
    placed = {
        row.subject_id: row
        for row in GridObject.objects.filter(
            zone_id=actor.zone_id, subject_type=Project._meta.label_lower, valid_to__isnull=True
        )
        .select_related("grid")
        .order_by(F("lon").asc(nulls_first=True), "id")
    }
    lights = dict(ProjectLight.objects.filter(zone_id=actor.zone_id).values_list("project_id", "colour"))
    for project in projects:
        yield _feature(project, placed.get(project.id), lights.get(project.id, "grey"), address(project.id))


def _feature(project: Project, placed: GridObject | None, light: str, url: str) -> Feature:
    lon, lat = (placed.lon, placed.lat) if placed is not None else (None, None)
    return Feature(
        id=str(project.id),
        geometry=point(lon, lat) if lon is not None and lat is not None else None,
        properties={
            "name": project.name,
            "code": project.code,
            "type": project.type,
            "unit": project.unit.name,
            "owner": project.owner_name,
            "grid": placed.grid.code if placed is not None else None,
            "light": light,
            "total_cny": str(project.total_cny) if project.total_cny is not None else None,
            "committed_start": _day(project.committed_start),
            "committed_finish": _day(project.committed_finish),
            "forecast_finish": _day(project.forecast_finish),
            "actual_start": _day(project.actual_start),
            "actual_finish": _day(project.actual_finish),
            "url": url,
        },
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
