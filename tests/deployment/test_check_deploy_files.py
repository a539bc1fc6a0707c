"""What lies in deploy/ is what its programs take, and speaks of what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guatu.attachments.upload_limit import MAX_REQUEST_BYTES
from guatu.cli.main import COMMANDS
from tests.deployment.balancer import a_certificate, nginx_settings
from tests.deployment.units import DEPLOY, INSTALLED, ROOT, read_settings, read_unit

UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
OF_A_NODE = ["guatu-live.service", "guatu-web.service", "guatu-worker.service"]
SYSTEMD_ANALYZE, NGINX, COMPOSE = (
    shutil.which(name) for name in ("systemd-analyze", "nginx", "docker-compose")
)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_programs_that_there_are(name: str) -> None:
    unit = read_unit(name)
    for command in unit.commands({**unit.environment, **read_settings(ROOT / ".env.example")}):
        assert Path(command[0]).exists(), command
        assert "${" not in " ".join(command)
        if Path(command[0]).name == "guatu":
            assert command[1] in COMMANDS
            helped = run(sys.executable, "-m", "guatu", command[1], "--help")
            options = [word for word in command[2:] if word.startswith("--")]
            assert [o for o in options if not re.search(rf"{o}\b", helped.stdout)] == []


@pytest.mark.parametrize("name", OF_A_NODE)
def test_what_serves_never_learns_the_owners_password(name: str) -> None:
    assert read_unit(name).all("UnsetEnvironment") == ["GUATU_OWNER_DATABASE_URL"]


@pytest.mark.parametrize("name", UNITS)
def test_the_example_takes_nothing_from_the_units(name: str) -> None:
    """A name in guatu.env holds even where it is empty."""
    example = read_settings(ROOT / ".env.example")
    taken = {n for n, value in read_unit(name).environment.items() if n in example and example[n] != value}
    assert taken == set()


@pytest.mark.parametrize("name", UNITS)
def test_every_folder_a_unit_writes_to_is_made_for_it(name: str) -> None:
    unit = read_unit(name)
    assert unit.all("ReadWritePaths") == []
    if name != "guatu-live.service":
        assert unit.all("StateDirectory")


def test_pages_and_live_updates_of_a_node_count_together() -> None:
    """In one folder, which outlives either of them: so `/metrics` of the pages counts open streams."""
    for name in ("guatu-web.service", "guatu-live.service"):
        unit = read_unit(name)
        assert unit.environment["PROMETHEUS_MULTIPROC_DIR"] == "/run/guatu"
        assert (unit.all("RuntimeDirectory"), unit.all("RuntimeDirectoryPreserve")) == (["guatu"], ["yes"])


@pytest.mark.skipif(not SYSTEMD_ANALYZE, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        there = path.read_text().replace(INSTALLED, str(Path(sys.executable).parent))
        (tmp_path / path.name).write_text(there)
    done = run(SYSTEMD_ANALYZE, "verify", *tmp_path.glob("*.*"))
    said = [line for line in done.stderr.splitlines() if "guatu" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_takes_its_settings(tmp_path: Path) -> None:
    a_certificate(tmp_path)
    settings = nginx_settings(tmp_path, "127.0.0.1:8443", ["127.0.0.1"])
    done = run(NGINX, "-t", "-p", tmp_path, "-c", settings)
    assert done.returncode == 0, done.stderr


def test_nginx_takes_as_much_as_guatu_does() -> None:
    found = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())
    assert found is not None
    assert int(found[1]) << 20 >= MAX_REQUEST_BYTES


@pytest.mark.skipif(not COMPOSE, reason="docker-compose is not installed")
def test_compose_takes_its_file(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    for path in (DEPLOY / "compose.yaml", DEPLOY / "create_app_role.sh"):
        shutil.copy(path, tmp_path / "deploy")
    (tmp_path / ".env").write_text("GUATU_OWNER_PASSWORD=a\nGUATU_APP_PASSWORD=b\nGUATU_SECRET_KEY=c\n")
    command = [
        "docker-compose",
        "-f",
        tmp_path / "deploy/compose.yaml",
        "--env-file",
        tmp_path / ".env",
        "config",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "postgresql://guatu_app:b@postgres/guatu" in done.stdout


def test_every_setting_that_is_read_is_in_the_example() -> None:
    offered = set(read_settings(ROOT / ".env.example"))
    source = "\n".join(p.read_text() for p in (ROOT / "src" / "guatu").rglob("*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[)\s*[\"'](GUATU_[A-Z0-9_]+)", source))
    # What the commands tell each other, what is for developers, and the parts of GUATU_EMAIL_URL.
    inner = {"GUATU_DB_ROLE", "GUATU_DEBUG"}
    parts = {f"GUATU_EMAIL_{part}" for part in ("HOST", "PORT", "USER", "PASSWORD", "TLS")}
    assert len(read) > 10
    assert read - offered - inner - parts == set()


def run(*command: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
