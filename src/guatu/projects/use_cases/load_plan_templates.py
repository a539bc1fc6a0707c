"""Give a zone the plan templates that come with the program."""

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.organization.selectors import root_unit
from guatu.projects.events.plan import PlanTemplatesLoaded
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.policies.plan import may_define_plan_template
from guatu.projects.template_files import shipped_templates
from guatu.projects.use_cases.define_plan_template import define_plan_template


@use_case(may=may_define_plan_template)
def load_plan_templates(*, actor: Actor) -> int:
    """Define every shipped template that the zone lacks; returns how many. Safe to repeat: a template that the
    zone has, in whatever version, is left as it is."""
    known = set(PlanTemplate.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    missing = [template for template in shipped_templates() if template.code not in known]
    for template in missing:
        define_plan_template(actor=actor, template=template)
    if missing:
        record(
            PlanTemplatesLoaded(zone_id=actor.zone_id, codes=tuple(t.code for t in missing)),
            subject=root_unit(actor.zone_id),
        )
    return len(missing)
