"""Reports and matters that keep coming in, one transaction each, against PostgreSQL taking the very same rows.

Each act checks, writes its rows, records itself in the hash chain and tells who has to know. Two floors: the rows of each
act by one INSERT a table in a transaction of its own, and all of them by COPY at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import psycopg

from bench.floor import seconds, show_ratio
from bench.one_user import one_user
from bench.zone import database

ACTS, ROUNDS = 200, 5
Rows = Mapping[str, list[tuple[Any, ...]]]


def main() -> bool:
    """Print the ratios."""
    from guatu.core.walls import closed, zone_open
    from guatu.matters.selectors.rules import kind_coded
    from guatu.matters.use_cases.raise_matter import raise_matter
    from guatu.organization.models import Unit
    from guatu.organization.powers import system_actor
    from guatu.projects.models.project import Project
    from guatu.projects.use_cases.file_progress_report import file_progress_report

    zone = one_user(projects=ACTS, matters=100).zone
    actor = system_actor("console", zone)
    projects = list(Project.objects.filter(zone=zone).order_by("id")[:ACTS])
    unit = Unit.objects.filter(zone=zone, parent__isnull=False)[0]
    kind = kind_coded("problem", zone.id)

    def reports() -> None:
        for project in projects:
            file_progress_report(actor=actor, project=project, text="主体结构施工")

    def matters() -> None:
        for number in range(ACTS):
            raise_matter(actor=actor, kind=kind, title=f"停电第{number}次", lead_unit=unit)

    for name, acts in (("progress reports", reports), ("matters", matters)):
        by_insert, by_copy = [], []
        for turn in range(ROUNDS + 1):
            before = counted(zone.id)
            with closed(), zone_open(zone.id):
                took = seconds(acts)
            rows = written(zone.id, before)
            twins(rows)
            inserted, copied = seconds(lambda r=rows: insert(r)), seconds(lambda r=rows: copy(r))
            if turn:  # the first warms up
                by_insert.append(took / inserted)
                by_copy.append(took / copied)
        show_ratio(f"{ACTS} {name} ÷ INSERT of their rows, one transaction each", by_insert)
        show_ratio("  ÷ COPY of all their rows at once", by_copy)
    return True


def _owner() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["GUATU_OWNER_DATABASE_URL"])


def _tables() -> list[str]:
    from guatu.core.zoned_keys import zoned_models

    return sorted(model._meta.db_table for model in zoned_models())


def counted(zone_id: object) -> dict[str, set[Any]]:
    """The ids that there are, by table."""
    with _owner() as bare:
        return {
            table: {row[0] for row in bare.execute(f"SELECT id FROM {table} WHERE zone_id = %s", [zone_id])}
            for table in _tables()
        }


def written(zone_id: object, before: Mapping[str, set[Any]]) -> Rows:
    """What has come since, by table, in the order of coming."""
    found = {}
    with _owner() as bare:
        for table, known in before.items():
            rows = bare.execute(
                f"SELECT * FROM {table} WHERE zone_id = %s AND id <> ALL(%s) ORDER BY id",
                [zone_id, list(known)],
            )
            found[table] = [tuple(map(_as_text, row)) for row in rows]
    return {table: rows for table, rows in found.items() if rows}


def _as_text(value: Any) -> Any:
    from psycopg.types.json import Jsonb

    return (
        Jsonb(value) if isinstance(value, dict) or (isinstance(value, list) and value[:1] == [{}]) else value
    )


def twins(rows: Rows) -> None:
    """Tables with the same columns, checks and indexes (but no foreign keys) for the floors to fill."""
    with _owner() as bare:
        for table in rows:
            for floor in ("one", "all"):
                bare.execute(f"DROP TABLE IF EXISTS floor_{floor}_{table}")
                bare.execute(f"CREATE TABLE floor_{floor}_{table} (LIKE {table} INCLUDING ALL)")


def insert(rows: Rows) -> None:
    """The rows of each act in a transaction of its own."""
    with _owner() as bare:
        for act in range(ACTS):
            with bare.transaction():
                for table, every in rows.items():
                    share = every[act * len(every) // ACTS : (act + 1) * len(every) // ACTS]
                    if share:
                        places = ", ".join(["%s"] * len(share[0]))
                        several = ", ".join([f"({places})"] * len(share))
                        bare.execute(
                            f"INSERT INTO floor_one_{table} VALUES {several}",
                            [v for row in share for v in row],
                        )
            bare.commit()


def copy(rows: Rows) -> None:
    """All rows at once."""
    with _owner() as bare, bare.cursor() as cursor:
        for table, every in rows.items():
            with cursor.copy(f"COPY floor_all_{table} FROM STDIN") as stream:
                for row in every:
                    stream.write_row(row)


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
