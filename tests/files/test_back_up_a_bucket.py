"""A backup takes the files of the bucket along, and brings them back, into a bucket or into a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from guatu.backups.errors import BackupError
from guatu.backups.restore import check, restore
from guatu.backups.write import write_backup
from guatu.config.files import files_from_environment
from tests.backups.conftest import Elsewhere, every_file, every_row
from tests.files.bucket import Bucket
from tests.files.test_keep_files_in_a_bucket import unreachable

KEY = b"k" * 32


@pytest.fixture
def file_storage(bucket: Bucket) -> Path:
    """The files of the lively zones lie in the bucket."""
    return Path()


@contextmanager
def under_prefix(bucket: Bucket, settings: Any) -> Iterator[None]:
    """Files come into another folder of the bucket."""
    options = files_from_environment({**bucket.environment, "GUATU_S3_PREFIX": "restored"}, Path())
    settings.STORAGES = {**settings.STORAGES, "default": options}
    yield


def test_files_come_out_of_the_bucket_and_into_one(
    bucket: Bucket,
    elsewhere: Elsewhere,
    settings: Any,
    tmp_path: Path,
) -> None:
    path = tmp_path / "zone.backup"
    written = write_backup(path, KEY)
    assert written.missing == []
    assert len(written.files) == 4
    rows, files = every_row(), bucket.files()
    assert len(files) == 4
    with elsewhere(), under_prefix(bucket, settings):
        restore(path, KEY, check(path, KEY), replace=False)
        assert every_row() == rows
    after = bucket.files()
    assert after == {**files, **{f"restored/{name}": data for name, data in files.items()}}


def test_from_a_bucket_back_into_a_folder(bucket: Bucket, elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    with elsewhere() as folder:
        restore(path, None, check(path, None), replace=False)
        assert every_file(folder) == bucket.files()


def test_a_file_that_is_missing_is_named_and_a_bucket_that_is_missing_ends_it(
    bucket: Bucket,
    lively: Path,
    settings: Any,
    tmp_path: Path,
) -> None:
    lost = next(name for name in bucket.files() if "thumb" not in name)
    bucket.client.delete_object(Bucket=bucket.name, Key=lost)
    assert lost in str(write_backup(tmp_path / "first.backup", None).missing)
    endpoint = unreachable(settings)
    with pytest.raises(BackupError, match=f"the files cannot be read: bucket far-away at {endpoint}"):
        write_backup(tmp_path / "second.backup", None)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["first.backup"]


def test_a_bucket_that_fails_midway_leaves_nothing_restored(
    bucket: Bucket,
    elsewhere: Elsewhere,
    settings: Any,
    tmp_path: Path,
) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    files, puts = bucket.files(), []

    def after_two(method: str, path: str) -> bool:
        puts.extend([path] if method == "PUT" else [])
        return method == "PUT" and len(puts) > 2

    with elsewhere(), under_prefix(bucket, settings):
        before = every_row()
        bucket.refuses = after_two
        with pytest.raises(BackupError, match="refuses these keys"):
            restore(path, None, check(path, None), replace=False)
        assert every_row() == before
    bucket.refuses = lambda method, path: False
    assert bucket.files() == files


def test_files_that_cannot_be_taken_back_are_named(
    bucket: Bucket,
    elsewhere: Elsewhere,
    settings: Any,
    tmp_path: Path,
) -> None:
    path = tmp_path / "zone.backup"
    write_backup(path, None)
    with elsewhere(), under_prefix(bucket, settings):
        puts: list[str] = []

        def after_two(method: str, path: str) -> bool:
            puts.extend([path] if method == "PUT" else [])
            return len(puts) > 2

        bucket.refuses = after_two
        before = every_row()
        with pytest.raises(BackupError, match="3 could not be put back, such as DY/"):
            restore(path, None, check(path, None), replace=False)
        assert every_row() == before
