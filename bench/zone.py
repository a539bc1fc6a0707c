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

from guatu.server.embedded_postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from guatu.core.models import Zone

MILESTONES = 30
YEAR = 2018
TODAY = date(2018, 7, 2)


@contextmanager
def database() -> Iterator[None]:
    """Start a server, migrate it as its owner, and set Django up on it as the application's role."""
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as server:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "guatu.config.settings",
                "GUATU_DATA": folder,
                "GUATU_SECRET_KEY": "a key for benchmarks only",
                "DATABASE_URL": server.app_url,
                "GUATU_OWNER_DATABASE_URL": server.owner_url,
            }
            owner = {**os.environ, "GUATU_DB_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "guatu", "migrate", "-v", "0"], env=owner, check=True)
            django.setup()
            yield


def full_zone(projects: int, *, code: str) -> Zone:
    """A zone of its own with `projects` projects × 30 milestones, lights, duties and money."""
    from bench.filling import fill  # models can be imported only once Django is set up

    return fill(projects, code=code, milestones=MILESTONES, year=YEAR, today=TODAY, random=Random(projects))
