"""Child processes that never outlive their parent and are stopped whole, with their own children."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

_PR_SET_PDEATHSIG = 1
# Loaded once, before any fork: loading a library between fork and exec can deadlock.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(signum: int) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends `signum` to the child when the thread that started it ends.

    So even SIGKILL of the parent leaves nothing running. Linux only; elsewhere it does nothing.
    """

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, signum, 0, 0, 0)

    return ask


def describe(status: int) -> str:
    """An exit status in words: “exit status 3” or “SIGKILL”."""
    return signal.Signals(-status).name if status < 0 else f"exit status {status}"


class Child:
    """A program that runs until it is stopped, in a process group of its own.

    The group keeps Ctrl-C in the terminal from reaching it before its parent decides the order of stopping.
    What it prints goes to stderr, so that stdout stays the parent's.
    """

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.name = name
        self._command = list(command)
        self._env = dict(env)
        self._failures = 0
        self._restart_at = 0.0
        self._process = self._start()

    @property
    def pid(self) -> int:
        """The process id (of the last process, if it has ended)."""
        return self._process.pid

    def exit_status(self) -> int | None:
        """None while it runs; otherwise its exit status (negative: the signal that ended it)."""
        return self._process.poll()

    def wait(self) -> int:
        """Wait for it to end by itself, and return its exit status."""
        return self._process.wait()

    def revive(self) -> str | None:
        """If it has ended, start it again after a pause: 0.5 s, doubling to 30 s, forgotten after a minute
        of good work. Call it often; it never blocks. Returns a line for people when a death is first seen.
        """
        status = self._process.poll()
        if status is None:
            return None
        now = time.monotonic()
        if self._restart_at == 0.0:
            self._kill_group()
            self._failures = 1 if now - self._started > 60 else self._failures + 1
            pause = min(30.0, 0.5 * 2 ** (self._failures - 1))
            self._restart_at = now + pause
            return f"{self.name} ended ({describe(status)}); starting it again in {pause:g} s"
        if now >= self._restart_at:
            self._restart_at = 0.0
            self._process = self._start()
        return None

    def ask_to_stop(self) -> None:
        """Send SIGTERM, if it runs."""
        self._process.terminate()

    def finish(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds) for its end, then kill what is left of its group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        self._kill_group()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        self._started = time.monotonic()
        return subprocess.Popen(  # noqa: S603 – our own command lines
            self._command,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def stop_all(children: Sequence[Child], grace: float) -> None:
    """Ask all to stop at once, give them `grace` seconds together, then kill what is left."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + grace
    for child in children:
        child.finish(deadline)
