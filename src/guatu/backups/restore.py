"""Restoring a backup: everything is checked before the first change, and all of it is there or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from guatu.audit.selectors import first_break, record_length
from guatu.backups import tables as db
from guatu.backups.errors import BackupError
from guatu.backups.manifest import FILES, TABLES, Manifest
from guatu.backups.read import members, table_of, verify
from guatu.core.models import Zone

# A database is in use as soon as somebody could sign in, or something could have happened.
_IN_USE = ("core_zone", "accounts_user", "audit_entry")


@dataclass(frozen=True)
class Restored:
    """What was restored: the backup's manifest, and zone → entries of its record, whose chain holds."""

    manifest: Manifest
    records: dict[str, int]
    broken: tuple[str, ...]


def check(path: Path, key: bytes | None) -> Manifest:
    """Everything that can be known before the database is touched. Raises `BackupError`."""
    manifest = verify(path, key)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}
    written = set(manifest.migrations)
    if newer := sorted(written - known):
        raise BackupError(
            f"the backup is of a newer Guatu ({manifest.guatu}): this one does not know {newer[0]}. "
            "Update Guatu first, then restore"
        )
    if older := sorted(known - written):
        raise BackupError(
            f"the backup is of an older Guatu ({manifest.guatu}), before {older[0]}. Restore it with that version, "
            "then update"
        )
    return manifest


def restore(
    path: Path, key: bytes | None, manifest: Manifest, *, replace: bool, broken_record: bool = False
) -> Restored:
    """Fill the migrated database and the file storage from a checked backup. Raises `BackupError`; then nothing has
    changed. `replace` empties a database in use first; `broken_record` takes a record whose chain does not hold.
    """
    files = _Files()
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            db.fix_form(cursor)
            _require_owner(cursor)
            if not replace:
                _require_empty(cursor)
            _fill(cursor, path, key, manifest, files)
            records, broken = _records()
            if broken and not broken_record:
                raise BackupError("; ".join([*broken, "nothing was restored (see --broken-record)"]))
    except BaseException as error:
        if left := files.undo():
            raise BackupError(
                f"{error}; the database is as it was, but not all files are: the storage fails, and "
                f"{len(left)} could not be put back, such as {left[0]}. Restore again when it answers"
            ) from error
        if isinstance(error, DatabaseError):
            raise BackupError(f"the database refuses the backup: {str(error).strip()}") from error
        raise
    return Restored(manifest, records, tuple(broken))


def require_room(*, replace: bool) -> None:
    """Raise where the database is in use and may not be emptied; a database without tables has room."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.core_zone') IS NOT NULL")
            if cursor.fetchone()[0]:
                _require_owner(cursor)
                if not replace:
                    _require_empty(cursor)
    except DatabaseError as error:
        raise BackupError(f"the database does not answer: {str(error).strip()}") from error


def _fill(cursor: Any, path: Path, key: bytes | None, manifest: Manifest, files: _Files) -> None:
    there = {table.name: table for table in db.tables(cursor)}
    for name, said in manifest.tables.items():
        if name not in there or set(there[name].columns) != set(said["columns"]):
            raise BackupError(f"table {name} of the database has other columns than in the backup")
    unbound = db.Unbound(cursor)
    cursor.execute("TRUNCATE " + ", ".join(map(db.quoted, sorted(there))))
    with members(path, key) as every:
        rows = dict.fromkeys(manifest.tables, 0)
        for table, parts in _by_table(every, files, manifest):
            rows[table] = _copy_in(cursor, db.Table(table, tuple(manifest.tables[table]["columns"])), parts)
    for name, said in manifest.tables.items():
        if rows[name] != said["rows"]:
            raise BackupError(f"table {name}: {rows[name]} rows came of {said['rows']}")
    if lost := manifest.files.keys() - files.saved:
        raise BackupError(f"the backup has changed while it was read: {min(lost)} is gone")
    unbound.bind()
    db.set_sequences(cursor, manifest.sequences)


def _by_table(
    every: Iterator[tuple[str, bytes]], files: _Files, manifest: Manifest
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table with its parts, which are to be taken before the next table is asked for; files are put in place."""
    waiting = next(every, None)

    def parts(table: str) -> Iterator[bytes]:
        nonlocal waiting
        while waiting is not None and waiting[0].startswith(f"{TABLES}{table}/"):
            yield waiting[1]
            waiting = next(every, None)

    while waiting is not None:
        member, data = waiting
        if member.startswith(TABLES):
            yield table_of(member), parts(table_of(member))
            continue
        if member.startswith(FILES):
            name = member.removeprefix(FILES)
            if hashlib.sha256(data).hexdigest() != manifest.files[name]["sha256"]:
                raise BackupError(f"the backup has changed while it was read: file {name}")
            files.put(name, data)
        waiting = next(every, None)


def _copy_in(cursor: Any, table: db.Table, parts: Iterator[bytes]) -> int:
    try:
        with cursor.copy(table.copy_in()) as copy:
            for part in parts:
                copy.write(part)
    except DatabaseError as error:
        raise BackupError(f"table {table.name}: {str(error).strip()}") from error
    return int(cursor.rowcount)


def _require_owner(cursor: Any) -> None:
    cursor.execute(
        "SELECT current_user, pg_has_role(tableowner, 'MEMBER') FROM pg_tables WHERE tablename = 'core_zone'"
    )
    found = cursor.fetchone()
    if found is None:
        raise BackupError("the database has no tables of Guatu yet; run guatu migrate")
    if not found[1]:
        raise BackupError(
            f"the role {found[0]} does not own the tables; set GUATU_OWNER_DATABASE_URL to the role that does"
        )


def _require_empty(cursor: Any) -> None:
    for table in _IN_USE:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 – our own names
        count = cursor.fetchone()[0]
        if count:
            raise BackupError(
                f"the database is in use: {table} holds {count} rows. Restore into an empty one, or give --replace, "
                "which first takes away all that is there"
            )


def _records() -> tuple[dict[str, int], list[str]]:
    records, broken = {}, []
    for zone in Zone.objects.order_by("code"):
        records[zone.code] = record_length(zone.id)
        if fault := first_break(zone.id):
            broken.append(f"record of {zone.code}: entry {fault.sequence} is {fault.fault}")
    return records, broken


class _Files:
    """Files put in place, and how to undo that."""

    def __init__(self) -> None:
        self.saved: set[str] = set()
        self._former: dict[str, bytes | None] = {}

    def put(self, name: str, data: bytes) -> None:
        former = None
        try:
            if default_storage.exists(name):
                with default_storage.open(name) as file:
                    former = file.read()
            if former != data:
                self._former[name] = former
                self._write(name, data)
        except OSError as error:
            raise BackupError(f"file {name} cannot be written: {error.strerror or error}") from error
        except SuspiciousOperation as error:
            raise BackupError(f"file {name} of the backup would lie outside of the storage") from error
        self.saved.add(name)

    def undo(self) -> list[str]:
        """Put back what was there before; returns the names for which the storage did not let us."""
        left = []
        for name, data in self._former.items():
            try:
                if data is None:
                    default_storage.delete(name)
                else:
                    self._write(name, data)
            except (OSError, BackupError):
                left.append(name)
        return left

    @staticmethod
    def _write(name: str, data: bytes) -> None:
        default_storage.delete(name)
        stored = default_storage.save(name, ContentFile(data))
        if stored != name:
            default_storage.delete(stored)
            raise BackupError(f"file {name} cannot be written: the storage calls it {stored}")
