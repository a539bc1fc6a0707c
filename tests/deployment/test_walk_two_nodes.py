"""From nothing to two nodes, by docs/operations.md, “Several machines”: with real processes, started by the unit files.

Each node has an address of this machine's own (127.x.x.x), so that ports are those of the units.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.attachments.files import picture
from tests.deployment.balancer import Balancer, a_free_address
from tests.deployment.browser import HOST, Browser, Stream
from tests.deployment.cluster import Server
from tests.deployment.units import ROOT, Service, read_settings, read_unit
from tests.files.bucket import Bucket, serving
from tests.server.processes import eventually

pytestmark = pytest.mark.soak
OWN = "three horses on the hill"
JOBS = 300
# As sh reads the settings, which is how the page has commands run.
COMMAND = 'set -a; . "$0"; exec "$@"'


@dataclass
class Node:
    """A machine: its settings, and the three units on it."""

    name: str
    address: str
    folder: Path
    settings: Path
    services: list[Service] = field(default_factory=list)

    @property
    def pages(self) -> str:
        return f"http://{self.address}:8000"

    @property
    def live(self) -> str:
        return f"http://{self.address}:8001"

    def start(self) -> None:
        (self.folder / "run").mkdir(exist_ok=True)  # RuntimeDirectory
        self.services = [
            self._started(f"{name}.service") for name in ("guatu-web", "guatu-live", "guatu-worker")
        ]

    def _started(self, name: str) -> Service:
        return Service(name, self.settings, self.folder, **{"/run/guatu": str(self.folder / "run")})

    def end(self, signum: int = signal.SIGTERM) -> None:
        for service in self.services:
            service.end(signum)
        self.services.clear()

    def tended(self) -> None:
        """What systemd does: `Restart=always`."""
        for place, service in enumerate(self.services):
            if not service.runs:
                self.services[place] = self._started(service.unit.name)

    def readiness(self) -> tuple[int, dict[str, Any]]:
        try:
            answer = requests.get(f"{self.pages}/readyz", headers={"Host": HOST}, timeout=30)
        except requests.ConnectionError:
            return 0, {}
        return answer.status_code, answer.json()

    def is_ready(self) -> bool:
        return self.readiness()[0] == 200

    def lines(self) -> list[dict[str, Any]]:
        """What the worker has logged."""
        path = self.folder / "guatu-worker.service.log"
        return [json.loads(line) for line in path.read_text().splitlines() if line.startswith("{")]


@dataclass
class Site:
    primary: Server
    replica: Server
    bucket: Bucket
    nodes: list[Node]
    key: Path

    def guatu(self, *arguments: str, node: int = 0, status: int = 0) -> str:
        """A command on a node, with the settings of that node."""
        said = self.nodes[node]
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [sys.executable, "-m", "guatu", *arguments]
        done = subprocess.run(
            ["/bin/sh", "-c", COMMAND, said.settings, *command],
            cwd=said.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Steps 1 to 4 of the page, up to what `systemctl enable --now` starts."""
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        bucket = stack.enter_context(serving())
        databases = stack.enter_context(open_to_every_account())
        primary, replica = Server(databases / "primary"), Server(databases / "replica")
        primary.make()
        stack.callback(primary.end)
        primary.start()
        primary.ask("CREATE ROLE guatu_owner LOGIN PASSWORD 'owner-password'")
        primary.ask("CREATE ROLE guatu_app LOGIN PASSWORD 'app-password'")
        primary.ask("CREATE DATABASE guatu OWNER guatu_owner")
        replica.copy(primary)
        stack.callback(replica.end)
        replica.start()
        (folder / "backup-key").write_bytes(base64.b64encode(os.urandom(48)))
        nodes = [
            a_node(name, folder / name, primary, replica, bucket, folder / "backup-key")
            for name in ("one", "two")
        ]
        site = Site(primary, replica, bucket, nodes, folder / "backup-key")
        site.guatu("migrate", "-v", "0")
        for number in range(len(nodes)):
            site.guatu("collectstatic", "--noinput", "-v", "0", node=number)
        # One after the other, as somebody does it: a dozen processes that start at once on two cores start for minutes.
        for node in nodes:
            stack.callback(node.end)
            node.start()
            eventually(node.is_ready, seconds=120)
        yield site


@contextmanager
def open_to_every_account() -> Iterator[Path]:
    """A folder that the account of the database servers can reach; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="guatu-tests-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def a_node(name: str, folder: Path, primary: Server, replica: Server, bucket: Bucket, key: Path) -> Node:
    """Its folder and its settings: .env.example, filled in."""
    folder.mkdir()
    address = a_free_address()
    servers = f"127.0.0.1:{primary.port},127.0.0.1:{replica.port}"
    further = "target_session_attrs=read-write&connect_timeout=3"
    filled = {
        **read_settings(ROOT / ".env.example"),
        "GUATU_SECRET_KEY": "the same on every node, and longer than thirty-two characters",
        "DATABASE_URL": f"postgresql://guatu_app:app-password@{servers}/guatu?{further}",
        "GUATU_OWNER_DATABASE_URL": f"postgresql://guatu_owner:owner-password@{servers}/guatu?{further}",
        "GUATU_BIND": address,
        "GUATU_DATA": str(folder / "data"),
        "GUATU_BACKUP_KEY_FILE": str(key),
        **bucket.environment,
    }
    settings = folder / "guatu.env"
    settings.write_text("".join(f'{name}="{value}"\n' for name, value in filled.items()))
    assert set(read_settings(settings)) == set(read_settings(ROOT / ".env.example"))
    return Node(name, address, folder, settings)


def raised(browser: Browser, origin: str, title: str, **files: Any) -> str:
    """Raise a matter on the page; its address."""
    sent = {"kind": "suggestion", "category": "service", "title": title}
    answer = browser.post(origin, "/z/ZJ/matters/new/", sent, **files)
    assert answer.status_code == 302, answer.text[:2000]
    return str(answer.headers["Location"])


def photo_in(page: str) -> str:
    found = re.search(r"/z/ZJ/files/[0-9a-f-]{36}/", page)
    assert found is not None
    return found[0]


def jobs_done(site: Site, name: str) -> Counter[int]:
    """Job → how often it was done, by all workers together."""
    lines = [line for node in site.nodes for line in node.lines() if line["logger"] == "guatu.job"]
    return Counter(line["job"] for line in lines if line["task"].endswith(name))


def defer_jobs(site: Site, node: int = 0) -> None:
    """Deliveries of nothing, one job for each."""
    site.guatu(
        "shell", "-c",
        "from guatu.core.models import Zone; from guatu.notifications.tasks import deliver\n"
        "zone = str(Zone.objects.get(code='ZJ').id)\n"
        f"[deliver.defer(zone_id=zone, delivery_ids=[]) for _ in range({JOBS})]",
        node=node,
    )  # fmt: skip


def test_two_nodes_serve_as_one_and_outlive_a_node_and_a_primary(site: Site) -> None:
    one, two = site.nodes
    site.guatu("zone", "create", "ZJ", "镇江新区")
    said = site.guatu(
        "user", "create", "wang", "--person", "王某", "--zone", "ZJ", "--role", "office", "--json", node=1
    )
    browser = Browser()

    # Signed in on one node, known on the other; so is the new password.
    assert browser.sign_in(one.pages, "wang", json.loads(said)["one_time_password"]).status_code == 302
    assert browser.get(two.pages, "/").headers["Location"] == "/accounts/password/change/"
    first = {"oldpassword": json.loads(said)["one_time_password"], "password1": OWN, "password2": OWN}
    assert browser.post(two.pages, "/accounts/password/change/", first).status_code == 302
    assert browser.get(one.pages, "/z/ZJ/matters/").status_code == 200

    # Acted on one, seen on the other, which also hears of it at once; the photo goes up here and comes down there.
    stream = Stream(browser, two.live, "ZJ")
    stream.until("ready")
    sent = picture(900, 600)
    matter = raised(browser, one.pages, "增设充电桩", files={"photos": ("现场.jpg", sent, "image/jpeg")})
    assert stream.until("changed")["event"].startswith("matters.matter.")
    stream.close()
    page = browser.get(two.pages, matter)
    assert "增设充电桩" in page.text
    shown = browser.get(two.pages, photo_in(page.text))
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert len(site.bucket.files()) == 2
    assert shown.content in site.bucket.files().values()
    assert Browser().get(two.pages, photo_in(page.text)).status_code == 302

    # A job is taken once, by whichever worker.
    before = {node.name: len(node.lines()) for node in site.nodes}
    defer_jobs(site)
    eventually(lambda: len(jobs_done(site, "deliver")) >= JOBS, seconds=120)
    assert set(jobs_done(site, "deliver").values()) == {1}
    assert all(len(node.lines()) > before[node.name] for node in site.nodes)
    eventually(lambda: one.readiness()[1]["queue"]["workers"] == 2, seconds=60)
    assert two.readiness()[1]["queue"]["waiting"] == 0

    backup_is_whole(site)
    site.guatu("doctor")

    with ExitStack() as stack:
        through = one.pages
        if shutil.which("nginx"):
            folder = one.folder / "nginx"
            folder.mkdir()
            balancer = Balancer(folder, f"{a_free_address()}:8443", [one.address, two.address])
            stack.callback(balancer.end)
            through = balancer.origin
            balanced(site, browser, through)

        # One node is gone at a blow: the other serves, and does what the first one's worker had left.
        one.end(signal.SIGKILL)
        assert two.is_ready()
        if through != one.pages:
            assert {browser.get(through, "/z/ZJ/matters/").status_code for _ in range(20)} == {200}
            raised(browser, through, "路灯不亮")
        defer_jobs(site, node=1)
        eventually(lambda: len(jobs_done(site, "deliver")) >= 2 * JOBS, seconds=120)
        assert browser.get(two.pages, photo_in(page.text)).content == shown.content
        one.start()
        eventually(one.is_ready, seconds=120)

        the_primary_is_lost(site, browser)
        if through != one.pages:
            assert {browser.get(through, "/z/ZJ/matters/").status_code for _ in range(10)} == {200}


def open_streams(node: Node) -> float:
    """What `/metrics` of the node says."""
    told = requests.get(
        f"{node.pages}/metrics", headers={"Host": HOST, "X-Forwarded-For": "127.0.0.1"}, timeout=30
    )
    [value] = re.findall(r"^guatu_live_connections (\S+)$", told.text, re.MULTILINE)
    return float(value)


def balanced(site: Site, browser: Browser, through: str) -> None:
    """Both nodes are asked; live updates come through and are counted; /metrics stays inside."""
    for _ in range(8):
        assert browser.get(through, "/z/ZJ/matters/").status_code == 200
    for node in site.nodes:
        log = (node.folder / "guatu-web.service.log").read_text()
        assert "matters:matters" in log
    assert browser.get(through, "/metrics").status_code == 404
    stream = Stream(browser, through, "ZJ")
    stream.until("ready")
    assert sum(open_streams(node) for node in site.nodes) == 1
    big = {"photos": ("a.jpg", os.urandom(70 << 20))}
    assert browser.post(through, "/z/ZJ/matters/new/", {"kind": "suggestion"}, files=big).status_code == 422
    matter = raised(browser, through, "井盖松动")
    assert stream.until("changed")["event"].startswith("matters.matter.")
    stream.close()
    assert matter.startswith("/z/ZJ/")


def backup_is_whole(site: Site) -> None:
    """What deploy/guatu-backup.service starts, into a folder of the test's own."""
    folder = site.nodes[1].folder / "backups"
    folder.mkdir()
    (command, _prune) = read_unit("guatu-backup.service").commands({})
    assert command[1] == "backup"
    site.guatu("backup", str(folder), node=1)
    (written,) = folder.iterdir()
    said = site.guatu("restore", str(written), "--check", node=1)
    assert "is whole" in said
    assert " 2 files" in said


def the_primary_is_lost(site: Site, browser: Browser) -> None:
    """The replica is promoted; nobody's settings change."""
    one, two = site.nodes
    written = "SELECT pg_current_wal_lsn() = replay_lsn FROM pg_stat_replication"
    eventually(lambda: site.primary.ask(written), seconds=60)
    site.primary.end(signal.SIGQUIT)
    eventually(lambda: one.readiness()[0] == 503, seconds=60)
    assert browser.get(one.pages, "/z/ZJ/matters/").status_code in {500, 503}
    assert site.replica.ask("SELECT pg_promote()")
    for node in site.nodes:
        eventually(node.is_ready, seconds=60)
    done = len(jobs_done(site, "deliver"))
    stream = Stream(browser, one.live, "ZJ")
    stream.until("ready")

    def heard() -> bool:
        raised(browser, two.pages, f"再提一件 {uuid4()}")
        return bool(stream.until("changed", seconds=15))

    eventually(heard, seconds=60)
    stream.close()
    defer_jobs(site, node=1)

    def worked() -> bool:
        for node in site.nodes:
            node.tended()
        return len(jobs_done(site, "deliver")) >= done + JOBS

    eventually(worked, seconds=180)
    assert set(jobs_done(site, "deliver").values()) == {1}
    assert "ZJ" in site.guatu("audit", "verify", "--zone", "ZJ")
