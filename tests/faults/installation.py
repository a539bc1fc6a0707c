"""An installation of Guatu that things can be done to: a data folder with its own database server, and the processes
of the product itself, started as `guatu up` starts them. Whatever was started is ended with it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from guatu.server.embedded_postgres import EmbeddedPostgres
from guatu.server.processes import Child
from guatu.server.up import default_commands
from tests.faults.scene import Scene
from tests.server.processes import eventually, server_pid, two_free_ports

ROOT = Path(__file__).parents[2]
KEY = "a key for tests only, of a length that satisfies"
PATIENCE = 120.0  # seconds: for what comes soon on a quiet machine and late on a busy one


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Installation:
    """`data` holds a migrated database and the people of `scene`."""

    def __init__(self, data: Path, scene: Scene) -> None:
        self.data, self.scene = data, scene
        self.server = EmbeddedPostgres(data)
        self.server.start()
        self.port = two_free_ports()
        self._started: list[subprocess.Popen[Any]] = []
        self.children: dict[str, Child] = {}

    def environ(self, *, owner: bool = False, **more: str) -> dict[str, str]:
        """As `guatu up` gives it to the parts. The owner's password goes to those alone that migrate."""
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("GUATU_", "DATABASE_", "PROMETHEUS_"))
        }
        own = {
            "DATABASE_URL": self.server.app_url,
            "GUATU_DATA": str(self.data),
            "GUATU_SECRET_KEY": KEY,
            "GUATU_LOG": "json",
            "DJANGO_SETTINGS_MODULE": "guatu.config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        if owner:
            own |= {"GUATU_OWNER_DATABASE_URL": self.server.owner_url, "GUATU_DB_ROLE": "owner"}
        return {**kept, **own, **more}

    def guatu(self, *arguments: str, owner: bool = False, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "guatu", *arguments],
            env=self.environ(owner=owner, **environ),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )

    def start(self, *command: str, log: str, owner: bool = False, **environ: str) -> subprocess.Popen[Any]:
        """Start a program with its output in the file `log` of the data folder."""
        with (self.data / log).open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, *command],
                env=self.environ(owner=owner, **environ),
                cwd=ROOT,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def worker(self, *options: str, **environ: str) -> subprocess.Popen[Any]:
        return self.start("-m", "guatu", "worker", *options, log="worker.log", **environ)

    def serve(self, *names: str) -> Child:
        """Start the pages (`web`) or the live updates (`live`), or both at once, with the command lines of `guatu up`;
        returns once they answer. The child is that of the first."""
        names = names or ("web",)
        metrics = self.data / "metrics"
        metrics.mkdir(exist_ok=True)
        for name in names:
            pooled = {"GUATU_DB_POOL": "1"} if name == "web" else {}
            environ = self.environ(PROMETHEUS_MULTIPROC_DIR=str(metrics), **pooled)
            command = getattr(default_commands("127.0.0.1", self.port), name)
            self.children[name] = Child(name, command, environ)
        for name in names:
            self.await_answers(name)
        return self.children[names[0]]

    def employ(self, *options: str) -> Child:
        """Start a worker that is started again when it ends (`look_after`)."""
        command = [*default_commands("127.0.0.1", self.port).worker, *options]
        child = Child("worker", command, self.environ())
        self.children["worker"] = child
        return child

    def look_after(self) -> None:
        """Start again whatever has ended, as `guatu up` does all the time."""
        for child in self.children.values():
            child.revive()

    def await_answers(self, name: str = "web") -> None:
        """Wait until it answers, starting it again as `guatu up` does where it has ended."""

        def answers() -> bool:
            self.look_after()
            with contextlib.suppress(OSError, http.client.HTTPException):
                path, port = ("/healthz", self.port) if name == "web" else ("/live/NONE/", self.port + 1)
                return self.ask(path, port=port).status in {200, 401}
            return False

        eventually(answers, seconds=PATIENCE)

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        port: int | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """One request on a connection of its own. Raises what the connection raises."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=seconds)
        try:
            connection.request("GET" if body is None else "POST", path, body, dict(headers or {}))
            found = connection.getresponse()
            text = found.read().decode(errors="replace")
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, text)
        finally:
            connection.close()

    def browse(self, path: str, **more: Any) -> Answer:
        """The clerk's browser opens a page."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.scene.cookies.items())
        return self.ask(path, headers={"Cookie": cookies, "Accept-Language": "en"}, **more)

    def call(
        self, path: str, body: Mapping[str, Any] | None = None, *, writer: int = 0, key: str = "", **more: Any
    ) -> Answer:
        """A program calls the API."""
        headers = {
            "Authorization": f"Bearer {self.scene.tokens[writer]}",
            "Content-Type": "application/json",
            "Accept-Language": "en",
        }
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        return self.ask(path, data, headers=headers, **more)

    def raise_matter(self, title: str, *, writer: int = 0, key: str = "", **more: Any) -> Answer:
        body = {"kind": self.scene.kind, "title": title}
        return self.call("/api/v1/matters/raise-matter", body, writer=writer, key=key, **more)

    def kill_database(self) -> None:
        """SIGKILL, as from the kernel that has run out of memory; it stays away."""
        os.kill(server_pid(self.data), signal.SIGKILL)
        eventually(lambda: self.server.pid is None)

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """What the owner of the tables reads, or changes."""
        with psycopg.connect(self.server.owner_url) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def one(self, statement: str, *values: Any) -> Any:
        [(value,)] = self.rows(statement, *values)
        return value

    def log(self, name: str) -> str:
        path = self.data / name
        return path.read_text() if path.exists() else ""

    def check_record(self) -> None:
        """Every chain holds."""
        verified = self.guatu("audit", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr

    def end(self) -> None:
        """End whatever was started, the database last."""
        for process in self._started:
            kill_whole(process)
        for child in self.children.values():
            child.finish(0)
        self.server.stop()


def kill_whole(process: subprocess.Popen[Any]) -> None:
    """SIGKILL to a process and to what it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
