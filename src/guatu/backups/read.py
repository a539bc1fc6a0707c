"""Reading a backup: its members one after the other, and the check of all of them."""

from __future__ import annotations

import hashlib
import tarfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guatu.backups.container import Reader
from guatu.backups.errors import BackupError
from guatu.backups.manifest import FILES, NAME, TABLES, Manifest


@contextmanager
def members(path: Path, key: bytes | None) -> Iterator[Iterator[tuple[str, bytes]]]:
    """(name, content) of each member in order; none is longer than a file that may be uploaded or a table's part."""
    try:
        with path.open("rb") as file:
            reader = Reader(file, key)
            try:
                with tarfile.open(fileobj=reader, mode="r|gz") as archive:
                    yield _each(archive)
            except (tarfile.TarError, EOFError, zlib.error) as error:
                raise BackupError(f"the backup {path} is damaged inside: {error}") from error
            reader.finish()
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}") from error


def _each(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        content = archive.extractfile(member)
        if content is None:
            raise BackupError(f"the backup holds {member.name}, which is no file")
        yield member.name, content.read()


def verify(path: Path, key: bytes | None) -> Manifest:
    """Read all of a backup and compare it with its manifest, which is returned. Raises `BackupError`."""
    manifest: Manifest | None = None
    texts: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    files: dict[str, str] = {}
    with members(path, key) as every:
        for name, data in every:
            if name.startswith(TABLES):
                texts[table_of(name)].update(data)
            elif name.startswith(FILES):
                files[name.removeprefix(FILES)] = hashlib.sha256(data).hexdigest()
            elif name == NAME:
                manifest = Manifest.from_bytes(data)
            else:
                raise BackupError(f"the backup holds {name}, which does not belong there")
    if manifest is None:
        raise BackupError(f"the backup {path} is not whole: its {NAME} is missing")
    for table, said in manifest.tables.items():
        if texts[table].hexdigest() != said["sha256"]:
            raise BackupError(f"table {table} in the backup is not what its manifest says")
    for name in manifest.files.keys() | files.keys():
        if files.get(name) != manifest.files.get(name, {}).get("sha256"):
            raise BackupError(f"file {name} in the backup is not what its manifest says")
    if unknown := texts.keys() - manifest.tables.keys():
        raise BackupError(f"table {min(unknown)} in the backup is not in its manifest")
    return manifest


def table_of(member: str) -> str:
    """The table whose part a member is."""
    return member.removeprefix(TABLES).rsplit("/", 1)[0]
