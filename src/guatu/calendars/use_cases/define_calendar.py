"""Define a calendar of the zone, or change one."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guatu.calendars.events import CalendarDefined
from guatu.calendars.models import Calendar
from guatu.calendars.patterns import WeeklyPattern
from guatu.calendars.policies import may_define_calendar
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case


@use_case(may=may_define_calendar)
def define_calendar(
    *,
    actor: Actor,
    code: str,
    name: str,
    pattern: WeeklyPattern | None = None,
    is_default: bool = False,
    all_hours: bool = False,
    calendar: Calendar | None = None,
) -> Calendar:
    """A new calendar, or `calendar` changed. It needs a pattern unless it works at all hours.

    Making it the default takes that from the one before. Raises `InvalidInput` for a code that is taken and
    for a missing name or pattern, `Refused` where the zone would lose its only default calendar.
    """
    faults = {}
    if not name.strip():
        faults["name"] = _("Give the calendar a name.")
    if not code.strip():
        faults["code"] = _("Give the calendar a code.")
    if pattern is None and not all_hours:
        faults["pattern"] = _("Give its shifts, or let it work at all hours.")
    if faults:
        raise InvalidInput(faults)
    previous = Calendar.objects.filter(zone_id=actor.zone_id, is_default=True).first()
    if previous is None:
        is_default = True
    elif previous == calendar and not is_default:
        raise Refused(_("One calendar is the default: make another one the default instead."))
    values: dict[str, Any] = {
        "code": code.strip(),
        "name": name.strip(),
        "pattern": {} if all_hours or pattern is None else pattern.dump(),
        "all_hours": all_hours,
        "is_default": is_default,
    }
    if is_default and previous is not None and previous != calendar:
        _note(previous, change(previous, is_default=False))
    try:
        with transaction.atomic():
            saved, changes = _save(actor, calendar, values)
    except IntegrityError:
        raise InvalidInput({"code": _("Another calendar has this code.")}) from None
    _note(saved, changes)
    return saved


def _save(
    actor: Actor, calendar: Calendar | None, values: Mapping[str, Any]
) -> tuple[Calendar, dict[str, tuple[Any, Any]]]:
    if calendar is not None:
        return calendar, change(calendar, **values)
    created = Calendar.objects.create(zone_id=actor.zone_id, **values)
    return created, {name: (None, value) for name, value in values.items()}


def _note(calendar: Calendar, changes: Mapping[str, tuple[Any, Any]]) -> None:
    if changes:
        record(
            CalendarDefined(zone_id=calendar.zone_id, calendar_id=calendar.id, code=calendar.code),
            subject=calendar,
            changes=changes,
        )
