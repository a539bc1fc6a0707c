"""What happens by itself: the ladder rings."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.use_cases.escalate_matters import BATCH, escalate_matters
from guatu.organization.powers import system_actor


def ring_ladders(zones: Iterable[Zone]) -> dict[str, int]:
    """Every rung that has come in each zone; zone code → how many matters were seen to. Safe to run twice."""
    done = {}
    for zone in zones:
        actor, now, seen = system_actor("tick", zone), local_now(zone), 0
        while count := escalate_matters(actor=actor, now=now):
            seen += count
            if count < BATCH:
                break
        done[zone.code] = seen
    return done


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="ladders", lock="ladders")
def ladders(timestamp: int) -> None:
    """Every five minutes."""
    ring_ladders(Zone.objects.order_by("code"))
