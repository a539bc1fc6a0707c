"""What is pinned: how answers about it are read, and that all of it is pinned by hash."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tools.audit_dependencies import Answer, read_npm_audit, read_pip_audit

from tools import audit_dependencies

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {"name": "click", "version": "8.2", "vulns": []}
SKIPPED = {
    "name": "django",
    "skip_reason": "Dependency not found on PyPI and could not be audited: django (5.2)",
}
FOUND = {
    "name": "django",
    "version": "4.0",
    "vulns": [
        {"id": "PYSEC-2022-1", "fix_versions": ["4.0.1"], "aliases": ["CVE-2022-1"], "description": "…"}
    ],
}
NPM_FOUND = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "vite": {"name": "vite", "severity": "high", "range": "<5", "via": [{"title": "Reads any file"}]},
        "vitest": {"name": "vitest", "severity": "high", "range": "<1", "via": ["vite"]},
    },
    "metadata": {"vulnerabilities": {"total": 2}, "dependencies": {"total": 300}},
}


def pip(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_pip_says_what_is_known() -> None:
    answer = read_pip_audit(pip(CLEAN, FOUND), "Found 1 known vulnerability in 1 package")
    assert answer == Answer(["django 4.0: PYSEC-2022-1; mended in 4.0.1"], 1)


def test_pip_says_that_nothing_is_known() -> None:
    answer = read_pip_audit(pip(CLEAN), "No known vulnerabilities found")
    assert answer.told("base") == ["base: nothing known against 1 packages"]


def test_pip_says_what_it_could_not_ask_about() -> None:
    answer = read_pip_audit(pip(CLEAN, SKIPPED), "")
    assert answer.told("base")[1] == "base: 1 packages could not be asked about: django"
    assert not read_pip_audit(pip(FOUND, SKIPPED), "").silence


@pytest.mark.parametrize(
    ("out", "errors"),
    [
        (pip(SKIPPED), "No known vulnerabilities found"),
        ("", "ERROR:pip_audit._cli:Failed to resolve 'pypi.org'"),
        ("", ""),
        ("[]", ""),
    ],
)
def test_pip_offline_is_no_all_clear(out: str, errors: str) -> None:
    (line,) = read_pip_audit(out, errors).told("base")
    assert line.startswith("base: could not be asked (")


def test_npm_says_what_is_known() -> None:
    answer = read_npm_audit(json.dumps(NPM_FOUND), "")
    assert answer.known == ["vite <5: high; Reads any file", "vitest <1: high; by vite"]
    assert answer.clean == 298


def test_npm_says_that_nothing_is_known() -> None:
    answer = read_npm_audit(json.dumps({**NPM_FOUND, "vulnerabilities": {}}), "")
    assert answer.told("frontend") == ["frontend: nothing known against 300 packages"]


@pytest.mark.parametrize(
    ("out", "errors", "why"),
    [
        (
            '{"message": "405 Method Not Allowed", "statusCode": 405, "body": ""}',
            "",
            "the registry answers 405",
        ),
        ('{"error": {"code": "ENOTFOUND", "summary": ""}}', "", "the registry answers ENOTFOUND"),
        ("", "npm error network request failed\n", "npm error network request failed"),
        ("[]", "", "no answer"),
    ],
)
def test_npm_offline_is_no_all_clear(out: str, errors: str, why: str) -> None:
    assert read_npm_audit(out, errors).told("frontend") == [f"frontend: could not be asked ({why})"]


@pytest.mark.parametrize(("packages", "status"), [((CLEAN,), 0), ((SKIPPED,), 0), ((CLEAN, FOUND), 1)])
def test_it_fails_on_what_is_known_alone(
    packages: tuple[dict[str, Any], ...],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*command: str) -> tuple[str, str]:
        return (pip(*packages), "") if command[0] == "pip-audit" else ("", "offline")

    monkeypatch.setattr(audit_dependencies, "_run", run)
    assert audit_dependencies.main() == status
    said = capsys.readouterr().out
    assert "frontend: could not be asked (offline)" in said
    assert "requirements/base.txt: " in said


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_every_requirement_is_pinned_by_hash(path: Path) -> None:
    lines = [
        line
        for line in path.read_text().replace("\\\n", " ").splitlines()
        if not line.lstrip().startswith("#")
    ]
    entries = [line for line in lines if line.strip()]
    assert entries
    for entry in entries:
        assert re.match(
            r"[a-z0-9][a-z0-9.\-]*(\[[a-z,]+\])?==[^ ]+( ; [^-]+)? +--hash=sha256:[0-9a-f]{64}", entry
        ), entry
    assert not re.search(r"https?://", "\n".join(entries))


def test_what_runs_is_what_was_tested() -> None:
    pinned = {name: set(_pins(name)) for name in ("base", "dev")}
    assert pinned["base"] <= pinned["dev"]


def _pins(name: str) -> list[str]:
    return re.findall(
        r"^([a-z0-9.\-]+==\S+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE
    )


def test_every_package_of_the_front_end_is_pinned_by_hash() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: said for name, said in lock["packages"].items() if name}
    assert packages
    loose = [name for name, said in packages.items() if not said.get("link") and "integrity" not in said]
    assert loose == []
    assert all(said["integrity"].startswith("sha512-") for said in packages.values() if not said.get("link"))
