"""A zone full of invented projects in an embedded PostgreSQL of its own, filled by COPY."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import django

from guatu.core.walls import every_zone_open
from guatu.server.embedded_postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from guatu.core.models import Zone

MILESTONES = 30
YEAR = 2018
TODAY = date(2018, 7, 2)


@contextmanager
def database(*, as_owner: bool = False) -> Iterator[None]:
    """Start a server, migrate it as its owner, and set Django up on it as the application's role, or as the owner, who
    can take the other's role. Every zone is open, for whoever fills and walks them; acts open their own alone."""
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as server:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "guatu.config.settings",
                "GUATU_DATA": folder,
                "GUATU_SECRET_KEY": "a key for benchmarks only",
                "DATABASE_URL": server.owner_url if as_owner else server.app_url,
                "GUATU_OWNER_DATABASE_URL": server.owner_url,
            }
            owner = {**os.environ, "GUATU_DB_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "guatu", "migrate", "-v", "0"], env=owner, check=True)
            django.setup()
            with every_zone_open("benchmarks fill several zones"):
                yield


def full_zone(projects: int, *, code: str) -> Zone:
    """A zone of its own with `projects` projects × 30 milestones, lights, duties and money."""
    # Models can be imported only once Django is set up.
    from guatu.core.models import Zone
    from guatu.organization.choices import UnitType
    from guatu.organization.models import Unit
    from guatu.organization.powers import system_actor
    from guatu.organization.use_cases.create_zone import create_zone
    from guatu.projects.use_cases.choose_light_rules import choose_light_rules
    from guatu.synthetic.projects import fill_projects

    zone = Zone(code=code, name=f"Zone {code}", clock_date=TODAY)
    console = system_actor("console", zone)
    root = create_zone(actor=console, zone=zone)
    choose_light_rules(actor=console, name="bench", preset="yinchuan", in_force_from=date(YEAR, 1, 1))
    parks = Unit.objects.bulk_create(
        Unit(zone=zone, name=f"Park {n}", code=f"P{n:02}", type=UnitType.PARK, parent=root) for n in range(20)
    )
    fill_projects(zone, parks, projects, milestones=MILESTONES, today=TODAY, random=Random(projects))
    return zone
