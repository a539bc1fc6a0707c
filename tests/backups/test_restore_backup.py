"""A backup comes back row for row and file for file, or not at all."""

import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from guatu.audit.models import Entry
from guatu.backups import restore as module
from guatu.backups import write as writing
from guatu.backups.container import Writer, read_key
from guatu.backups.errors import BackupError
from guatu.backups.manifest import Manifest
from guatu.backups.read import verify
from guatu.backups.restore import check, restore
from guatu.backups.write import write_backup
from guatu.core.walls import closed
from tests.backups.conftest import Elsewhere, catalogue, every_file, every_row

KEY = b"k" * 32


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_every_row_and_every_file_comes_back(
    lively: Path, elsewhere: Elsewhere, tmp_path: Path, key: bytes | None
) -> None:
    path = tmp_path / "zone.backup"
    written = write_backup(path, key)
    assert written.missing == []
    assert len(written.files) == 4  # two photos, two thumbnails
    rows, files = every_row(), every_file(lively)
    assert (b"core_zone" not in path.read_bytes()) or key is None
    with elsewhere() as folder:
        before = catalogue()
        assert every_row()["core_zone"] == []
        done = restore(path, key, check(path, key), replace=False)
        restored, whole, after = every_row(), every_file(folder), catalogue()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'b') RETURNING id"
            )
            assert cursor.fetchone()[0] > max(int(row.split(b"\t")[0]) for row in rows["procrastinate_jobs"])
    assert restored == rows
    assert whole == files
    assert after == before
    assert sorted(done.records) == ["DY", "ZJ"]
    assert sum(done.records.values()) == len(rows["audit_entry"])
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_backup_by_the_application_s_role_holds_every_zone(lively: Path, tmp_path: Path) -> None:
    counted = {name: len(rows) for name, rows in every_row().items()}
    with closed():
        manifest = write_backup(tmp_path / "zones.backup", None)
    written = {name: said["rows"] for name, said in manifest.tables.items()}
    assert written["audit_entry"] > 0
    assert written == {name: counted[name] for name in written}


def refused(path: Path, key: bytes | None, elsewhere: Elsewhere, saying: str) -> None:
    """Restoring says why not, and leaves database and files as they were."""
    with elsewhere() as folder:
        before = every_row()
        with pytest.raises(BackupError, match=saying):
            restore(path, key, check(path, key), replace=False)
        assert every_row() == before
        assert every_file(folder) == {}


def test_damage_wrong_keys_and_strangers_are_refused(elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = tmp_path / "zone.backup"
    for key in (None, KEY):
        path.unlink(missing_ok=True)
        write_backup(path, key)
        data = path.read_bytes()
        for at in (len(data) // 2, len(data) - 1, data.index(b"\n") + 20):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            refused(path, key, elsewhere, "damaged: frame")
        for length in (len(data) // 2, len(data) - 1):
            path.write_bytes(data[:length])
            refused(path, key, elsewhere, "cut off")
        path.write_bytes(data + b"x")
        refused(path, key, elsewhere, "something follows")
        path.write_bytes(data)
    refused(path, None, elsewhere, "encrypted: name its key")
    refused(path, b"j" * 32, elsewhere, "not the key")
    path.write_bytes(data.replace(b"guatu-backup 1", b"guatu-backup 9", 1))
    refused(path, KEY, elsewhere, "format 9")
    path.write_bytes(b"PK\x03\x04")
    refused(path, KEY, elsewhere, "no backup of Guatu")


def rewritten(path: Path, change: Any) -> None:
    """A backup by somebody who knows the form: whole in itself, with another manifest."""
    real = Manifest.to_bytes

    def to_bytes(manifest: Manifest) -> bytes:
        change(manifest)
        return real(manifest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Manifest, "to_bytes", to_bytes)
        patch.setattr(writing, "verify", lambda *_: None)
        path.unlink(missing_ok=True)
        write_backup(path, None)


def test_other_versions_and_false_manifests_are_refused(elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = tmp_path / "zone.backup"
    newest = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes)[-1]
    rewritten(path, lambda m: m.migrations.append("core.9999_later"))
    refused(path, None, elsewhere, "newer Guatu.*core.9999_later")
    rewritten(path, lambda m: m.migrations.remove(newest))
    refused(path, None, elsewhere, "older Guatu")
    rewritten(path, lambda m: m.tables["core_zone"].update(sha256="0"))
    refused(path, None, elsewhere, "table core_zone .* not what its manifest says")
    rewritten(path, lambda m: m.files.clear())
    refused(path, None, elsewhere, r"file .* not what its manifest says")
    rewritten(path, lambda m: m.tables["core_zone"].update(rows=3))
    refused(path, None, elsewhere, "core_zone: 2 rows came of 3")
    rewritten(path, lambda m: m.tables["core_zone"]["columns"].remove("name"))
    refused(path, None, elsewhere, "core_zone .* other columns")


def test_a_failure_half_way_undoes_files_and_rows(
    elsewhere: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    monkeypatch.setattr(module.db, "set_sequences", lambda *_: 1 / 0)
    with elsewhere() as folder:
        before = every_row()
        with pytest.raises(ZeroDivisionError):
            restore(path, None, check(path, None), replace=False)
        assert every_row() == before
        assert every_file(folder) == {}


def test_a_database_in_use_is_replaced_only_when_told(
    lively: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    with elsewhere() as folder:
        manifest = check(path, None)
        restore(path, None, manifest, replace=False)
        rows = every_row()
        spoilt = next(folder.rglob("*.thumb.jpg"))
        spoilt.write_bytes(b"spoilt")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_zone SET name = 'x'")
        with pytest.raises(BackupError, match=r"core_zone holds 2 rows.*--replace"):
            restore(path, None, manifest, replace=False)
        assert spoilt.read_bytes() == b"spoilt"
        restore(path, None, manifest, replace=True)
        assert every_row() == rows
        assert every_file(folder) == every_file(lively)


def test_a_record_that_does_not_hold_is_told(elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = tmp_path / "zone.backup"
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE sequence = 2")
    write_backup(path, None)
    refused(path, None, elsewhere, "record of DY: entry 2 .*--broken-record")
    with elsewhere():
        done = restore(path, None, check(path, None), replace=False, broken_record=True)
        assert len(done.broken) == 2
        assert Entry.objects.filter(reason="x").count() == 2


def test_the_application_s_role_may_not_restore(lively: Path, tmp_path: Path) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    with pytest.raises(BackupError, match="guatu_app does not own the tables"):
        restore(path, None, check(path, None), replace=True)


def test_what_is_missing_is_named_and_the_rest_is_kept(lively: Path, tmp_path: Path) -> None:
    photo = next(p for p in lively.rglob("*.jpg") if "thumb" not in p.name)
    photo.unlink()
    written = write_backup(tmp_path / "zone.backup", None)
    assert written.missing == [f"attachments_attachment: {photo.relative_to(lively)}"]
    assert len(written.files) == 2
    photo.write_bytes(b"another")
    again = write_backup(tmp_path / "again.backup", None)
    assert again.missing == [f"attachments_attachment: {photo.relative_to(lively)} (not as its row says)"]


def test_a_backup_never_writes_over_another_and_leaves_no_half(
    lively: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "to" / "zone.backup"
    with pytest.raises(BackupError, match="cannot be written: No such file"):
        write_backup(path, None)
    path.parent.mkdir()
    (path.parent / ".zone.backup.part").write_bytes(b"left by a power cut")
    write_backup(path, None)
    assert [p.name for p in path.parent.iterdir()] == ["zone.backup"]
    with pytest.raises(BackupError, match="never writes over another"):
        write_backup(path, None)
    path.unlink()
    monkeypatch.setattr(tarfile.TarFile, "addfile", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_backup(path, None)
    assert list(path.parent.iterdir()) == []


def test_a_key_is_long_enough(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short\n")
    with pytest.raises(BackupError, match="holds 5 bytes; at least 32"):
        read_key(tmp_path / "key")
    with pytest.raises(BackupError, match="cannot be read: No such file"):
        read_key(tmp_path / "none")


def test_frames_keep_their_order(tmp_path: Path) -> None:
    """Two frames of the same length that have changed places are noticed."""
    path = tmp_path / "frames"
    with path.open("wb") as out:
        writer = Writer(out, KEY)
        writer.write(bytes(1 << 20) + b"\1" * (1 << 20) + b"end")
        writer.finish()
    data = path.read_bytes()
    start, size = data.index(b"\n") + 1, 4 + (1 << 20) + 16
    swapped = (
        data[:start]
        + data[start + size : start + 2 * size]
        + data[start : start + size]
        + data[start + 2 * size :]
    )
    path.write_bytes(swapped)
    with pytest.raises(BackupError, match="frame 1"):
        verify(path, KEY)
