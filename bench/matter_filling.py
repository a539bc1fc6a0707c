"""A zone with many open matters of which few ring."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from guatu.accounts.models import User
from guatu.core.clock import CHINA, now
from guatu.core.models import Zone
from guatu.matters.models.clocks import MatterStanding
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_zone import open_zone
from guatu.synthetic.matters import copy_matter, replied_matter
from guatu.synthetic.people import staff


def fill(code: str, *, total: int, due: int) -> Zone:
    """A zone with `total` open matters; `due` of them ring before tomorrow, the others not within a week."""
    zone = Zone(code=code, name="测试新区")
    root = open_zone(actor=system_actor("console", zone), zone=zone)
    people = staff(zone, root, User.objects.create_user(f"head-{code}", "a long enough password"))
    today = now().astimezone(CHINA)
    park, clerk = people.parks[0], people.clerks[0]
    old = replied_matter(zone, clerk, park, today - timedelta(days=12))
    new = replied_matter(zone, clerk, park, today)
    MatterStanding.objects.filter(matter=old).update(next_at=today)
    copy_matter(old, due - 1)
    if total > due:
        MatterStanding.objects.filter(matter=new).update(next_at=today + timedelta(days=30))
        copy_matter(new, total - due - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return zone
