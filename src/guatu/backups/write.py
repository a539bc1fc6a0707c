"""Writing a backup: one snapshot of the database, and the files that its rows speak of."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from guatu.attachments.storage import thumbnail_place
from guatu.backups import tables as db
from guatu.backups.container import Writer
from guatu.backups.errors import BackupError
from guatu.backups.manifest import FILES, NAME, TABLES, Manifest
from guatu.backups.read import verify
from guatu.backups.secret import secret_mark
from guatu.core.clock import now
from guatu.core.errors import FilesUnavailable
from guatu.core.walls import every_zone_open

_PART = 4 << 20  # bytes of a table's text in one member


def write_backup(path: Path, key: bytes | None) -> Manifest:
    """Write `path`, read it back and check it, and only then give it its name. Raises `BackupError`.

    What was begun and not finished lies beside it as `.NAME.part` and is written over the next time.
    """
    if path.exists():
        raise BackupError(f"{path} is there already; a backup never writes over another")
    part = path.with_name(f".{path.name}.part")
    try:
        with _alone(part) as out:
            writer = Writer(out, key)
            with (
                every_zone_open("a backup holds every zone"),
                tarfile.open(fileobj=writer, mode="w|gz") as archive,
            ):
                manifest = _fill(archive)
            writer.finish()
            out.flush()
            os.fsync(out.fileno())
            verify(part, key)
            os.link(part, path)  # unlike a renaming, this never takes the place of a file that came meanwhile
            part.unlink()
    except FileExistsError as error:
        raise BackupError(f"{path} is there already; a backup never writes over another") from error
    except DatabaseError as error:
        raise BackupError(f"the database cannot be read: {str(error).strip()}") from error
    except FilesUnavailable as error:
        raise BackupError(f"the files cannot be read: {error}") from error
    except OSError as error:
        raise BackupError(f"{error.filename or path} cannot be written: {error.strerror}") from error
    _settle(path.parent)
    return manifest


@contextmanager
def _alone(part: Path) -> Iterator[IO[bytes]]:
    """The unfinished file, for this process alone; taken away where the block fails."""
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"another backup is just being written to {part}") from error
        out.truncate(0)
        try:
            yield out
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(archive: tarfile.TarFile) -> Manifest:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        db.fix_form(cursor)
        migrations = db.applied_migrations(cursor)
        if not migrations:
            raise BackupError("the database holds nothing of Guatu: no migration was ever applied")
        cursor.execute("SHOW server_version")
        manifest = Manifest(
            at=now().isoformat(timespec="seconds"),
            guatu=version("guatu"),
            postgresql=cursor.fetchone()[0],
            secret=secret_mark(),
            migrations=migrations,
        )
        found = db.tables(cursor)
        for table in found:
            manifest.tables[table.name] = _add_table(archive, cursor, table)
        manifest.sequences = db.sequences(cursor)
        for source, name, digest in db.named_files(cursor, found):
            if name not in manifest.files:
                _add_file(archive, manifest, source, name, digest)
    _add(archive, NAME, manifest.to_bytes())
    return manifest


def _add_table(archive: tarfile.TarFile, cursor: Any, table: db.Table) -> dict[str, Any]:
    digest, buffer, number = hashlib.sha256(), bytearray(), 0
    with cursor.copy(table.copy_out()) as copy:
        for block in copy:
            digest.update(block)
            buffer += block
            if len(buffer) >= _PART:
                number += 1
                _add(archive, f"{TABLES}{table.name}/{number:06}", buffer)
                buffer.clear()
    if buffer:
        _add(archive, f"{TABLES}{table.name}/{number + 1:06}", buffer)
    return {"columns": list(table.columns), "rows": cursor.rowcount, "sha256": digest.hexdigest()}


def _add_file(archive: tarfile.TarFile, manifest: Manifest, source: str, name: str, digest: str) -> None:
    data = _read(name)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        manifest.missing.append(f"{source}: {name}{'' if data is None else ' (not as its row says)'}")
    if data is None:
        return
    _keep(archive, manifest, name, data)
    small = thumbnail_place(name)
    if small not in manifest.files and (thumbnail := _read(small)) is not None:
        _keep(archive, manifest, small, thumbnail)


def _keep(archive: tarfile.TarFile, manifest: Manifest, name: str, data: bytes) -> None:
    _add(archive, FILES + name, data)
    manifest.files[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _read(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError:
        return None


def _add(archive: tarfile.TarFile, name: str, data: bytes | bytearray) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))
