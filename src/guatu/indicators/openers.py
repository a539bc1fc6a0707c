"""A new zone begins with the indicators and checks that come with the program."""

from guatu.core.actor import Actor
from guatu.core.openers import add_opener
from guatu.indicators.use_cases.load_catalogue import load_catalogue


@add_opener
def open_with_catalogue(actor: Actor) -> None:
    load_catalogue(actor=actor)
