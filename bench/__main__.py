"""Runs the benchmarks, one process each, and keeps what they print in docs/benchmarks.md.

`python -m bench` runs all of them, `python -m bench serving growing` these two. What people have written on the page stays:
sections of other titles, and what stands below the numbers.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "benchmarks.md"
GIB = 1024**3
# Module → title, and what it is held against.
BENCHMARKS = {
    "bench.wall_chart": (
        "Wall-chart data",
        "The data of the chart for 200, 2,000 and 10,000 projects of 30 milestones. Floor: one SQL query that fetches"
        " the same columns.",
    ),
    "bench.back_schedule_projects": (
        "Back-scheduling",
        "10,000 projects of 40 milestones, scheduled back from their targets over working days and holidays, with"
        " both floats and the critical path. Floor: one sweep forward and one back over the same links in numpy, in"
        " whole units and without a calendar.",
    ),
    "bench.read_workbooks": (
        "Reading workbooks",
        "10,000 rows of 20 columns, with hidden parts, comments, exact amounts, dates and every problem. Floor: the"
        " bare cells, read by calamine.",
    ),
    "bench.matters": (
        "Matters",
        "The first page of the list of 200,000 open matters, with its count. Floor: one SQL query of the same rows and"
        " one of the count. And the clock that ticks over 200,000 open matters, 2,000 of which ring. Floor: the same"
        " tick over a zone that has just those 2,000.",
    ),
    "bench.figures": (
        "Figures",
        "Every figure of projects and matters for a half-year, of the zone and of every unit, on 10,000 projects and"
        " 200,000 matters. Floor: one SQL query by hand for each count and sum, grouped by unit.",
    ),
    "bench.leagues": (
        "League table",
        "A table of 3,000 units by three criteria, from one evaluation of all figures to scores, places and grades. Floor:"
        " one SQL query that counts and adds up the same projects by unit.",
    ),
    "bench.wall": (
        "The wall between zones",
        "Pages and lists of a zone that lies beside another as large, asked by the application's role, which row-level"
        " security binds. Floor: the very same, asked by the owner of the tables, whom it does not bind.",
    ),
    "bench.serving": (
        "Pages as they are served",
        "The real server, asked over HTTP for the pages of a zone of 200 projects and 1,000 matters by 1, 8 and 32 people"
        " at once. Floor of one answer: the same server and framework answering a constant, and the page's own queries"
        " asked bare, one after the other. What many at once see is told against one at a time.",
    ),
    "bench.growing": (
        "From one zone to a hundred",
        "The same pages of the same zone, alone in a database and among a hundred zones of its size. Floor: alone.",
    ),
    "bench.ingesting": (
        "Reports and matters that keep coming in",
        "Acts one after the other, each with its checks, its record in the hash chain and whom it tells. Floors: the very"
        " rows that an act wrote by one INSERT a table, in a transaction of its own; and all of them by COPY at once.",
    ),
    "bench.import_projects": (
        "Importing a project list",
        "10,000 rows of 16 columns from the workbook to the tables: every check, the record with its hash chain,"
        " forecasts and lights. Floor: reading the cells with calamine, and COPY of the very rows that the import"
        " leaves, into tables with the same indexes but no foreign keys.",
    ),
}
HEAD = """# Benchmarks

Each line is a ratio: what Guatu takes, divided by a floor, the least that the machine must do for the same job. Both
are measured in turn in the same run, so that a slow minute slows both. Given is the median of the rounds, with the
least and the largest in brackets, and the aim where there is one. A bare time would speak of the machine.

`make bench` runs them and writes this page; above each run's numbers stands when, and on what, it was measured.
"""
FENCE = "```\n"


def main(names: Sequence[str]) -> int:
    """Run those of `names`, or all; 1 where an aim was missed or a benchmark failed, 2 where a name is none."""
    chosen = [f"bench.{name}" for name in names] or list(BENCHMARKS)
    if not set(chosen) <= set(BENCHMARKS):
        known = ", ".join(module.removeprefix("bench.") for module in BENCHMARKS)
        print(f"Expected some of: {known}", file=sys.stderr)
        return 2
    status, page = 0, sections(TARGET.read_text("utf-8")) if TARGET.exists() else {}
    for module in chosen:
        title, against = BENCHMARKS[module]
        print(f"\n{title}", flush=True)
        where = f"{datetime.now(UTC).date().isoformat()}: {_machine()}."
        done = subprocess.run(
            [sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(done.stdout, end="", flush=True)
        if done.returncode:
            status = 1
            print(done.stderr[-2000:], file=sys.stderr)
        page[title] = (
            f"\n{against}\n\n{where}\n\n{FENCE}{done.stdout}{FENCE}{below_the_numbers(page.get(title, ''))}"
        )
        TARGET.write_text(HEAD + "".join(f"\n## {title}\n{text}" for title, text in page.items()), "utf-8")
    return status


def sections(text: str) -> dict[str, str]:
    """Title → text of each section of the page, in their order."""
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    return {title: f"{body.rstrip()}\n" for title, _newline, body in parts}


def below_the_numbers(section: str) -> str:
    """What somebody wrote below the last numbers of a section."""
    return section.rpartition(FENCE)[2] if FENCE in section else ""


def _machine() -> str:
    """How big the machine is, and how busy it was at the start: what a ratio may depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    busy = os.getloadavg()[0]
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB,"
        f" Python {platform.python_version()}, load {busy:.1f} before it began"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
