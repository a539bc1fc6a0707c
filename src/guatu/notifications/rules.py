"""When a message may go out. Pure: no database, no clock. Prose and examples in `docs/rules/telling_people.md`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from guatu.core.clock import CHINA

DIGEST_AT = time(8, 30)
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
# The pauses after the first, second … attempt that failed; after the last one the message is given up.
PAUSES = (
    _MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, 24 * _HOUR,
)  # fmt: skip
# A pause that ends within quiet hours lasts until those end.
LONGEST_WAIT = max(PAUSES) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` up to, not including, `end` each day, over midnight where `start` is the later; none where both
    are the same."""

    start: time = time(22)
    end: time = time(7)

    def hold(self, at: time) -> bool:
        """Whether the hand of the clock stands within."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


# What holds for whoever has said nothing else, and for groups: alarms do not ring at midnight.
USUAL_QUIET = QuietHours()


def first_moment_allowed(
    moment: datetime, quiet: QuietHours, *, urgent: bool = False, zone: tzinfo = CHINA
) -> datetime:
    """The first moment from `moment` (aware) on at which a message may ring: at once outside quiet hours or where
    urgent, else when the quiet hours end. Never earlier than `moment`, never a day or more after it."""
    local = moment.astimezone(zone)
    if urgent or not quiet.hold(local.time()):
        return moment
    end = local.replace(
        hour=quiet.end.hour,
        minute=quiet.end.minute,
        second=quiet.end.second,
        microsecond=quiet.end.microsecond,
    )
    return (end if end > local else end + timedelta(days=1)).astimezone(moment.tzinfo)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after that many attempts (1 and more) have failed; None: give it up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def digest_is_due(moment: datetime, at: time, *, working_day: bool, zone: tzinfo = CHINA) -> bool:
    """Whether the digest of the day may go out: on working days, from `at` on."""
    return working_day and moment.astimezone(zone).time() >= at


# Logs are kept for half a year at least, whatever somebody sets.
SHORTEST_KEPT_DAYS = 184


def days_kept(wanted: int) -> int:
    """For how many days what was read is kept."""
    return max(wanted, SHORTEST_KEPT_DAYS)
