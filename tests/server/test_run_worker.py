"""`guatu worker`: it ends well when asked to, and with a word when its queue is lost, so that it is started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from procrastinate.schema import SchemaManager

from guatu.server.embedded_postgres import EmbeddedPostgres
from tests.server.processes import eventually

# How long a database that does not answer is waited for.
IMPATIENT = ("--patience", "2")


@pytest.fixture
def queue(data: Path) -> Iterator[EmbeddedPostgres]:
    """A database with nothing but the queue's own tables."""
    with EmbeddedPostgres(data, fast=True) as server:
        with psycopg.connect(server.owner_url) as connection:
            connection.execute(SchemaManager.get_schema())
        yield server


def start(server: EmbeddedPostgres, *options: str) -> "subprocess.Popen[str]":
    """A worker on the queue; it has registered there when this returns."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("GUATU_", "DATABASE_"))}
    worker = subprocess.Popen(
        [sys.executable, "-m", "guatu", "worker", *options],
        env={**environ, "DATABASE_URL": server.owner_url, "GUATU_SECRET_KEY": "a key for tests only"},
        stderr=subprocess.PIPE,
        text=True,
    )

    def registered() -> bool:
        with psycopg.connect(server.owner_url) as connection:
            return connection.execute("SELECT FROM procrastinate_workers").fetchone() is not None

    if "--once" not in options:
        eventually(registered)
    return worker


def test_it_ends_well_when_asked_to(queue: EmbeddedPostgres) -> None:
    worker = start(queue)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    worker.communicate()


def test_a_lost_database_ends_it_with_a_word(queue: EmbeddedPostgres) -> None:
    worker = start(queue, *IMPATIENT)
    assert queue.pid is not None
    os.kill(queue.pid, signal.SIGKILL)
    _, said = worker.communicate(timeout=120)
    assert worker.returncode == 1
    assert said.splitlines()[-1].startswith("worker: the ")
    queue.start()


def test_the_clock_is_advanced_at_once(queue: EmbeddedPostgres) -> None:
    """The job fails here, where there are no zones to look at; it was there to be done, and the failure is told."""
    worker = start(queue, "--once")
    _, said = worker.communicate(timeout=120)
    assert worker.returncode == 0
    assert "guatu.projects.tasks.tick" in said
    with psycopg.connect(queue.owner_url) as connection:
        job = connection.execute("SELECT task_name, status FROM procrastinate_jobs").fetchone()
    assert job == ("guatu.projects.tasks.tick", "failed")


def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "guatu", "worker", *IMPATIENT],
        env={
            **os.environ,
            "DATABASE_URL": f"postgresql://nobody@/none?host={tmp_path}",
            "GUATU_SECRET_KEY": "a key for tests only",
        },
        stderr=subprocess.PIPE,
        text=True,
        timeout=180,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("worker: the queue cannot be reached: ")
