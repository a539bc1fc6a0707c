"""Files in a bucket instead of a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guatu.config.files import files_from_environment
from tests.attachments.subject import registered
from tests.backups.conftest import elsewhere, lively  # noqa: F401 – fixtures
from tests.files.bucket import Bucket, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Bucket]:
    with serving() as bucket:
        yield bucket


@pytest.fixture
def bucket(server: Bucket, settings: Any) -> Iterator[Bucket]:
    """Where evidence files go in this test; empty at its beginning."""
    settings.STORAGES = {**settings.STORAGES, "default": files_from_environment(server.environment, Path())}
    yield server
    server.renew()


@pytest.fixture
def unit_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from registered(monkeypatch)
