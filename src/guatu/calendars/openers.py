"""A new zone begins with office hours, all hours, and the notices that came with the program."""

from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.actor import Actor
from guatu.core.openers import add_opener


@add_opener
def open_with_calendars(actor: Actor) -> None:
    set_up_calendars(actor=actor)
