"""What happens by itself: reminders of entries that are due."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.indicators.use_cases.remind_units import remind_units
from guatu.organization.powers import system_actor


def remind_all(zones: Iterable[Zone]) -> dict[str, int]:
    """Zone code → how many people were reminded. Safe to run twice."""
    return {z.code: remind_units(actor=system_actor("tick", z), today=today(z)) for z in zones}


@app.periodic(cron="0 1 * * *")
@app.task(queueing_lock="indicator-reminders", lock="indicator-reminders")
def reminders(timestamp: int) -> None:
    """Every morning at nine in China."""
    remind_all(Zone.objects.order_by("code"))
