"""A new zone begins with the plan templates that come with the program, and with rules for its lights."""

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.openers import add_opener
from guatu.projects.models.lights import LightRuleSet
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.load_plan_templates import load_plan_templates


@add_opener
def open_with_plan_templates(actor: Actor) -> None:
    load_plan_templates(actor=actor)


@add_opener
def open_with_light_rules(actor: Actor) -> None:
    """The published rules of 银川, until the zone chooses its own."""
    if LightRuleSet.objects.filter(zone_id=actor.zone_id).exists():
        return
    zone = Zone.objects.get(id=actor.zone_id)
    choose_light_rules(actor=actor, name="银川规则", preset="yinchuan", in_force_from=today(zone))
