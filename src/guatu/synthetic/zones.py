"""A province of invented zones: a city above every ten of them, and in each the same number of projects and matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from django.db import connection
from django.utils.translation import gettext as _

from guatu.accounts.models import User
from guatu.core.clock import CHINA
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone, ZoneKind
from guatu.core.walls import zone_open
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_zone import open_zone
from guatu.synthetic.matters import fill_matters
from guatu.synthetic.people import appoint_head, staff
from guatu.synthetic.projects import fill_projects

MILESTONES = 30
PROVINCE, CITY = "LOADP", "LOAD"
# Zones in one city.
IN_CITY = 10


def load_zones(
    zones: int, *, projects: int, matters: int, seed: int, head: User, now: datetime
) -> Iterator[Zone]:
    """Make them one after the other, each as soon as it is asked for; the same seed on the same day makes the same.

    `now` (aware) is the moment that they are seen at. The first is LOAD001; numbers go on where zones are there
    already. `head` heads the office of each, of the cities and of the province. Raises `InvalidInput` where a number
    is negative.
    """
    faults = {
        f"--{name}": _("expected 0 or more")
        for name, number in (("zones", zones), ("projects", projects), ("matters", matters))
        if number < 0
    }
    if faults:
        raise InvalidInput(faults)
    _open_above(PROVINCE, "虚构省（测量用）", ZoneKind.PROVINCE, "", head)
    first = Zone.objects.filter(code__startswith=CITY, kind=ZoneKind.ZONE).count() + 1
    for number in range(first, first + zones):
        yield _load(number, projects, matters, Random(f"{seed}:{number}"), head, now.astimezone(CHINA))  # noqa: S311
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _open_above(code: str, name: str, kind: ZoneKind, above: str, head: User) -> str:
    """The code of that city or province, opened with `head` in its office where it was not there yet."""
    if not Zone.objects.filter(code=code).exists():
        zone = Zone(code=code, name=name)
        root = open_zone(actor=system_actor("console", zone), zone=zone, kind=kind, parent_code=above)
        with zone_open(zone.id):
            appoint_head(zone, root, head)
    return code


def _load(number: int, projects: int, matters: int, random: Random, head: User, now: datetime) -> Zone:
    zone = Zone(code=f"{CITY}{number:03}", name=f"虚构开发区{number:03}（测量用）")
    place = (number - 1) // IN_CITY
    code, name = f"{CITY}C{place}" if place else CITY, f"虚构市{place + 1:02}（测量用）"
    city = _open_above(code, name, ZoneKind.CITY, PROVINCE, head)
    root = open_zone(actor=system_actor("console", zone), zone=zone, parent_code=city)
    with zone_open(zone.id):
        people = staff(zone, root, head)
        fill_projects(zone, people.parks, projects, milestones=MILESTONES, today=now.date(), random=random)
        fill_matters(zone, people.parks, people.clerks, matters, now=now)
    return zone
