"""The house rules that a machine can check."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from guatu.core.events import known_events
from guatu.core.zoned_keys import constraint_name, zone_foreign_keys, zoned_models

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guatu"
PYTHON = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
USE_CASES = [p for p in PYTHON if p.parent.name == "use_cases" and p.stem != "__init__"]


@pytest.mark.parametrize("path", USE_CASES, ids=lambda p: f"{p.parts[-3]}.{p.stem}")
def test_a_use_case_file_holds_the_use_case_of_its_name(path: Path) -> None:
    module = import_module(".".join(["guatu", *path.relative_to(SOURCE).with_suffix("").parts]))
    function = getattr(module, path.stem, None)
    assert function is not None, f"{path}: no function {path.stem}"
    assert getattr(function, "permission", None) == f"{path.parts[-3]}.{path.stem}"


@pytest.mark.django_db
def test_keys_of_zoned_tables_begin_with_the_zone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, c.conname, c.contype, "
            "array_agg(a.attname::text ORDER BY k.position) FROM pg_constraint c "
            "CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(number, position) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number "
            "WHERE c.contype IN ('p', 'u', 'x') GROUP BY 1, 2, 3"
        )
        constraints = cursor.fetchall()
    tables = {m._meta.db_table for m in zoned_models()}
    zoned = [row for row in constraints if row[0].strip('"') in tables]
    assert len([row for row in zoned if row[2] == "p"]) == len(tables)
    for table, name, kind, columns in zoned:
        assert columns[0] == "zone_id", f"{table}.{name} ({kind}) does not begin with the zone: {columns}"
        if kind == "p":
            assert columns == ["zone_id", "id"], f"{table}.{name}"


@pytest.mark.django_db
def test_unique_indexes_of_zoned_tables_begin_with_the_zone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE%'"
        )
        rows = cursor.fetchall()
    tables = {m._meta.db_table for m in zoned_models()}
    for table, name, definition in rows:
        if table in tables:
            assert re.search(r"\(zone_id\b", definition), f"{name}: {definition}"


@pytest.mark.django_db
def test_references_between_zoned_tables_hold_the_zone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f'")
        names = {row[0] for row in cursor.fetchall()}
    for model in zoned_models():
        for foreign_key in zone_foreign_keys(model):
            assert constraint_name(model._meta.db_table, foreign_key.column) in names
        for field in model._meta.local_fields:
            remote = field.remote_field.model if field.remote_field else None
            if remote in zoned_models():
                assert field in zone_foreign_keys(model), f"{field} must be a ZoneForeignKey"
        assert not model._meta.local_many_to_many, f"{model}: many-to-many tables have no zone"


def test_events_say_what_happened() -> None:
    events = known_events()
    for name, event in events.items():
        if event.__module__.startswith("guatu."):
            app = event.__module__.split(".")[1]
            assert re.fullmatch(rf"{app}\.[a-z_]+\.[a-z_]+", name), name
            assert str(event.sentence), name


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_stays_short_and_asks_the_clock(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400, f"{path} has more than 400 lines"
    if path != SOURCE / "core" / "clock.py":
        assert not re.search(r"datetime\.now\(|date\.today\(|timezone\.now\(", text), "ask core.clock"


def test_no_signals() -> None:
    for path in PYTHON:
        assert "django.db.models.signals" not in path.read_text("utf-8"), path


def test_nothing_names_a_machine_or_a_registry() -> None:
    root = SOURCE.parents[1]
    places = [*SOURCE.rglob("*.py"), *root.glob("*.md"), *(root / "docs").rglob("*.md"), root / "Makefile"]
    for path in places:
        text = path.read_text("utf-8")
        assert not re.search(r"/work/|/tmp/|pypi\.org|registry\.npmjs", text), path
