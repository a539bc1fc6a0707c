"""A new zone begins with the shipped briefing templates."""

from guatu.core.actor import Actor
from guatu.core.openers import add_opener
from guatu.reports.use_cases.load_default_briefing_templates import load_default_briefing_templates


@add_opener
def open_with_briefing_templates(actor: Actor) -> None:
    load_default_briefing_templates(actor=actor)
