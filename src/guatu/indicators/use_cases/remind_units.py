"""Remind units that have not submitted, shortly before the window closes."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.indicators.models.entry import EntrySet
from guatu.indicators.notification_kinds import DUE
from guatu.indicators.policies.entries import ENTER, may_remind_units
from guatu.indicators.rules.windows import Step
from guatu.indicators.selectors.submissions import UnitLine, overview
from guatu.indicators.selectors.windows import ended_periods
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.holders import nearest_holders
from guatu.organization.powers import system_actor

_STILL = gettext_noop("%(set)s of %(unit)s, %(period)s is still to be submitted by %(day)s")
_TEXTS = {
    Step.SOON: _STILL,
    Step.LAST_DAY: gettext_noop("%(set)s of %(unit)s, %(period)s is to be submitted today, %(day)s"),
    Step.LATE: gettext_noop("%(set)s of %(unit)s, %(period)s was due on %(day)s and is not submitted"),
}


@use_case(may=may_remind_units)
def remind_units(*, actor: Actor, today: date) -> int:
    """Tell those who enter for a unit, once at each step: from the day of the reminder on, on the last day, and when
    the window has closed; returns how many people were told. Safe to run twice."""
    zone = Zone.objects.get(id=actor.zone_id)
    told = 0
    for entry_set in EntrySet.objects.filter(zone_id=zone.id, starts_on__lte=today):
        for period in ended_periods(entry_set, today)[:1]:
            view = overview(entry_set, period, actor=actor, day=today)
            step = view.window.step(today)
            if step is None:
                continue
            for line in view.missing:
                told += _remind(zone, entry_set, line, period.text, today, step, view.window.closes_on)
    return told


def _remind(
    zone: Zone, entry_set: EntrySet, line: UnitLine, period: str, today: date, step: Step, closes_on: date
) -> int:
    return notify_people(
        actor=system_actor("messenger", zone),
        receivers=nearest_holders(zone.id, ENTER, line.unit.id, today),
        kind=DUE,
        text=Message(
            _TEXTS[step],
            {"set": entry_set.name, "unit": line.unit.name, "period": period, "day": closes_on},
        ),
        about=entry_set,
        url=reverse("indicators:entries", args=[zone.code, entry_set.id, period, line.unit.id]),
        dedup_key=f"indicators.due:{entry_set.id}:{line.unit.id}:{period}:{step}",
    )
