"""Reading plan templates."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.projects.choices import DurationUnit, LinkType, ProjectType
from guatu.projects.models.plan_templates import PlanTemplate, TemplateLink, TemplateMilestone
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, TemplateSpec
from guatu.projects.selectors.projects import VIEW

# Project types without a template of their own are planned like another.
STANDS_FOR = {ProjectType.LIVELIHOOD: ProjectType.INFRASTRUCTURE}


def plan_templates(*, actor: Actor) -> QuerySet[PlanTemplate]:
    """The zone's templates in every version, with `milestone_count`."""
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
    return PlanTemplate.objects.filter(zone_id=actor.zone_id).annotate(milestone_count=Count("milestones"))


def current_templates(*, actor: Actor) -> list[PlanTemplate]:
    """The version in use of each template."""
    return list(plan_templates(actor=actor).filter(is_current=True).order_by("type", "code"))


def get_plan_template(template_id: UUID, *, actor: Actor) -> PlanTemplate:
    with hidden(_("There is no such plan template.")):
        template = plan_templates(actor=actor).filter(id=template_id).first()
    if template is None:
        raise NotFound(_("There is no such plan template."))
    return template


def template_for(type: str, templates: list[PlanTemplate]) -> PlanTemplate | None:
    """The one of `templates` by which projects of a type are planned, or None."""
    wanted = STANDS_FOR.get(ProjectType(type), type)
    return next((t for t in templates if t.type == type), None) or next(
        (t for t in templates if t.type == wanted), None
    )


def template_spec(template: PlanTemplate) -> TemplateSpec:
    """A template as a value (two queries)."""
    links: dict[UUID, list[LinkSpec]] = defaultdict(list)
    for holder, code, kind, lag, unit in (
        TemplateLink.objects.filter(zone_id=template.zone_id, milestone__template_id=template.id)
        .order_by("predecessor__order", "type")
        .values_list("milestone_id", "predecessor__code", "type", "lag", "lag_unit")
    ):
        links[holder].append(LinkSpec(code, LinkType(kind), lag, DurationUnit(unit)))
    rows = TemplateMilestone.objects.filter(zone_id=template.zone_id, template=template).order_by("order")
    milestones = tuple(
        MilestoneSpec(
            code=row.code,
            name=row.name,
            stage=row.stage,
            anchor=row.anchor,
            department=row.approver,
            unit_of_time=DurationUnit(row.unit_of_time),
            duration=row.duration,
            statutory=row.statutory,
            promised=row.promised,
            shortest=row.shortest,
            optional=row.is_optional,
            source=row.source,
            links=tuple(links[row.id]),
        )
        for row in rows
    )
    return TemplateSpec(
        template.code, template.name, ProjectType(template.type), template.source, PlanSpec(milestones)
    )
