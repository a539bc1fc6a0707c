"""Data folders to run servers in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from guatu.server.embedded_postgres import EmbeddedPostgres, running


@pytest.fixture(scope="session")
def used_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder where a server has run once, and holds one row."""
    data = tmp_path_factory.mktemp("used") / "data"
    with EmbeddedPostgres(data, fast=True) as server, psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('committed')")
    return data


@pytest.fixture
def data(tmp_path: Path, used_data: Path) -> Iterator[Path]:
    """A copy of it, made as an administrator would make it: the files then belong to who copied them."""
    data = tmp_path / "data"
    shutil.copytree(used_data, data)
    yield data
    assert running(data) is None
