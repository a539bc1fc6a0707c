"""What the embedded database keeps in a data folder, and who may use it.

postgresql/       the cluster, 0700, owned by the account the server runs under; its socket is within
postgresql.json   the passwords and where the socket is, 0600
postgresql.lock   locked by the launcher and, inherited, by the server and all its processes
postgresql.log    what the server says
"""

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from guatu.server.postgres_install import EmbeddedPostgresError

_LARGEST_LOG = 10_000_000  # bytes


class DataFolderInUse(EmbeddedPostgresError):
    """Another process runs the database of this data folder."""

    code = "data_folder_in_use"


@dataclass(frozen=True)
class Urls:
    """How to reach a server: `postgresql://` URLs of the database `guatu` for its two roles."""

    owner: str
    app: str


@dataclass(frozen=True)
class State:
    """What `postgresql.json` holds: the passwords of the two roles and the folder of the socket."""

    owner_password: str
    app_password: str
    socket_folder: str = ""

    def urls(self) -> Urls:
        """The URLs of the server."""
        host = quote(self.socket_folder, safe="")
        return Urls(
            owner=f"postgresql://guatu_owner:{self.owner_password}@/guatu?host={host}",
            app=f"postgresql://guatu_app:{self.app_password}@/guatu?host={host}",
        )


class DataFolder:
    """The files of the embedded database in one data folder (made on `take_lock`)."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.cluster = self.path / "postgresql"
        self.log = self.path / "postgresql.log"
        self._state = self.path / "postgresql.json"
        self._lock = self.path / "postgresql.lock"

    def read_state(self) -> State | None:
        """The state, or None where it has not been written yet."""
        try:
            return State(**json.loads(self._state.read_text()))
        except FileNotFoundError:
            return None
        except (TypeError, ValueError):
            raise EmbeddedPostgresError(
                f"{self._state} is damaged; delete it, and new passwords are set at the next start"
            ) from None

    def write_state(self, state: State) -> None:
        """Replace the state in one step, so that a crash leaves the old or the new."""
        new = self._state.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(state.__dict__, file)
            file.flush()
            os.fsync(file.fileno())
        new.rename(self._state)

    def open_log(self) -> IO[bytes]:
        """The log, to append to; one of more than 10 MB is first set aside as `postgresql.log.1`."""
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            self.log.rename(self.log.with_suffix(".log.1"))
        return os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def take_lock(self, wait: float) -> int:
        """Lock the folder for a server; returns the descriptor that holds the lock.

        Waits up to `wait` seconds while a server is starting or stopping, or the last processes of a killed
        one are ending; raises `DataFolderInUse` as soon as one is ready.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + wait
        while True:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lock
            ready = self.running() is not None
            if ready or time.monotonic() > deadline:
                os.close(lock)
                state = "runs already" if ready else "is held by a process that is not ready"
                raise DataFolderInUse(f"the database in {self.path} {state}")
            time.sleep(0.05)

    def running(self) -> Urls | None:
        """The URLs of the server of this folder, whoever started it, or None if none takes connections."""
        try:
            lock = os.open(self._lock, os.O_RDWR)
        except FileNotFoundError:
            return None
        except PermissionError:
            raise EmbeddedPostgresError(f"the database in {self.path} belongs to another account") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            state = self.read_state()
            return state.urls() if state is not None and self._answers(state.socket_folder) else None
        else:
            return None
        finally:
            os.close(lock)

    def _answers(self, socket_folder: str) -> bool:
        # The pid file alone would be believed after SIGKILL; the socket alone during recovery.
        if self.server_status()[1] != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(f"{socket_folder}/.s.PGSQL.5432")
            except OSError:
                return False
        return True

    def server_status(self) -> tuple[int, str]:
        """Process id and “starting”, “ready” or “stopping”, by the server's pid file; (0, "") without one."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip()
        except (FileNotFoundError, IndexError, ValueError):  # there is none, or it is just being written
            return 0, ""

    def remove_stale_pid_file(self) -> None:
        """Remove what a killed server left: its number may by now be another program's, which the next
        server would take for a rival. Call it with the lock, which says that none of our servers is left;
        a server somebody started by hand is known by its folder.
        """
        pid, _ = self.server_status()
        if pid == 0 or not Path("/proc/self/cwd").exists():
            return
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/cwd").resolve(strict=True) == self.cluster:
                return
        (self.cluster / "postmaster.pid").unlink()

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """While the block runs, `exclusive` waits: for those who use a server somebody else will stop."""
        with self._cluster_lock(fcntl.LOCK_SH):
            yield

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Wait for the users of the server to be done, and keep new ones waiting while the block runs."""
        with self._cluster_lock(fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def _cluster_lock(self, kind: int) -> Iterator[None]:
        try:
            folder = os.open(self.cluster, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            yield
            return
        except PermissionError:
            raise EmbeddedPostgresError(f"the database in {self.path} belongs to another account") from None
        try:
            fcntl.flock(folder, kind)
            yield
        finally:
            os.close(folder)
