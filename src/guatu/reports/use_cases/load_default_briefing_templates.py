"""Give a zone the templates that are shipped."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.reports.default_templates import DEFAULT_TEMPLATES
from guatu.reports.models import BriefingTemplate
from guatu.reports.policies import may_define_briefing_template
from guatu.reports.use_cases.define_briefing_template import define_briefing_template


@use_case(may=may_define_briefing_template)
def load_default_briefing_templates(*, actor: Actor) -> list[BriefingTemplate]:
    """Those whose code the zone does not have yet; what the zone rewrote stays. Returns the new ones."""
    there = set(BriefingTemplate.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    return [
        define_briefing_template(
            actor=actor,
            code=one.code,
            name=one.name,
            text=one.text,
            aim=one.aim,
            heading=one.heading,
            addressee=one.addressee,
        )
        for one in DEFAULT_TEMPLATES
        if one.code not in there
    ]
