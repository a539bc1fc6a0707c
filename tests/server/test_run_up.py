"""`guatu up` with small programs in place of its parts: order, watching, stopping."""

import http.client
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest

from guatu.server.embedded_postgres import running
from guatu.server.processes import Child, stop_all
from guatu.server.up import CannotListen, up
from tests.server.processes import eventually, is_alive, server_pid, two_free_ports

SUPERVISE = """
import json, os, sys
from pathlib import Path
from guatu.server.up import Commands, up
arguments = json.loads(sys.argv[1])
commands = Commands(**arguments.pop("commands"))
data = Path(arguments.pop("data"))
sys.exit(up(host="127.0.0.1", data=data, environ=os.environ, commands=commands, **arguments))
"""
# Each part writes down that it was started, with its process id and what it was told.
NOTE = """
import json, os, sys
told = {k: v for k, v in os.environ.items() if k.startswith(("GUATU_", "DATABASE_"))}
with open(os.environ["GUATU_DATA"] + "/notes", "a") as notes:
    notes.write(json.dumps([sys.argv[1], os.getpid(), told]) + "\\n")
"""
MIGRATE = (
    NOTE
    + """
import psycopg
with psycopg.connect(os.environ["GUATU_OWNER_DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS core_zone (code text)")
"""
)
DEMO = (
    NOTE
    + """
import psycopg
with psycopg.connect(os.environ["GUATU_OWNER_DATABASE_URL"]) as connection:
    connection.execute("INSERT INTO core_zone VALUES ('DY')")
"""
)
SERVE = (
    NOTE
    + """
import http.server
http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
)
# Has a child of its own, as web servers have.
SERVE_WITH_CHILD = (
    "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])" + SERVE
)
WORK = NOTE + "import time; time.sleep(600)"
FAIL = NOTE + "sys.exit(3)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WORK


class Supervised:
    """A running supervisor with what its parts noted."""

    def __init__(
        self, data: Path, *, wants_demo: bool = True, env: Mapping[str, str] | None = None, **parts: str
    ) -> None:
        self.data = data
        self.port = two_free_ports()
        usual = {"migrate": MIGRATE, "demo": DEMO, "web": SERVE_WITH_CHILD, "live": SERVE, "worker": WORK}
        ports = {"web": [str(self.port)], "live": [str(self.port + 1)]}
        # Without -S, Python would spend most of their time on looking for packages.
        programs = {
            name: [*([] if "psycopg" in code else ["-S"]), "-c", code, name, *ports.get(name, [])]
            for name, code in {**usual, **parts}.items()
        }
        commands = {name: [sys.executable, *program] for name, program in programs.items()}
        arguments = {"commands": commands, "data": str(data), "port": self.port, "demo": wants_demo}
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("GUATU_", "DATABASE_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, json.dumps(arguments)],
            env={**environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def await_address(self) -> str:
        """Wait until the supervisor says that it is ready."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def notes(self) -> list[tuple[str, int, dict[str, str]]]:
        path = self.data / "notes"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    def pid(self, name: str) -> int:
        """The process id of the last start of a part."""
        return [pid for noted, pid, _ in self.notes() if noted == name][-1]

    def stop(self, signum: int = signal.SIGTERM) -> tuple[int, str]:
        """Signal the supervisor and wait; returns its exit status and what it said on stderr."""
        self.process.send_signal(signum)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


@pytest.fixture
def everything(data: Path) -> Iterator[Supervised]:
    """All parts, for tests that end them."""
    yield from supervise(data)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervised]:
    """All parts, for tests after which they all run again."""
    yield from supervise(tmp_path_factory.mktemp("lasting") / "data")


def supervise(data: Path) -> Iterator[Supervised]:
    supervised = Supervised(data)
    assert supervised.await_address() == f"Guatu is at http://127.0.0.1:{supervised.port}/\n"
    yield supervised
    if supervised.process.poll() is None:
        supervised.stop()


def family(pid: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for child in children for p in family(int(child)))]


def status_of(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    return connection.getresponse().status


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_everything(everything: Supervised, signum: int) -> None:
    processes = family(everything.process.pid)
    assert server_pid(everything.data) in processes
    assert {everything.pid(name) for name in ("web", "live", "worker")} <= set(processes)
    assert status_of(everything.port) == status_of(everything.port + 1) == 200
    status, said = everything.stop(signum)
    assert status == 0
    assert said.splitlines()[:3] == ["Starting PostgreSQL…", "Migrating…", "Loading the demo zones…"]
    assert said.splitlines()[-1] == "Stopped."
    assert [pid for pid in processes if is_alive(pid)] == []
    assert running(everything.data) is None


def test_parts_are_told_what_they_need_and_no_more(lasting: Supervised) -> None:
    told = {name: environment for name, _, environment in lasting.notes()}
    assert [name for name, _, _ in lasting.notes()][:2] == ["migrate", "demo"]
    assert told["migrate"]["GUATU_DB_ROLE"] == "owner"
    assert told["demo"]["GUATU_OWNER_DATABASE_URL"].startswith("postgresql://guatu_owner:")
    key = (lasting.data / "secret-key").read_text()
    assert stat.S_IMODE((lasting.data / "secret-key").stat().st_mode) == 0o600
    for name in ("web", "live", "worker"):
        assert told[name]["DATABASE_URL"].startswith("postgresql://guatu_app:")
        assert told[name]["GUATU_SECRET_KEY"] == key
        assert told[name]["GUATU_DATA"] == str(lasting.data)
        assert not {"GUATU_OWNER_DATABASE_URL", "GUATU_DB_ROLE"} & set(told[name])


def test_demo_is_loaded_once_and_the_secret_stays(everything: Supervised) -> None:
    everything.stop()
    key = (everything.data / "secret-key").read_text()
    again = Supervised(everything.data)
    again.await_address()
    status, said = again.stop()
    assert status == 0
    assert "demo" not in said
    assert [name for name, _, _ in again.notes()].count("demo") == 1
    assert (everything.data / "secret-key").read_text() == key


def test_no_demo_without_the_flag(data: Path) -> None:
    supervised = Supervised(data, wants_demo=False)
    supervised.await_address()
    supervised.stop()
    assert "demo" not in [name for name, _, _ in supervised.notes()]


def test_killed_part_is_started_again(lasting: Supervised) -> None:
    orphan = family(lasting.pid("web"))[1]
    for name in ("web", "worker"):
        before = lasting.pid(name)
        os.kill(before, signal.SIGKILL)
        eventually(lambda name=name, before=before: lasting.pid(name) != before)
    assert not is_alive(orphan)
    eventually(lambda: socket.socket().connect_ex(("127.0.0.1", lasting.port)) == 0)


def test_killed_database_is_started_again(lasting: Supervised) -> None:
    url = {name: told for name, _, told in lasting.notes()}["worker"]["DATABASE_URL"]
    before, worker_before = server_pid(lasting.data), lasting.pid("worker")
    os.kill(before, signal.SIGKILL)
    eventually(lambda: running(lasting.data) is not None and server_pid(lasting.data) != before)
    psycopg.connect(url).close()
    eventually(lambda: lasting.pid("worker") != worker_before)


def test_sigkill_of_the_supervisor_leaves_nothing(everything: Supervised) -> None:
    parts = [everything.pid(name) for name in ("web", "live", "worker")] + [server_pid(everything.data)]
    everything.process.kill()
    everything.process.wait()
    eventually(lambda: not [pid for pid in parts if is_alive(pid)])


def test_part_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    child = Child(
        "stubborn", [sys.executable, "-c", STUBBORN, "stubborn"], {**os.environ, "GUATU_DATA": str(tmp_path)}
    )
    eventually((tmp_path / "notes").exists)
    stop_all([child], grace=0.2)
    assert child.exit_status() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("migrate", "migrate failed (exit status 3)"),
        ("demo", "demo failed (exit status 3)"),
        ("web", "web cannot start (exit status 3)"),
        ("worker", "worker cannot start (exit status 3)"),
    ],
)
def test_part_that_cannot_start_ends_it_all(data: Path, part: str, message: str) -> None:
    # Where the worker fails, the pages must not answer first.
    other = {"live": WORK} if part == "worker" else {}
    supervised = Supervised(data, **{part: FAIL, **other})
    out, said = supervised.process.communicate(timeout=60)
    assert supervised.process.returncode == 1
    assert out == ""
    assert said.splitlines()[-1] == message
    assert running(supervised.data) is None
    assert not [pid for _, pid, _ in supervised.notes() if is_alive(pid)]


def test_signal_while_preparing_stops_it(data: Path) -> None:
    supervised = Supervised(data, migrate=WORK)
    eventually(supervised.notes)
    status, _ = supervised.stop()
    assert status == 0
    assert [name for name, _, _ in supervised.notes()] == ["migrate"]
    assert not is_alive(supervised.pid("migrate"))
    assert running(supervised.data) is None


@pytest.mark.parametrize("offset", [0, 1])
def test_taken_port_is_named_before_anything_starts(tmp_path: Path, offset: int) -> None:
    port = two_free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + offset))
        other.listen()
        with pytest.raises(CannotListen, match=f"port {port + offset}: Address already in use.*--port"):
            up(host="127.0.0.1", port=port, data=tmp_path / "data", demo=True, environ={})
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("host", "port"), [("no-such-host.invalid", 8000), ("127.0.0.1", 65535), ("127.0.0.1", -1)]
)
def test_impossible_address_is_refused(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(CannotListen, match=f"cannot listen on {host} port"):
        up(host=host, port=port, data=tmp_path, demo=True, environ={})


def test_database_from_elsewhere_is_used(lasting: Supervised, tmp_path: Path) -> None:
    owner = {name: told for name, _, told in lasting.notes()}["migrate"]["GUATU_OWNER_DATABASE_URL"]
    app = {name: told for name, _, told in lasting.notes()}["web"]["DATABASE_URL"]
    env = {"DATABASE_URL": app, "GUATU_OWNER_DATABASE_URL": owner}
    other = Supervised(tmp_path / "other", env=env)
    other.await_address()
    assert not (tmp_path / "other" / "postgresql").exists()
    assert {told["DATABASE_URL"] for _, _, told in other.notes()} == {app}
    status, said = other.stop()
    assert status == 0
    assert "PostgreSQL" not in said
