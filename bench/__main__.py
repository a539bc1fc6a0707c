"""Runs every benchmark, one process each, and keeps what they print in docs/benchmarks.md."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "benchmarks.md"
BENCHMARKS = {
    "bench.wall_chart": "Wall-chart data",
    "bench.back_schedule_projects": "Back-scheduling",
    "bench.read_workbooks": "Reading workbooks",
    "bench.import_projects": "Importing a project list",
}
HEAD = """# Benchmarks

Each line is a ratio to a floor measured in the same run: the median of the rounds, and the least and largest. A
ratio says how far the product is from the least that the machine must do; a bare time would speak of the machine.
`make bench` runs them and writes this page.

"""


def main() -> int:
    """Run them; 1 where an aim was missed or a benchmark failed."""
    status, text = 0, HEAD
    text += f"Last run: Python {platform.python_version()}, {platform.machine()}, 2 cores wanted.\n"
    for module, title in BENCHMARKS.items():
        print(f"\n{title}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(done.stdout, end="", flush=True)
        if done.returncode:
            status = 1
            print(done.stderr[-2000:], file=sys.stderr)
        text += f"\n## {title}\n\n```\n{done.stdout}```\n"
    TARGET.write_text(text, "utf-8")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
