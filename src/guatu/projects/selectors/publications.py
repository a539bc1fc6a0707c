"""Reading what is public of the zone's projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import NotAllowed, Refused
from guatu.core.models import Zone
from guatu.enterprises.models.enterprise import Enterprise
from guatu.grids.models import GridObject
from guatu.organization.selectors import root_unit
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from guatu.projects.models.publication import ProjectPublication
from guatu.projects.oc4ids.mapping import Party, PublicMilestone, PublicProject, package
from guatu.projects.policies.projects import PUBLISH, may_export_public_projects
from guatu.projects.rules.industries import IndustryFault, parse_industry
from guatu.projects.selectors.projects import visible_projects


def publication_of(project: Project) -> ProjectPublication | None:
    """Since when the project is public, or None."""
    return ProjectPublication.objects.filter(zone_id=project.zone_id, project=project).first()


def has_public_projects(*, actor: Actor) -> bool:
    """Whether there is anything to export, for whoever may."""
    return (
        may_export_public_projects(actor)
        and ProjectPublication.objects.filter(zone_id=actor.zone_id).exists()
    )


def oc4ids_package(*, actor: Actor, zone: Zone, uri: str) -> dict[str, Any]:
    """The public projects that the actor may see as an OC4IDS package (six queries). Raises `NotAllowed`, and
    `Refused` (`none_public`) where there is none: the standard knows no empty package."""
    if not may_export_public_projects(actor):
        raise NotAllowed(PUBLISH)
    rows = list(
        ProjectPublication.objects.filter(
            zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
        )
        .select_related("project__unit")
        .order_by("project__name", "project_id")
    )
    if not rows:
        raise Refused(_("No project is public yet."), code="none_public")
    with override("zh-hans"):
        return package(
            _public(rows, zone),
            uri=uri,
            publisher=zone.name,
            published_at=now(),
            today=today(zone),
            license_uri=settings.GUATU_OC4IDS_LICENSE,
        )


def _public(rows: Collection[ProjectPublication], zone: Zone) -> list[PublicProject]:
    ids = [row.project_id for row in rows]
    names = {name for row in rows for name in (row.project.owner_name, row.project.investor_name) if name}
    codes = dict(Enterprise.objects.filter(zone=zone, name__in=names).values_list("name", "credit_code"))
    points = {
        row.subject_id: (row.lon, row.lat)
        for row in GridObject.objects.filter(
            zone=zone, subject_id__in=ids, valid_to__isnull=True, lon__isnull=False
        ).order_by("id")
        if row.lon is not None and row.lat is not None
    }
    milestones: dict[UUID, list[PublicMilestone]] = defaultdict(list)
    found = Milestone.objects.filter(
        zone=zone, project_id__in=ids, committed_finish__isnull=False, dropped_on__isnull=True
    ).order_by(F("committed_finish"), "order")
    for m in found:
        milestones[m.project_id].append(PublicMilestone(m.code, m.name, m.committed_finish, m.actual_finish))
    authority = root_unit(zone.id).name
    return [
        _project(row, zone, authority, codes, points.get(row.project_id), milestones[row.project_id])
        for row in rows
    ]


def _project(
    row: ProjectPublication,
    zone: Zone,
    authority: str,
    codes: dict[str, str],
    point: tuple[float, float] | None,
    milestones: list[PublicMilestone],
) -> PublicProject:
    p = row.project
    prefix: str = settings.GUATU_OC4IDS_PREFIX
    return PublicProject(
        id="-".join(part for part in (prefix, zone.code, str(p.id)) if part),
        name=p.name,
        code=p.code,
        description=row.description,
        type=p.type,
        industry_code=p.industry_code,
        industry_name=_industry(p.industry_code),
        total_cny=p.total_cny,
        starts=p.committed_start,
        ends=p.committed_finish,
        started=p.actual_start,
        finished=p.actual_finish,
        withdrawn=p.withdrawn_on is not None,
        place_name=p.unit.name,
        point=point,
        parties=_parties(p, authority, codes),
        milestones=milestones,
    )


def _parties(project: Project, authority: str, codes: dict[str, str]) -> list[Party]:
    """The zone's authority, whoever builds and whoever pays, each once with all of its roles."""
    roles: dict[str, tuple[str, ...]] = {authority: ("publicAuthority",)}
    for name, role in ((project.owner_name, "buyer"), (project.investor_name, "funder")):
        if name:
            roles[name] = (*roles.get(name, ()), role)
    return [Party(name, found, codes.get(name, "")) for name, found in roles.items()]


def _industry(code: str) -> str:
    try:
        return parse_industry(code).division.name if code else ""
    except IndustryFault:
        return ""
