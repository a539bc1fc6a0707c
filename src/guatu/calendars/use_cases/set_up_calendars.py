"""Give a new zone its calendars."""

from django.utils.translation import gettext as _

from guatu.calendars.models import Calendar
from guatu.calendars.patterns import OFFICE_HOURS
from guatu.calendars.policies import may_set_up_calendars
from guatu.calendars.use_cases.define_calendar import define_calendar
from guatu.calendars.use_cases.load_official_notices import load_official_notices
from guatu.core.actor import Actor
from guatu.core.use_case import use_case

OFFICE, ALL_HOURS = "office", "all-hours"


@use_case(may=may_set_up_calendars)
def set_up_calendars(*, actor: Actor) -> None:
    """Office hours as the default calendar, one for all hours, and every shipped notice, applied.

    Safe to repeat: a calendar that exists is left as it is.
    """
    existing = set(Calendar.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    if OFFICE not in existing:
        define_calendar(actor=actor, code=OFFICE, name=_("Office hours"), pattern=OFFICE_HOURS)
    if ALL_HOURS not in existing:
        define_calendar(actor=actor, code=ALL_HOURS, name=_("All hours"), all_hours=True)
    load_official_notices(actor=actor)
