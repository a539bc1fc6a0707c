"""A new zone begins with office hours, a calendar around the clock, and the official notices."""

from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.actor import Actor
from guatu.core.openers import add_opener


@add_opener
def open_with_calendars(actor: Actor) -> None:
    set_up_calendars(actor=actor)
