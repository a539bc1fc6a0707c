"""`guatu up`: everything for one machine, started in order, watched, and stopped in the opposite order."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg

from guatu.core.errors import GuatuError
from guatu.server import static_files
from guatu.server.embedded_postgres import EmbeddedPostgres
from guatu.server.processes import Child, describe, stop_all
from guatu.server.secrets import secret_key

_GRACE = 15.0  # seconds for requests and jobs to end
_PATIENCE = 120.0  # seconds for the web server to answer for the first time


class CannotListen(GuatuError):
    """A port cannot be had."""

    code = "cannot_listen"


@dataclass(frozen=True)
class Commands:
    """The command lines of the parts: those that prepare and end, and three that go on."""

    migrate: Sequence[str]
    demo: Sequence[str]
    web: Sequence[str]
    live: Sequence[str]
    worker: Sequence[str]
    # Gathers static files into the data folder; empty: they are served from where they lie.
    static: Sequence[str] = ()


def default_commands(host: str, port: int) -> Commands:
    """The parts of Guatu itself: pages on `port`, live updates on the port after it."""
    guatu = [sys.executable, "-m", "guatu"]
    # A process that dies takes no other along: it is replaced. Where they die again and again, all of it ends.
    granian = [sys.executable, "-m", "granian", "--host", host, "--no-ws", "--respawn-failed-workers"]
    # Whoever takes longer to say what they want is a fault, or means to be one; over HTTP/2 nobody would notice.
    granian += ["--http", "1", "--http1-header-read-timeout", "10000", "--interface", "asgi"]
    # Each connection counts as a request in work; those that wait for a body hold no thread.
    pages = ["--workers", str(min(4, os.cpu_count() or 1)), "--backpressure", "4000"]
    pages += ["--log-level", "warning", "--workers-kill-timeout", "10"]
    # Each open stream counts as a request in work, of which Granian admits 1,024 unless told otherwise.
    # Streams never end by themselves: to wait for them is in vain, to be warned of it too.
    streams = ["--backpressure", "20000", "--log-level", "error", "--workers-kill-timeout", "1"]
    return Commands(
        migrate=[*guatu, "migrate", "--verbosity", "0"],
        demo=[*guatu, "demo"],
        web=[*granian, *pages, "--port", str(port), "guatu.server.pages:application"],
        live=[*granian, *streams, "--port", str(port + 1), "guatu.server.live:application"],
        worker=[*guatu, "worker"],
        static=[*guatu, "collectstatic", "--noinput", "--clear", "--verbosity", "0"],
    )


class _Stop(BaseException):
    """A signal asked us to stop."""


class _CannotStart(Exception):
    """A part ended before it had done its work."""


def up(
    *,
    host: str,
    port: int,
    data: Path,
    demo: bool,
    environ: Mapping[str, str],
    commands: Commands | None = None,
    notes: Sequence[str] = (),
) -> int:
    """Run Guatu until SIGINT, SIGTERM or SIGHUP; returns the exit status.

    0: asked to stop. 1: a part could not be started. Raises `GuatuError` where a port is taken or the
    embedded database cannot be used. The address and `notes` go to stdout once the pages answer, all else to
    stderr.
    Call it from the main thread. The parts see `environ` with the database and the secret key added.
    """
    data = data.resolve()
    commands = commands or default_commands(host, port)
    for number in (port, port + 1):
        _require_free(host, number)
    try:
        with _stop_on_signals(), contextlib.ExitStack() as stack:
            server = None
            environment = _environment(environ, host, data)
            if not environment.get("DATABASE_URL"):
                _say("Starting PostgreSQL…")
                server = stack.enter_context(EmbeddedPostgres(data))
                environment["DATABASE_URL"] = server.app_url
                environment["GUATU_OWNER_DATABASE_URL"] = server.owner_url
            _prepare(commands, environment, demo)
            _gather_static_files(commands, environment, data)
            # What serves the public never learns the owner's password.
            environment.pop("GUATU_OWNER_DATABASE_URL", None)
            environment["PROMETHEUS_MULTIPROC_DIR"] = str(_empty_folder(data / "metrics"))
            children: list[Child] = []
            stack.callback(lambda: stop_all(children, _GRACE))
            _say("Starting the web server…")
            children.append(Child("web", commands.web, {**environment, "GUATU_DB_POOL": "1"}))
            children.append(Child("live", commands.live, environment))
            children.append(Child("worker", commands.worker, environment))
            _await_answers(children, host, (port, port + 1))
            for line in (f"Guatu is at {_address(host, port)}", *notes):
                print(line, flush=True)  # noqa: T201
            _watch(children, server)
    except _Stop:
        _say("Stopped.")
    except _CannotStart as error:
        _say(str(error))
        return 1
    return 0


@contextlib.contextmanager
def _stop_on_signals() -> Iterator[None]:
    """While the block runs, the first signal raises `_Stop`; later ones do not disturb the stopping."""
    asked = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal asked
        if not asked:
            asked = True
            raise _Stop

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    previous = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _environment(environ: Mapping[str, str], host: str, data: Path) -> dict[str, str]:
    environment = {**environ, "GUATU_DATA": str(data)}
    environment.pop("GUATU_DB_ROLE", None)
    if not environment.get("GUATU_SECRET_KEY"):
        environment["GUATU_SECRET_KEY"] = secret_key(data)
    if not environment.get("GUATU_ALLOWED_HOSTS"):
        environment["GUATU_ALLOWED_HOSTS"] = ",".join(_own_names(host))
    return environment


def _own_names(host: str) -> list[str]:
    """The names under which a browser may ask for the pages: this machine's, as far as it listens to them."""
    names = {"localhost", "127.0.0.1", "[::1]", ".localhost"}
    if host in {"0.0.0.0", "::"}:  # noqa: S104 – compared, not bound
        names |= {socket.gethostname(), socket.getfqdn()}
        with contextlib.suppress(OSError):
            names |= {
                str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
            }
    else:
        names.add(f"[{host}]" if ":" in host else host)
    return sorted(names)


def _prepare(commands: Commands, environment: Mapping[str, str], demo: bool) -> None:
    _say("Migrating…")
    _run_to_end("migrate", commands.migrate, {**environment, "GUATU_DB_ROLE": "owner"})
    if demo and _is_empty(environment.get("GUATU_OWNER_DATABASE_URL") or environment["DATABASE_URL"]):
        _say("Loading the demo zones…")
        _run_to_end("demo", commands.demo, environment)


def _gather_static_files(commands: Commands, environment: Mapping[str, str], data: Path) -> None:
    if commands.static and static_files.is_stale(data):
        _say("Gathering static files…")
        _run_to_end("collectstatic", commands.static, environment)
        static_files.mark_gathered(data)


def _empty_folder(folder: Path) -> Path:
    """For what the processes count together, from nought at each start."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def _is_empty(url: str) -> bool:
    """Whether no zone has been made yet."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM core_zone LIMIT 1").fetchone() is None


def _run_to_end(name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    child = Child(name, command, environment)
    try:
        if status := child.wait():
            raise _CannotStart(f"{name} failed ({describe(status)})")
    finally:
        stop_all([child], _GRACE)


def _await_answers(children: Sequence[Child], host: str, ports: Sequence[int]) -> None:
    """Wait until each port answers HTTP; raises `_CannotStart` if a child ends or time runs out."""
    deadline = time.monotonic() + _PATIENCE
    for port in ports:
        while not _answers(host, port):
            for child in children:
                if (status := child.exit_status()) is not None:
                    raise _CannotStart(f"{child.name} cannot start ({describe(status)})")
            if time.monotonic() > deadline:
                raise _CannotStart(f"nothing answers at {_address(host, port)}")
            time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def _watch(children: Sequence[Child], server: EmbeddedPostgres | None) -> None:
    """Start again whatever ends, until a signal raises `_Stop`."""
    while True:
        time.sleep(0.2)
        if server is not None and server.pid is None:
            _say("PostgreSQL ended; starting it again…")
            server.start()
            # Once the database was away, the queue's listener and its clock stay silent until it is restarted.
            for child in children:
                if child.name == "worker":
                    child.ask_to_stop()
        for child in children:
            if news := child.revive():
                _say(news)


def _require_free(host: str, port: int) -> None:
    """Raise `CannotListen` unless `host` and `port` can be listened on now."""
    try:
        if not 0 < port < 65536:  # the C library would quietly take the remainder
            raise OverflowError("not a port number")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotListen(
            f"cannot listen on {host} port {port}: {reason}. Choose another with --port; "
            "live updates use the port after it"
        ) from None


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 – compared, not bound


def _address(host: str, port: int) -> str:
    name = _reachable(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
