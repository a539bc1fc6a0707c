"""Importing 10,000 rows against reading them with calamine plus COPY of the rows that the import writes.

The floor reads the cells of the same workbook and copies the very rows that the import left in the tables into
twins of them, and commits.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from datetime import date
from pathlib import Path

import psycopg

from bench.floor import peak_memory, seconds, show_ratio
from bench.zone import TODAY, database

ROWS = 10_000
TABLES = (
    "organization_unit", "organization_person", "projects_project", "projects_projectyear", "projects_projectduty",
    "projects_investmententry", "projects_projectlist", "projects_listmembership", "projects_projectlight", "audit_entry",
)  # fmt: skip


def workbook(path: Path) -> None:
    """An office list of 10,000 invented projects, as an office would keep it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("2018年项目清单")
    sheet.write_row(0, 0, ["2018年项目清单"])
    sheet.write_row(1, 0, ["截至2018年6月30日   单位：亿元"])
    sheet.write_row(2, 0, HEADERS)
    for number in range(ROWS):
        started = number % 3 > 0
        sheet.write_row(
            3 + number, 0,
            [
                number + 1, f"演示项目{number:05}", f"演示企业{number:05}有限公司", "新开工" if number % 2 else "结转续建",
                "已开工" if started else "未开工", round(1 + number % 97 * 0.13, 2), round(0.5 + number % 31 * 0.05, 2),
                "2018-2019", "2018年5月", ("2018年3月" if number % 2 else "2017年3月") if started else "—",
                round(number % 29 * 0.01, 2) if started else None,
                "基础施工", f"领导{number % 12}", f"联系人{number % 60}", f"第{number % 15}产业园", None,
            ],
        )  # fmt: skip
    book.close()


HEADERS = [
    "序号", "项目名称", "建设单位", "项目类别", "子类", "总投资", "年度计划投资", "建设起止年限", "计划开工", "实际开工",
    "1-6月完成投资", "形象进度", "挂钩领导", "联系人", "责任单位", "备注",
]  # fmt: skip


def main() -> bool:
    """Print the ratio and its parts; whether the aim is met."""
    import python_calamine
    from django.db import connection

    from guatu.core.models import Zone
    from guatu.organization.powers import system_actor
    from guatu.organization.use_cases.create_zone import create_zone
    from guatu.projects.sheets.read import read_projects
    from guatu.projects.use_cases.choose_light_rules import choose_light_rules
    from guatu.projects.use_cases.import_projects import import_projects
    from guatu.sheets.open import open_workbook

    def new_zone() -> Zone:
        zone = Zone(code=f"I{uuid.uuid4().hex[:8].upper()}", name="import", clock_date=TODAY)
        console = system_actor("console", zone)
        create_zone(actor=console, zone=zone)
        choose_light_rules(actor=console, name="bench", preset="yinchuan", in_force_from=date(2018, 1, 1))
        return zone

    def whole(path: Path, zone: Zone) -> None:
        read = read_projects(open_workbook(path), today=TODAY)
        outcome = import_projects(actor=system_actor("console", zone), sheet=read.sheet, file_name=path.name)
        if outcome.created != ROWS:
            raise AssertionError(outcome)

    def written(zone: Zone) -> dict[str, bytes]:
        with connection.cursor() as cursor:
            kept = {}
            for table in TABLES:
                with cursor.copy(
                    f"COPY (SELECT * FROM {table} WHERE zone_id = '{zone.id}') TO STDOUT"
                ) as copy:
                    kept[table] = b"".join(bytes(block) for block in copy)
            return kept

    def floor(path: Path, rows: dict[str, bytes]) -> None:
        python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        with psycopg.connect(owner) as bare, bare.cursor() as cursor:
            for table, data in rows.items():
                with cursor.copy(f"COPY floor_{table} FROM STDIN") as copy:
                    copy.write(data)

    def empty_twins() -> None:
        """Tables with the same columns, checks and indexes (but no foreign keys) for the floor to fill."""
        with psycopg.connect(owner) as bare:
            for table in TABLES:
                bare.execute(f"DROP TABLE IF EXISTS floor_{table}")
                bare.execute(f"CREATE TABLE floor_{table} (LIKE {table} INCLUDING ALL)")

    owner = os.environ["GUATU_OWNER_DATABASE_URL"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        workbook(path)
        warm = new_zone()
        whole(path, warm)
        rows = written(warm)
        ratios = []
        for _round in range(3):
            zone = new_zone()
            ours = seconds(lambda z=zone: whole(path, z))
            empty_twins()
            ratios.append(ours / seconds(lambda: floor(path, rows)))
        met = show_ratio(f"importing {ROWS:,} rows ÷ calamine + COPY of the rows written", ratios, aim=4)
        zone = new_zone()
        empty_twins()
        memory = peak_memory(lambda: whole(path, zone)) / peak_memory(lambda: floor(path, rows))
        print(f"{'importing, peak memory ÷ that of the floor':<58} {memory:.1f}×")
    return met


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
