"""What the doctor looks at that wants care again and again: room, backups, the clocks."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from guatu.cli.finding import Finding
from guatu.core.clock import CHINA, now
from guatu.core.models import Zone
from guatu.core.pulses import BACKUP, TICK, last_beat

GB = 10**9
LEAST_ROOM = 2 * GB
LEAST_SHARE = 0.05
OLDEST_BACKUP = timedelta(hours=36)
LONGEST_SILENCE = timedelta(hours=3)


def disk() -> Iterator[Finding]:
    """Room for photos, for the database's log, and for a backup beside them."""
    usage = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.DATA.parent)
    ok = usage.free >= LEAST_ROOM and usage.free >= LEAST_SHARE * usage.total
    told = f"{usage.free / GB:.1f} of {usage.total / GB:.1f} GB are free at {settings.DATA}"
    if not ok:
        told += "; make room before the database stops: move old backups elsewhere, or take a larger disk"
    yield Finding("disk", ok, told)


def backups() -> Iterator[Finding]:
    """A zone with people's own data has a backup not older than a day and a half."""
    last = last_beat(BACKUP)
    if last is None:
        own = Zone.objects.filter(is_demo=False).exists()
        told = "there is none yet; run guatu backup FILE, and every night (docs/operations.md)"
        yield Finding("backup", not own, told if own else "none yet, and nothing but demo data")
        return
    ok = abs(now() - last) <= OLDEST_BACKUP
    told = f"last written {_moment(last)}"
    yield Finding("backup", ok, told if ok else f"{told}, which is too long ago; run guatu backup FILE")


def last_tick() -> Iterator[Finding]:
    """Lights, reminders and the ladder follow the clock only while the worker advances it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        served = cursor.fetchone()[0] > 0
    last = last_beat(TICK)
    told = f"last advanced {_moment(last)}" if last else "not advanced yet"
    # One in the future was told by a clock that had jumped ahead.
    silent = last is None or abs(now() - last) > LONGEST_SILENCE
    if silent and served:
        yield Finding(
            "tick", False, f"{told}; lights and reminders stand still. Start guatu worker, or run guatu tick"
        )
    else:
        yield Finding("tick", True, told)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
