"""Whether what is pinned has known vulnerabilities: pip-audit for requirements/*.txt, npm audit for the front end.

Exit 1 where one is known. Where the advisories cannot be asked for – no network, a mirror without them – it says so and
passes: a build on a closed network must not fail for what nobody told it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds for one answer


@dataclass(frozen=True)
class Answer:
    """What came back about one list of packages: what is known against them, and what nobody could say."""

    known: list[str] = field(default_factory=list)
    clean: int = 0
    unasked: list[str] = field(default_factory=list)
    silence: str = ""  # why nothing was answered at all

    def told(self, what: str) -> list[str]:
        """In lines."""
        if self.silence:
            return [f"{what}: could not be asked ({self.silence})"]
        lines = [f"{what}: {line}" for line in self.known]
        if self.clean:
            lines.append(f"{what}: nothing known against {self.clean} packages")
        if self.unasked:
            some = ", ".join(self.unasked[:3]) + (", …" if len(self.unasked) > 3 else "")
            lines.append(f"{what}: {len(self.unasked)} packages could not be asked about: {some}")
        return lines


def read_pip_audit(out: str, errors: str) -> Answer:
    """The answer of `pip-audit -f json`. A package that it skips is one that it could not ask about."""
    try:
        packages = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer(silence=_last_line(errors) or "no answer")
    known, clean, unasked = [], 0, []
    for package in packages:
        if "skip_reason" in package:
            unasked.append(package["name"])
        elif not package["vulns"]:
            clean += 1
        for found in package.get("vulns", ()):
            better = ", ".join(found.get("fix_versions", ())) or "no version yet"
            known.append(f"{package['name']} {package['version']}: {found['id']}; mended in {better}")
    if packages and not known and not clean:
        return Answer(silence="its advisories are not served here")
    return Answer(known, clean, unasked)


def read_npm_audit(out: str, errors: str) -> Answer:
    """The answer of `npm audit --json`."""
    try:
        said: dict[str, Any] = json.loads(out)
        found, total = said["vulnerabilities"], said["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError, TypeError):
        return Answer(silence=_why(out) or _last_line(errors) or "no answer")
    known = [
        f"{name} {v['range']}: {v['severity']}; {_reasons(v['via'])}" for name, v in sorted(found.items())
    ]
    return Answer(known, max(0, total - len(known)))


def _why(out: str) -> str:
    try:
        said = json.loads(out)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    code = said.get("statusCode") or (said.get("error") or {}).get("code")
    return f"the registry answers {code}" if code else ""


def _reasons(via: Sequence[Any]) -> str:
    return ", ".join(v["title"] if isinstance(v, dict) else f"by {v}" for v in via)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def _run(*command: str) -> tuple[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    try:
        done = subprocess.run(  # noqa: S603 – our own words
            command, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, env={**os.environ, "PATH": path}
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", str(error)
    return done.stdout, done.stderr


def main() -> int:
    answers = {}
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        asked = _run(
            "pip-audit", "-r", str(path), "--require-hashes", "--disable-pip", "-f", "json", "--progress-spinner", "off"
        )  # fmt: skip
        answers[f"requirements/{path.name}"] = read_pip_audit(*asked)
    answers["frontend"] = read_npm_audit(*_run("npm", "--prefix", "frontend", "audit", "--json"))
    for what, answer in answers.items():
        print("\n".join(answer.told(what)))
    return int(any(answer.known for answer in answers.values()))


if __name__ == "__main__":
    sys.exit(main())
