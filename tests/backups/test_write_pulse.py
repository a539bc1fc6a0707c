"""When something last happened."""

import pytest

from guatu.core.clock import frozen_at, now
from guatu.core.models import Pulse
from guatu.core.pulses import BACKUP, TICK, beat, last_beat


@pytest.mark.django_db
def test_the_last_time_counts() -> None:
    assert last_beat(BACKUP) is None
    first = now()
    with frozen_at(first):
        beat(BACKUP, "a.backup")
    beat(BACKUP, "b" * 400)
    at = last_beat(BACKUP)
    assert at is not None
    assert at > first
    assert Pulse.objects.get(name=BACKUP).told == "b" * 300
    assert last_beat(TICK) is None
