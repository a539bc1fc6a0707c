"""A PostgreSQL server with a streaming replica, on addresses of this machine alone."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from guatu.server.postgres_install import Install, account_for, find_install
from tests.server.processes import eventually

SUPERUSER, PASSWORD = "postgres", "a-password-of-the-superuser"
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = scram-sha-256
max_connections = 250
wal_level = replica
hot_standby = on
"""
_RIGHTS = """
host all         all 127.0.0.0/8 scram-sha-256
host replication all 127.0.0.0/8 scram-sha-256
"""


def a_free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """One server in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, a_free_port()
        folder.mkdir(mode=0o700)
        self._install: Install = find_install(account_for(folder, folder))
        if self._install.account is not None:
            shutil.chown(folder, self._install.account.uid, self._install.account.gid)
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, user: str, password: str, database: str = "postgres") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        """An empty cluster."""
        form = ("--auth=scram-sha-256", "--encoding=UTF8", "--username", SUPERUSER)
        (self.folder / "password").write_text(PASSWORD)
        self._run("initdb", *form, "--pwfile=password", "-D", "data")
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(_SETTINGS)
        (self.folder / "data" / "pg_hba.conf").write_text(_RIGHTS)

    def copy(self, primary: Server) -> None:
        """A replica, as docs/operations.md makes it: `pg_basebackup -R`."""
        self._run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-D", "data",
                  "-d", primary.address(SUPERUSER, PASSWORD))  # fmt: skip

    def start(self) -> None:
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._install.folder / "postgres", "-D", "data", "-p", str(self.port)],
                stdout=log,
                stderr=log,
                **self._install.popen_arguments(self.folder),
            )
        eventually(self._answers, seconds=60)

    def ask(self, statement: str, *, database: str = "postgres") -> Any:
        with psycopg.connect(self.address(SUPERUSER, PASSWORD, database), autocommit=True) as session:
            cursor = session.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]

    def end(self, signum: int = signal.SIGINT) -> None:
        if self._process is not None:
            self._process.send_signal(signum)
            self._process.wait(60)
            self._process = None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the server has ended; see its log"
        try:
            return bool(self.ask("SELECT true"))
        except psycopg.OperationalError:
            return False

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._install.folder / program, *arguments],
            capture_output=True,
            check=False,
            **self._install.popen_arguments(self.folder),
        )
        assert done.returncode == 0, done.stderr.decode()
