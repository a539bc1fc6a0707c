"""Installations to try faults on."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from guatu.server.embedded_postgres import EmbeddedPostgres
from guatu.server.postgres_install import find_install
from tests.faults.installation import KEY, ROOT, Installation
from tests.faults.scene import Scene


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tests' own tables and the people of `scene`; made once for all processes of the run."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    data = shared / "faults-template"
    with (shared / "faults-template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "scene.json").exists():
            shutil.rmtree(data, ignore_errors=True)
            _make(data)
    return data


def _make(data: Path) -> None:
    with EmbeddedPostgres(data, fast=True) as server:
        programs = find_install(None).folder
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + str(connection.settings_dict["NAME"]))
        dump = subprocess.run([programs / "pg_dump", url.geturl()], check=True, capture_output=True).stdout
        subprocess.run(
            [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", server.owner_url],
            input=dump,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        environ = os.environ | {
            "DATABASE_URL": server.app_url,
            "GUATU_DATA": str(data),
            "GUATU_SECRET_KEY": KEY,
            "DJANGO_SETTINGS_MODULE": "guatu.config.settings",
        }
        built = subprocess.run(
            [sys.executable, "-m", "tests.faults.scene"],
            env=environ,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
    (data / "scene.json").write_bytes(built.stdout)


@pytest.fixture
def installation(db: None, migrated: Path, tmp_path: Path) -> Iterator[Installation]:
    """One to itself, with its database running. (`db` has pytest make the tables that `migrated` is a copy of.)"""
    yield from an_installation(migrated, tmp_path)


@pytest.fixture(scope="module")
def lasting(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for the tests of a file that leave it as it was."""
    yield from an_installation(migrated, tmp_path_factory.mktemp("lasting"))


def an_installation(migrated: Path, folder: Path) -> Iterator[Installation]:
    data = folder / "data"
    shutil.copytree(migrated, data)
    scene = Scene(**json.loads((data / "scene.json").read_text()))
    installation = Installation(data, scene)
    try:
        yield installation
    finally:
        installation.end()
