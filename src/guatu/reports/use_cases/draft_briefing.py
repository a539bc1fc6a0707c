"""Begin a briefing from a template."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.use_case import record, use_case
from guatu.organization.models import Unit
from guatu.projects.models.project import Project
from guatu.reports.choices import Aim
from guatu.reports.events import BriefingDrafted
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.reports.policies import may_draft_briefing
from guatu.reports.selectors.briefings import about_project, get_template
from guatu.reports.writing.compose import compose


@use_case(may=may_draft_briefing)
def draft_briefing(
    *,
    actor: Actor,
    template: BriefingTemplate,
    period: Period,
    unit: Unit | None = None,
    project: Project | None = None,
    supersedes: Briefing | None = None,
) -> Briefing:
    """A draft with a copy of the template's text, titled by its first line.

    Raises `InvalidInput` where the template is about a unit or a project and none is given, or where its text
    cannot be filled in.
    """
    template = get_template(template.id, actor=actor)
    if template.aim == Aim.PROJECT and project is None:
        raise InvalidInput({"project": _("this template is about one project: choose it")})
    if template.aim == Aim.UNIT and unit is None:
        raise InvalidInput({"unit": _("this template is about one unit: choose it")})
    text = supersedes.text if supersedes else template.text
    composed = compose(
        text,
        period,
        actor=actor,
        zone=Zone.objects.get(id=actor.zone_id),
        unit_id=unit.id if unit else None,
        about=about_project(project, actor=actor),
    )
    briefing = Briefing.objects.create(
        zone_id=actor.zone_id,
        template=template,
        title=(composed.title or template.name)[:200],
        period=period.text,
        unit=unit,
        project=project,
        heading=template.heading,
        addressee=template.addressee,
        text=text,
        supersedes=supersedes,
        drafted_by_id=actor.person_id,
        drafted_by_name=actor.name,
    )
    record(BriefingDrafted(zone_id=actor.zone_id, briefing_id=briefing.id), subject=briefing)
    return briefing
