"""A lively zone, and an empty database beside the one of the tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from guatu.attachments.use_cases.attach_file import attach_file
from guatu.backups import tables as db
from tests.attachments.files import photo
from tests.attachments.subject import registered
from tests.builders import a_unit, a_zone, an_actor, the_root

OTHER = "guatu_restored"
Elsewhere = Callable[[], Any]


@pytest.fixture
def unit_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from registered(monkeypatch)


@pytest.fixture
def lively(committed_db: None, file_storage: Path, unit_files: None) -> Path:
    """Two zones with people, units, a record, a photo with its thumbnail and odd characters; its files' folder."""
    for code in ("DY", "ZJ"):
        zone = a_zone(code)
        actor = an_actor(zone, "office", username=f"office-{code}")
        a_unit(zone, "生命\t科学\\N\n“产业园”")
        attach_file(actor=actor, subject=the_root(zone), upload=photo(f"{code}.jpg", width=900, height=600))
    with connection.cursor() as cursor:
        # In the queue, with its triggers, and in the same moment for every test.
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'a', 'todo')"
        )
    return file_storage


@pytest.fixture
def elsewhere(
    lively: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Elsewhere]:
    """A block in which the database is another one, migrated and empty, and so are the files."""
    name = connection.settings_dict["NAME"]
    other = f"{OTHER}_{name}"
    options = connection.settings_dict["OPTIONS"]
    role = options.get("options", "")

    def as_owner(*statements: str, database: str) -> None:
        connection.close()
        connection.settings_dict["NAME"], options["options"] = database, ""
        try:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        finally:
            connection.close()
            connection.settings_dict["NAME"], options["options"] = name, role

    as_owner(
        f"DROP DATABASE IF EXISTS {other}", f"CREATE DATABASE {other} TEMPLATE {name}", database="postgres"
    )
    as_owner("TRUNCATE core_zone, accounts_user, procrastinate_jobs CASCADE", database=other)

    @contextmanager
    def there() -> Iterator[Path]:
        before = settings.STORAGES
        folder = tmp_path / "restored"
        backend = "django.core.files.storage.FileSystemStorage"
        location = {"BACKEND": backend, "OPTIONS": {"location": folder, "base_url": None}}
        connection.close()
        connection.settings_dict["NAME"], options["options"] = other, ""
        settings.STORAGES = {**before, "default": location}
        try:
            yield folder
        finally:
            connection.close()
            connection.settings_dict["NAME"], options["options"] = name, role
            settings.STORAGES = before

    yield there
    # Not by force, which may not end the server's own vacuuming; without it PostgreSQL waits for that.
    as_owner(f"DROP DATABASE {other}", database="postgres")


def every_row() -> dict[str, list[bytes]]:
    """Table → its rows as text, sorted."""
    rows = {}
    with connection.cursor() as cursor:
        for table in db.tables(cursor):
            with cursor.copy(table.copy_out()) as copy:
                rows[table.name] = sorted(b"".join(copy).splitlines())
    return rows


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def catalogue() -> list[Any]:
    """References, triggers and rights, which a restore must leave as they are."""
    found = []
    with connection.cursor() as cursor:
        for statement in (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger "
            "WHERE NOT tgisinternal ORDER BY 1, 2",
            "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
        ):
            cursor.execute(statement)
            found += cursor.fetchall()
    return found
