"""What happens by itself: the clocks of projects."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.pulses import TICK, beat
from guatu.organization.powers import system_actor
from guatu.projects.use_cases.expire_light_overrides import expire_light_overrides
from guatu.projects.use_cases.raise_red_lights import BATCH, raise_red_lights
from guatu.projects.use_cases.refresh_forecasts import refresh_forecasts
from guatu.projects.use_cases.refresh_lights import refresh_lights
from guatu.projects.use_cases.remind_of_enrolment import remind_of_enrolment


def advance_clocks(zones: Iterable[Zone]) -> dict[str, int]:
    """Forecasts and lights of each zone for its day, a problem for each light that has turned red, and a reminder of
    papers that are missing; zone code → how many lights changed. Safe to run twice."""
    changed = {}
    for zone in zones:
        actor, day = system_actor("tick", zone), today(zone)
        refresh_forecasts(actor=actor, today=day)
        changed[zone.code] = refresh_lights(actor=actor, today=day)
        expire_light_overrides(actor=actor, today=day)
        while raise_red_lights(actor=actor, today=day) == BATCH:
            pass
        remind_of_enrolment(actor=actor, today=day)
    return changed


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="tick", lock="tick")
def tick(timestamp: int) -> None:
    """Every hour: lights follow the date, and lights set by hand end."""
    advance_clocks(Zone.objects.order_by("code"))
    beat(TICK)
