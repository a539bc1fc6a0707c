"""A worker is killed in mid-job: another one takes the job up again, and what the job does is done once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.faults.installation import PATIENCE, Installation, kill_whole
from tests.faults.soak import longer
from tests.server.processes import eventually

# Has everything about matters told to an address; says nothing.
SUBSCRIBE = """
import sys, django
django.setup()
from guatu.core.walls import every_zone_open
from guatu.core.models import Zone
from guatu.webhooks.use_cases.add_webhook import add_webhook
from tests.builders import an_actor
with every_zone_open("a test"):
    keeper = an_actor(Zone.objects.get(code="ST"), "system_administrator", username="keeper")
    add_webhook(actor=keeper, name="a slow one", url=sys.argv[1], events=["matters"])
"""
# A worker killed half a minute ago, without waiting for it.
SILENT = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"


@dataclass
class Slow:
    """Another program that hears of events, and does not answer until it is let go."""

    origin: str = ""
    heard: list[str] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)


@contextmanager
def a_slow_receiver() -> Iterator[Slow]:
    slow = Slow()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            slow.heard.append(self.headers["webhook-id"])
            slow.let_go.wait(PATIENCE)
            self.send_response(204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    slow.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield slow
    finally:
        slow.let_go.set()
        server.shutdown()
        server.server_close()


RAISE = """
import django
django.setup()
from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.core.walls import open_zone_here
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.organization.powers import actor_for
zone = Zone.objects.get(code="ST")
open_zone_here(zone.id)
clerk = actor_for(User.objects.get(username="ST-clerk"), zone)
raise_matter(actor=clerk, kind=kind_coded("suggestion", zone.id), title="told once")
"""


def test_its_job_is_taken_up_again_and_its_effect_is_there_once(installation: Installation) -> None:
    with a_slow_receiver() as slow:
        robots = {"GUATU_WEBHOOK_HOSTS": slow.origin}
        assert (
            installation.start("-c", SUBSCRIBE, slow.origin, log="set-up.log", **robots).wait(PATIENCE) == 0
        )
        assert installation.start("-c", RAISE, log="set-up.log").wait(PATIENCE) == 0
        # One that died while it held the lock of the tick: no tick would ever come again.
        installation.rows(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, lock, queueing_lock, args)"
            " VALUES ('default', 'guatu.projects.tasks.tick', 'doing', 'tick', 'tick', '{\"timestamp\": 0}')"
        )
        # One that took its worker along each time; and one whose work is waiting already.
        installation.rows(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, lock, queueing_lock, args)"
            " VALUES ('default', 'guatu.projects.tasks.poison', 'doing', 4, 'poison', 'poison', '{}'),"
            " ('default', 'guatu.matters.tasks.ladders', 'doing', 0, 'ladders', 'ladders', '{\"timestamp\": 1}'),"
            " ('default', 'guatu.matters.tasks.ladders', 'todo', 0, 'ladders', 'ladders', '{\"timestamp\": 2}')"
        )
        first = installation.worker(**robots)
        eventually(lambda: slow.heard, seconds=PATIENCE)
        [(job,)] = installation.rows("SELECT id FROM procrastinate_jobs WHERE status = 'doing'")
        assert installation.rows("SELECT status FROM procrastinate_jobs WHERE lock = 'poison'") == [
            ("failed",)
        ]
        assert installation.one("SELECT count(*) FROM procrastinate_jobs WHERE lock = 'ladders'") == 1
        kill_whole(first)
        installation.rows(SILENT)
        slow.let_go.set()
        installation.worker(**robots)
        eventually(
            lambda: installation.one("SELECT count(*) FROM procrastinate_jobs WHERE id = %s", job) == 0,
            seconds=PATIENCE,
        )
        eventually(
            lambda: installation.rows("SELECT 1 FROM core_pulse WHERE name = 'tick'"), seconds=PATIENCE
        )
        assert set(slow.heard) == {slow.heard[0]}, "one message, by its id"
        outcomes = installation.rows("SELECT state, attempts FROM webhooks_webhookdelivery")
        assert outcomes == [("delivered", 1)]
        installation.check_record()
    said = [json.loads(line) for line in installation.log("worker.log").splitlines() if line.startswith("{")]
    assert [s for s in said if f"job {job} " in str(s) and "taken up again" in str(s)], said


@pytest.mark.soak
def test_again_and_again(installation: Installation) -> None:
    """Workers are killed one after the other while messages go out: in the end each has arrived."""
    with a_slow_receiver() as quick:
        quick.let_go.set()
        robots = {"GUATU_WEBHOOK_HOSTS": quick.origin}
        assert (
            installation.start("-c", SUBSCRIBE, quick.origin, log="set-up.log", **robots).wait(PATIENCE) == 0
        )
        for _ in range(longer(8)):
            assert installation.start("-c", RAISE, log="set-up.log").wait(PATIENCE) == 0
            heard = len(quick.heard)
            worker = installation.worker(**robots)
            eventually(lambda heard=heard: len(quick.heard) > heard, seconds=PATIENCE)
            kill_whole(worker)
            installation.rows(SILENT)
        installation.worker(**robots)
        undelivered = "SELECT count(*) FROM webhooks_webhookdelivery WHERE state <> 'delivered'"
        eventually(lambda: installation.one(undelivered) == 0, seconds=10 * PATIENCE)
        ids = "SELECT 'msg_' || replace(id::text, '-', '') FROM webhooks_webhookdelivery"
        assert set(quick.heard) == {message for (message,) in installation.rows(ids)}
        installation.check_record()
