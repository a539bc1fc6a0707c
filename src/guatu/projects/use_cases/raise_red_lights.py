"""A red light opens a problem, or joins one that is open: once for each time it turns red."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.use_case import use_case
from guatu.matters.choices import ENDED, Source
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import category_coded, kind_coded, rules_in_force
from guatu.matters.standing import rules_of
from guatu.matters.use_cases.raise_matter import Raiser, raise_matter
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.policies.lights import may_raise_red_lights
from guatu.projects.rules.light_sentences import reason

RULE = "projects.light"
BATCH = 200


@use_case(may=may_raise_red_lights)
def raise_red_lights(*, actor: Actor, today: date, batch: int = BATCH) -> int:
    """Returns how many problems were opened or joined; 0 when every red light has its own. Safe to run twice.

    The zone's rules of matters say whether lights may raise anything (`raised_by`). The problem goes to the project's
    unit at once; its words are Chinese, the language of the zone's data.
    """
    try:
        rules = rules_of(rules_in_force(actor.zone_id, today))
        kind = kind_coded("problem", actor.zone_id)
    except NotFound:
        return 0
    if RULE not in rules.raised_by or kind.closed_on is not None:
        return 0
    seen_to = Matter.objects.filter(
        Q(raised_at__date__gte=OuterRef("since")) | ~Q(status__in=ENDED),
        zone_id=actor.zone_id,
        subject_id=OuterRef("project_id"),
        rule=RULE,
    )
    reds = (
        ProjectLight.objects.filter(
            ~Exists(seen_to),
            zone_id=actor.zone_id,
            colour=LightColour.RED,
            project__withdrawn_on__isnull=True,
        )
        .select_related("project__unit")
        .order_by(F("since").asc(), "project_id")[:batch]
    )
    category = category_coded(kind, "progress")
    raised = 0
    with translation.override("zh-hans"):
        for light in reds:
            project = light.project
            raise_matter(
                actor=actor,
                kind=kind,
                category=category,
                title=_("Red light: %(project)s") % {"project": project.name[:100]},
                text=reason(light.verdict),
                subject=project,
                source=Source.RULE,
                raiser=Raiser(name=_("the rules of lights"), unit=project.unit),
                lead_unit=project.unit if project.unit.closed_on is None else None,
                rule=RULE,
            )
            raised += 1
    return raised
