"""When something that ought to happen again and again last happened: the tick, a backup."""

from datetime import datetime

from guatu.core.clock import now
from guatu.core.models import Pulse

TICK = "tick"
BACKUP = "backup"


def beat(name: str, told: str = "") -> None:
    """Say that it has just happened."""
    Pulse.objects.update_or_create(name=name, defaults={"at": now(), "told": told[:300]})


def last_beat(name: str) -> datetime | None:
    """When it last happened, or None."""
    return Pulse.objects.filter(name=name).values_list("at", flat=True).first()
