"""What the doctor looks at of the record: that its chain holds, and that it is copied elsewhere."""

from collections.abc import Iterator
from datetime import timedelta

from guatu.audit.forwarding import receiver
from guatu.audit.selectors import copy_backlog, first_break
from guatu.cli.finding import Finding
from guatu.core.clock import CHINA, now
from guatu.core.models import Zone
from guatu.core.walls import zone_open

_PATIENCE = timedelta(minutes=5)


def record() -> Iterator[Finding]:
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            broken = first_break(zone.id)
        told = "the chain holds" if broken is None else f"entry {broken.sequence}: {broken.fault}"
        yield Finding(f"record of {zone.code}", broken is None, told)


def copies() -> Iterator[Finding]:
    """Where entries are copied as they are written, and how many of each zone wait for it."""
    try:
        to = receiver()
    except ValueError as error:
        yield Finding("copy of the record", False, str(error))
        return
    if to is None:
        yield Finding("copy of the record", True, "none; entries stay here alone (GUATU_RECORD_URL)")
        return
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            backlog = copy_backlog(zone.id)
        told = f"all of it is at {to}"
        if backlog.since is not None:
            since = f"{backlog.since.astimezone(CHINA):%Y-%m-%d %H:%M}"
            told = f"{backlog.entries} entries have not reached {to}, the first of {since}"
        late = backlog.since is not None and now() - backlog.since > _PATIENCE
        yield Finding(f"copy of the record of {zone.code}", not late, told)
