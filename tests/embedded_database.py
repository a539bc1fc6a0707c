"""A pytest plugin: one embedded PostgreSQL for the whole run, started before Django reads its settings.

xdist's workers inherit the address; `DATABASE_URL` takes the server from elsewhere.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from guatu.server.embedded_postgres import EmbeddedPostgres

_running: list[tuple[EmbeddedPostgres, Path]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    os.environ.setdefault("GUATU_SECRET_KEY", "a key for tests only")
    if os.environ.get("DATABASE_URL"):
        return
    folder = Path(tempfile.mkdtemp(prefix="guatu-tests-"))
    folder.chmod(0o755)
    os.environ["GUATU_DATA"] = str(folder)
    (folder / "static").mkdir()  # WhiteNoise warns of a folder that is missing
    server = EmbeddedPostgres(folder, fast=True)
    server.start()
    os.environ["DATABASE_URL"] = server.owner_url
    _running.append((server, folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    for server, folder in _running:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
