"""Define a plan template: a new one, or the next version of one that there is."""

from dataclasses import replace

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.plan import PlanTemplateDefined
from guatu.projects.models.plan_templates import PlanTemplate, TemplateLink, TemplateMilestone
from guatu.projects.policies.plan import may_define_plan_template
from guatu.projects.rules.plan_checks import check_plan
from guatu.projects.rules.plan_spec import TemplateSpec, in_order
from guatu.projects.selectors.plan_templates import template_spec


@use_case(may=may_define_plan_template)
def define_plan_template(*, actor: Actor, template: TemplateSpec, reason: str = "") -> PlanTemplate:
    """Put `template` into use; the version before stays as it is, and so do plans that were made from it.

    Where the version in use says the same, it is returned and nothing happens. Another version of a template
    needs a reason. Raises `InvalidInput` for names that are missing or too long, `PlanFault` for a plan that is
    not sound.
    """
    check_plan(template.plan)
    _check_names(template)
    template = replace(template, plan=in_order(template.plan))
    one_at_a_time("define_plan_template", actor.zone_id, template.code)
    current = PlanTemplate.objects.filter(zone_id=actor.zone_id, code=template.code, is_current=True).first()
    if current is not None:
        if template_spec(current) == template:
            return current
        if not reason.strip():
            raise InvalidInput({"reason": _("Say why the template becomes another one.")})
        change(current, is_current=False)
    row = PlanTemplate.objects.create(
        zone_id=actor.zone_id,
        code=template.code,
        name=template.name,
        type=template.type,
        source=template.source,
        number=current.number + 1 if current is not None else 1,
        defined_on=today(Zone.objects.get(id=actor.zone_id)),
        defined_by=actor.name,
    )
    _write(row, template)
    record(
        PlanTemplateDefined(zone_id=actor.zone_id, template_id=row.id, code=row.code, number=row.number),
        subject=row,
        reason=reason.strip(),
        about=(current.id,) if current is not None else (),
    )
    return row


def _check_names(template: TemplateSpec) -> None:
    faults = {}
    if not template.code.strip() or len(template.code) > 30:
        faults["code"] = _("1 to %(count)d characters.") % {"count": 30}
    if not template.name.strip() or len(template.name) > 100:
        faults["name"] = _("1 to %(count)d characters.") % {"count": 100}
    if faults:
        raise InvalidInput(faults)


def _write(row: PlanTemplate, template: TemplateSpec) -> None:
    milestones = {
        m.code: TemplateMilestone(
            zone_id=row.zone_id,
            template=row,
            code=m.code,
            name=m.name,
            stage=m.stage,
            order=order,
            anchor=m.anchor,
            approver=m.department,
            unit_of_time=m.unit_of_time,
            duration=m.duration,
            statutory=m.statutory,
            promised=m.promised,
            shortest=m.shortest,
            is_optional=m.optional,
            source=m.source,
        )
        for order, m in enumerate(template.plan.milestones, 1)
    }
    TemplateMilestone.objects.bulk_create(milestones.values())
    TemplateLink.objects.bulk_create(
        TemplateLink(
            zone_id=row.zone_id,
            milestone=milestones[m.code],
            predecessor=milestones[link.predecessor],
            type=link.type,
            lag=link.lag,
            lag_unit=link.lag_unit,
        )
        for m in template.plan.milestones
        for link in m.links
    )
