"""A PostgreSQL server of our own, for one machine: the default where no DATABASE_URL is given.

Reached by a UNIX socket in a 0700 folder and nothing else, with scram-sha-256 and generated passwords.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from guatu.server.postgres_cluster import last_lines, prepare_cluster
from guatu.server.postgres_folder import DataFolder, DataFolderInUse, State, Urls
from guatu.server.postgres_install import EmbeddedPostgresError, Install, account_for, find_install
from guatu.server.processes import describe, die_with_parent

_LONGEST_SOCKET_PATH = 100  # bytes; the kernels' limits are 107 (Linux) and 103 (macOS)
_SOCKET_FOLDER_PREFIX = "guatu-socket-"
_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "logging_collector": "off",
}
_SAFE = {"fsync": "on", "full_page_writes": "on"}
_FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class EmbeddedPostgres:
    """The database server of one data folder, as a direct child of this process.

    `fast` gives up safety against power cuts, for tests only. Start it from a thread that lives as long as
    the server shall: on Linux the server shuts down when that thread ends, however it ends.
    """

    def __init__(self, data: Path, *, fast: bool = False) -> None:
        self._folder = DataFolder(data)
        self._fast = fast
        self._process: subprocess.Popen[bytes] | None = None
        self._urls: Urls | None = None
        self._lock: int | None = None
        self._socket_folder: Path | None = None

    @property
    def owner_url(self) -> str:
        """URL for the role `guatu_owner`, which owns the database and may create others."""
        return self._running_urls().owner

    @property
    def app_url(self) -> str:
        """URL for the role `guatu_app`, which owns nothing."""
        return self._running_urls().app

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs, otherwise None."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self, *, wait: float = 15) -> Urls:
        """Make the cluster where there is none, start the server, and return once it takes connections.

        While another process is just starting or stopping the same server, waits up to `wait` seconds;
        raises `DataFolderInUse` if it runs there. Recovery after a crash may take as long as it takes.
        Every other failure is an `EmbeddedPostgresError`, with the end of the server's log.
        """
        if self.pid is not None:
            return self._running_urls()
        self._forget()
        try:
            self._lock = self._folder.take_lock(wait)
            install = find_install(account_for(self._folder.path, self._folder.cluster))
            state = prepare_cluster(self._folder, install, fast=self._fast)
            self._urls = self._launch(install, state, self._lock)
        except OSError as error:
            self.stop()
            raise EmbeddedPostgresError(
                f"cannot start the database in {self._folder.path}: {error}"
            ) from error
        except BaseException:
            self.stop()
            raise
        return self._urls

    def stop(self) -> None:
        """Shut the server down, rolling open transactions back, and wait for its end."""
        if self._process is not None:
            # Fast shutdown; then one without checkpoint, which the next start repairs; then by force.
            for signum, seconds in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, None)):
                self._process.send_signal(signum)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(seconds)
                    break
        if self._socket_folder is not None:
            with contextlib.suppress(OSError):
                for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
                    (self._socket_folder / name).unlink(missing_ok=True)
                self._socket_folder.rmdir()
            self._socket_folder = None
        self._forget()

    def _forget(self) -> None:
        """Let go of a server that has ended; its address stays the same if it is started again."""
        self._process = self._urls = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> "EmbeddedPostgres":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _running_urls(self) -> Urls:
        if self._urls is None:
            raise EmbeddedPostgresError(f"the database in {self._folder.path} has not been started")
        return self._urls

    def _launch(self, install: Install, state: State, lock: int) -> Urls:
        cluster = self._folder.cluster
        if self._socket_folder is None and Path(state.socket_folder).name.startswith(_SOCKET_FOLDER_PREFIX):
            # Left by a launcher that was killed. Never cleared: this data folder may be a copy of a living one.
            with contextlib.suppress(OSError):
                Path(state.socket_folder).rmdir()
        state = replace(state, socket_folder=str(self._choose_socket_folder(install)))
        self._folder.write_state(state)
        settings = {
            **_ALWAYS,
            **(_FAST if self._fast else _SAFE),
            "unix_socket_directories": f'"{self._socket_folder}"' if self._socket_folder else ".",
        }
        with self._folder.open_log() as log:
            beginning = os.fstat(log.fileno()).st_size
            self._process = subprocess.Popen(  # noqa: S603 – our own command line
                [
                    install.folder / "postgres",
                    *("-D", install.data_argument(cluster)),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[lock],  # so that the lock is free only when no process of the server is left
                process_group=0,  # Ctrl-C in the terminal is the launcher's, which stops the server last
                preexec_fn=die_with_parent(signal.SIGINT),
                **install.popen_arguments(cluster),
            )
        while self._folder.server_status() != (self._process.pid, "ready"):
            if (status := self._process.poll()) is not None:
                said = self._folder.log.read_bytes()[beginning:].decode(errors="replace")
                raise EmbeddedPostgresError(
                    f"PostgreSQL ended while starting ({describe(status)}). The end of {self._folder.log}:\n"
                    f"{last_lines(said)}"
                )
            time.sleep(0.02)
        return state.urls()

    def _choose_socket_folder(self, install: Install) -> Path:
        """The cluster's own folder, or a 0700 temporary one where the path to that suits no socket."""
        cluster = self._folder.cluster
        # To libpq a comma ends the name of a host.
        if len(os.fsencode(cluster / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH and "," not in str(cluster):
            return cluster
        if self._socket_folder is None:
            self._socket_folder = Path(tempfile.mkdtemp(prefix=_SOCKET_FOLDER_PREFIX))
            if install.account is not None:
                os.chown(self._socket_folder, install.account.uid, install.account.gid)
        return self._socket_folder


def running(data: Path) -> Urls | None:
    """The URLs of the server that runs for this data folder, whoever started it, or None if there is none."""
    return DataFolder(data).running()


@contextlib.contextmanager
def connect_or_start(data: Path, *, fast: bool = False) -> Iterator[Urls]:
    """The server of this data folder, while the block runs: the running one, or else one started for it.

    Who started it waits at the end of the block for others who came this way, and then stops it.
    Raises what `EmbeddedPostgres.start` raises.
    """
    folder = DataFolder(data)
    server = EmbeddedPostgres(data, fast=fast)
    while True:
        with folder.shared():
            if urls := folder.running():
                yield urls
                return
        try:
            urls = server.start()
            break
        except DataFolderInUse:
            if folder.running() is None:
                raise
    try:
        yield urls
    finally:
        try:
            with folder.exclusive():
                server.stop()
        finally:
            server.stop()  # also when Ctrl-C ended the waiting
