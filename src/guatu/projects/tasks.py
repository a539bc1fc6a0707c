"""What happens by itself: the clocks of projects."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.powers import system_actor
from guatu.projects.use_cases.refresh_lights import refresh_lights


def advance_clocks(zones: Iterable[Zone]) -> dict[str, int]:
    """Evaluate the lights of each zone for its day; zone code → how many changed. Safe to run twice."""
    return {
        zone.code: refresh_lights(actor=system_actor("tick", zone), today=today(zone)) for zone in zones
    }


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="tick", lock="tick")
def tick(timestamp: int) -> None:
    """Every hour: lights follow the date, and overrides expire."""
    advance_clocks(Zone.objects.order_by("code"))
