"""A new zone begins with kinds of matters, their categories, and the rules of their clocks."""

from guatu.core.actor import Actor
from guatu.core.openers import add_opener
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults


@add_opener
def open_with_matter_kinds(actor: Actor) -> None:
    load_matter_defaults(actor=actor)
