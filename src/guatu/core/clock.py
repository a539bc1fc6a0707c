"""The one place that knows what time it is.

Stored moments are aware datetimes in UTC. A *day* is a day of the zone, which keeps China Standard Time.
A demo zone may keep its clock on a past date, so that its year stays the year of its workbook; the record
always carries the true moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("guatu_frozen_clock", default=None)


class HasClock(Protocol):
    """A zone, as far as the clock is concerned."""

    clock_date: date | None


def now() -> datetime:
    """The true moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(zone: HasClock | None = None) -> date:
    """The day it is in `zone` (its own clock date where it keeps one), or in China."""
    if zone is not None and zone.clock_date is not None and _frozen.get() is None:
        return zone.clock_date
    return now().astimezone(CHINA).date()


def local_now(zone: HasClock | None = None, at: datetime | None = None) -> datetime:
    """What the zone's clock shows at the moment `at` (now where it says nothing), in China's time zone: on the clock
    date where it keeps one. While the clock is held still (`frozen_at`), that moment, whatever `at` says."""
    moment = (_frozen.get() or at or now()).astimezone(CHINA)
    if zone is None or zone.clock_date is None or _frozen.get() is not None:
        return moment
    day = zone.clock_date
    return moment.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment` (aware) everywhere; for `guatu tick --now` and for tests."""
    if moment.tzinfo is None:
        raise ValueError("frozen_at needs an aware datetime")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
