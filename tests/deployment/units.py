"""The unit files of deploy/, as systemd reads them, and the programs they start."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
INSTALLED = "/opt/guatu/.venv/bin"  # where the units say that the programs are


@dataclass(frozen=True)
class Unit:
    """A unit file: (section, setting) → values, in their order."""

    name: str
    said: dict[tuple[str, str], list[str]]

    def all(self, setting: str, section: str = "Service") -> list[str]:
        return self.said.get((section, setting), [])

    @property
    def environment(self) -> dict[str, str]:
        """What the unit itself sets; `EnvironmentFile` comes over it."""
        pairs = [pair for line in self.all("Environment") for pair in shlex.split(line)]
        return dict(pair.split("=", 1) for pair in pairs)

    def commands(self, environment: Mapping[str, str]) -> list[list[str]]:
        """What it starts, with programs of this virtual environment and `${NAME}` filled in."""
        commands = [shlex.split(line) for line in self.all("ExecStart")]
        return [[_filled(word, environment) for word in command] for command in commands]


def _filled(word: str, environment: Mapping[str, str]) -> str:
    for name, value in environment.items():
        word = word.replace(f"${{{name}}}", value)
    return word.replace(INSTALLED, str(Path(sys.executable).parent))


def read_unit(name: str) -> Unit:
    said: dict[tuple[str, str], list[str]] = {}
    section = ""
    for line in (DEPLOY / name).read_text().replace("\\\n", " ").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith(("#", ";")):
            setting, _equals, value = line.partition("=")
            said.setdefault((section, setting), []).append(value)
    return Unit(name, said)


def read_settings(path: Path) -> dict[str, str]:
    """A file of settings as systemd reads it: quotation marks around a value fall off."""
    settings = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, _equals, value = line.partition("=")
            settings[name] = value.strip('"')
    return settings


class Service:
    """One unit, started as systemd would on a machine whose settings are in `settings`, with some folders of the unit
    elsewhere."""

    def __init__(self, name: str, settings: Path, folder: Path, **elsewhere: str) -> None:
        self.unit, self.log = read_unit(name), folder / f"{name}.log"
        environment = {**self.unit.environment, **read_settings(settings)}
        environment = {n: elsewhere.get(value, value) for n, value in environment.items()}
        for unset in self.unit.all("UnsetEnvironment"):
            environment.pop(unset, None)
        (command,) = self.unit.commands(environment)
        keep = {n: os.environ[n] for n in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if n in os.environ}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env={**keep, **environment}, cwd=folder, stdout=log, stderr=log, process_group=0
            )

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def end(self, signum: int = signal.SIGTERM) -> None:
        """By SIGTERM as systemd does, or at one blow with all its children."""
        if signum == signal.SIGTERM:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
